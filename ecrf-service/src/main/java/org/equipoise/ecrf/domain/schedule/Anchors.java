package org.equipoise.ecrf.domain.schedule;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.equipoise.ecrf.domain.form.Casebook;
import org.equipoise.ecrf.domain.form.FormContent;
import org.equipoise.ecrf.domain.form.ItemValue;
import org.equipoise.ecrf.domain.study.AnchorSource;
import org.equipoise.ecrf.domain.study.Schedule;

/**
 * The instants that a subject's windows are measured from. They are always computed from the present data and stored nowhere
 * else, so that a corrected start of infusion moves every window that depends on it.
 *
 * @param instants the known anchors by name
 */
public record Anchors(Map<String, Instant> instants) {
    /** Copies the map, sorted by name. */
    public Anchors {
        instants = Collections.unmodifiableMap(new TreeMap<>(instants));
    }

    /**
     * Computes the anchors.
     *
     * @param schedule where each anchor comes from
     * @param casebook the subject's present data
     * @return all anchors whose source has a value
     */
    public static Anchors of(Schedule schedule, Casebook casebook) {
        Map<String, Instant> instants = new TreeMap<>();
        schedule.anchors().forEach((name, source) -> instant(source, casebook).ifPresent(at -> instants.put(name, at)));
        return new Anchors(instants);
    }

    /**
     * The instant of an anchor.
     *
     * @param name the anchor's name
     * @return its instant, or empty while it is unknown
     */
    public Optional<Instant> at(String name) {
        return Optional.ofNullable(instants.get(name));
    }

    private static Optional<Instant> instant(AnchorSource source, Casebook casebook) {
        if (source instanceof AnchorSource.AtItem item) {
            return casebook.value(item.path())
                    .filter(ItemValue.DateTimeValue.class::isInstance)
                    .map(value -> ((ItemValue.DateTimeValue) value).value());
        }
        return casebook.contentsOf(source.event()).map(FormContent::occurredAt).min(Instant::compareTo);
    }
}
