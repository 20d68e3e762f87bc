package org.equipoise.ecrf.domain.safety;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.equipoise.ecrf.domain.form.Author;
import org.equipoise.ecrf.domain.form.FormInstance;
import org.equipoise.ecrf.domain.study.FormCategory;
import org.equipoise.ecrf.domain.study.Raise;

/**
 * A safety alert or a protocol deviation that a rule raised, with its source, and what a person did about it. Its source never
 * changes; it is resolved once.
 *
 * @param study the study's id
 * @param id the notice's id
 * @param kind alert or deviation
 * @param subject the subject
 * @param site the subject's site
 * @param source what raised it
 * @param categories all categories of data that it was drawn from: only who may see all of them may see it
 * @param raisedAt when
 * @param resolution what was done about it; empty while it is open
 */
public record Notice(
        String study,
        String id,
        Raise kind,
        String subject,
        String site,
        Source source,
        Set<FormCategory> categories,
        Instant raisedAt,
        Optional<Resolution> resolution) {
    /** Copies the categories. */
    public Notice {
        categories = Set.copyOf(categories);
    }

    /**
     * What raised a notice.
     *
     * @param instance the form that the rule failed on
     * @param revision the revision that was saved when it began to fail; of another form, if that one made the rule fail
     * @param check the rule
     * @param text what it says
     * @param origin the save, form and rule in one text: the same origin never raises two
     */
    public record Source(FormInstance instance, int revision, String check, String text, String origin) {}

    /**
     * What a person did about a notice.
     *
     * @param at when
     * @param by who
     * @param text in which words: what was done about an alert, what caused a deviation
     * @param important whether a deviation is important; empty for alerts
     * @param requestKey the idempotency key of the request that said so
     */
    public record Resolution(Instant at, Author by, String text, Optional<Boolean> important, String requestKey) {}

    /**
     * The notice after it was resolved.
     *
     * @param done what was done
     * @return the resolved notice, or empty if it was resolved before
     */
    public Optional<Notice> resolved(Resolution done) {
        return resolution.isPresent()
                ? Optional.empty()
                : Optional.of(
                        new Notice(study, id, kind, subject, site, source, categories, raisedAt, Optional.of(done)));
    }
}
