package org.equipoise.ecrf.domain.safety;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
     * @param revision the revision that was saved when it began to fail; of another form, if that one made the rule fail;
     *     0 if it is not told
     * @param check the rule
     * @param text what it says
     * @param origin the save, form and rule in one text, with the salt of the save: the same origin never raises two
     */
    public record Source(FormInstance instance, int revision, String check, String text, String origin) {
        private static final Pattern SAVE = Pattern.compile("[^/]+/([^/]+)/([^/]+)/([0-9]{1,9})/[0-9]+/.*");

        /**
         * The form whose save made the rule fail, which the revision is of.
         *
         * @return the form; empty if it is not told
         */
        public Optional<FormInstance> cause() {
            Matcher save = SAVE.matcher(origin);
            return save.matches()
                    ? Optional.of(new FormInstance(save.group(1), save.group(2), Integer.parseInt(save.group(3))))
                    : Optional.empty();
        }

        private Source withoutCause() {
            return new Source(instance, 0, check, text, "");
        }
    }

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
     * The notice as it stood at an instant.
     *
     * @param instant the instant
     * @return without a resolution if that came later; empty if the notice itself did
     */
    public Optional<Notice> asOf(Instant instant) {
        if (raisedAt.isAfter(instant)) {
            return Optional.empty();
        }
        return Optional.of(with(resolution.filter(done -> !done.at().isAfter(instant))));
    }

    /**
     * The notice for who may know that it was resolved, but not in which words.
     *
     * @return the notice with an empty text in its resolution
     */
    public Notice withoutWords() {
        return with(
                resolution.map(done -> new Resolution(done.at(), done.by(), "", done.important(), done.requestKey())));
    }

    /**
     * The notice for who may not know of the form whose save raised it.
     *
     * @return the notice without its origin and the number of the save
     */
    public Notice withoutCause() {
        return new Notice(study, id, kind, subject, site, source.withoutCause(), categories, raisedAt, resolution);
    }

    /**
     * The notice before anything was done about it.
     *
     * @return the open notice
     */
    public Notice unresolved() {
        return with(Optional.empty());
    }

    private Notice with(Optional<Resolution> other) {
        return new Notice(study, id, kind, subject, site, source, categories, raisedAt, other);
    }

    /**
     * The notice after it was resolved.
     *
     * @param done what was done
     * @return the resolved notice, or empty if it was resolved before
     */
    public Optional<Notice> resolved(Resolution done) {
        return resolution.isPresent() ? Optional.empty() : Optional.of(with(Optional.of(done)));
    }
}
