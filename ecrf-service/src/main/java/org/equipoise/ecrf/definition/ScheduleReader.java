package org.equipoise.ecrf.definition;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.equipoise.ecrf.domain.study.AnchorSource;
import org.equipoise.ecrf.domain.study.FormCategory;
import org.equipoise.ecrf.domain.study.IsoDuration;
import org.equipoise.ecrf.domain.study.ItemPath;
import org.equipoise.ecrf.domain.study.Readings;
import org.equipoise.ecrf.domain.study.Schedule;
import org.equipoise.ecrf.domain.study.ScheduledForm;
import org.equipoise.ecrf.domain.study.StudyEvent;
import org.equipoise.ecrf.domain.study.Window;

/** Reads events and anchors. */
final class ScheduleReader {
    private static final String DURATION = "an ISO 8601 duration from seconds to weeks, such as -PT90M or P7D";

    private ScheduleReader() {}

    static Schedule schedule(JsonPlace place) {
        place.members("anchors", "conditions", "outOfWindow", "events");
        Map<String, AnchorSource> anchors = new HashMap<>();
        place.at("anchors")
                .entries((name, source) -> source.optional(ScheduleReader::anchor, "EVENT/FORM/ITEM, or EVENT")
                        .ifPresent(anchor -> anchors.put(name, anchor)));
        List<StudyEvent> events = place.at("events").list("id", ScheduleReader::event);
        if (events.isEmpty()) {
            place.at("events").wrong("at least one event");
        }
        return new Schedule(anchors, events);
    }

    private static Optional<AnchorSource> anchor(String text) {
        if (JsonPlace.ID.matcher(text).matches()) {
            return Optional.of(new AnchorSource.AtEvent(text));
        }
        return ItemPath.parse(text).filter(ItemPath::namesItsEvent).map(AnchorSource.AtItem::new);
    }

    private static StudyEvent event(JsonPlace place) {
        place.members(
                "id",
                "name",
                "anchor",
                "target",
                "window",
                "expected",
                "doseDay",
                "unscheduled",
                "repeating",
                "repetition",
                "missedAfter",
                "onlyIf",
                "forms");
        return new StudyEvent(
                place.at("id").id(),
                place.at("name").text(),
                place.at("anchor").optionalText(),
                place.at("target").optional(IsoDuration::parse, DURATION),
                place.at("window").isPresent() ? window(place.at("window")) : Optional.empty(),
                expectations(place.at("expected")),
                place.at("doseDay").flag(false),
                place.at("unscheduled").flag(false),
                place.at("repeating").flag(false),
                place.at("repetition").isPresent()
                        ? Optional.of(place.at("repetition").id())
                        : Optional.empty(),
                place.at("missedAfter").optional(IsoDuration::parse, DURATION),
                place.at("onlyIf").optionalText(),
                place.at("forms").list("form", ScheduleReader::scheduledForm));
    }

    /** One, or several of which the first whose anchor is known counts. */
    private static List<StudyEvent.Expected> expectations(JsonPlace place) {
        List<Optional<StudyEvent.Expected>> read =
                place.isPresent() && !place.node().isArray()
                        ? List.of(expected(place))
                        : place.list("anchor", ScheduleReader::expected);
        return read.stream().flatMap(Optional::stream).toList();
    }

    private static Optional<StudyEvent.Expected> expected(JsonPlace place) {
        place.members("anchor", "target", "window", "binding");
        String anchor = place.at("anchor").text();
        Optional<Duration> target = duration(place.at("target"));
        Optional<Window> window = window(place.at("window"));
        boolean binding = place.at("binding").flag(false);
        return target.flatMap(
                intended -> window.map(permitted -> new StudyEvent.Expected(anchor, intended, permitted, binding)));
    }

    private static Optional<Window> window(JsonPlace place) {
        place.members("from", "to");
        Optional<Duration> from = duration(place.at("from"));
        Optional<Duration> to = duration(place.at("to"));
        if (from.isEmpty() || to.isEmpty()) {
            return Optional.empty();
        }
        if (to.get().compareTo(from.get()) < 0) {
            place.wrong("a window that does not end before it starts");
            return Optional.empty();
        }
        return Optional.of(new Window(from.get(), to.get()));
    }

    private static Optional<Duration> duration(JsonPlace place) {
        if (!place.isPresent()) {
            place.wrong(DURATION);
        }
        return place.optional(IsoDuration::parse, DURATION);
    }

    private static ScheduledForm scheduledForm(JsonPlace place) {
        place.members("form", "category", "required", "readings");
        return new ScheduledForm(
                place.at("form").id(),
                place.at("category").optional(FormCategory::fromCode, FormReader.CATEGORIES),
                place.at("required").flag(true),
                place.at("readings").isPresent() ? readings(place.at("readings")) : Optional.empty());
    }

    private static Optional<Readings> readings(JsonPlace place) {
        place.members("at", "tolerance");
        List<Optional<Duration>> at = place.at("at").list("", ScheduleReader::duration);
        Optional<Duration> tolerance = duration(place.at("tolerance"));
        if (at.isEmpty() || at.stream().anyMatch(Optional::isEmpty) || tolerance.isEmpty()) {
            place.wrong("at least one moment, and a tolerance");
            return Optional.empty();
        }
        if (tolerance.get().isNegative()) {
            place.at("tolerance").wrong("a duration that is not negative");
            return Optional.empty();
        }
        return Optional.of(
                new Readings(at.stream().flatMap(Optional::stream).sorted().toList(), tolerance.get()));
    }
}
