package org.equipoise.ecrf.application;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.equipoise.ecrf.domain.form.Author;
import org.equipoise.ecrf.domain.form.FormInstance;
import org.equipoise.platform.security.SiteScope;

/**
 * The revisions of all forms, which never change.
 *
 * <p>The saves of a subject take turns, numbered from 1 without gaps. A save counts the turns before it looks at anything, and is
 * stored in the next one: if that is free, nothing was saved, nothing was closed, and the subject was neither randomized nor moved
 * to another version meanwhile.
 */
public interface RevisionStore {
    /** How many turns of a subject are known to be taken; there may be more. */
    long turns(String study, String subject);

    /** How many turns of a subject are taken now, whatever this replica remembers. */
    long turnsNow(String study, String subject);

    /** Stores a revision in the turn after those; false if that is taken, or the form has a revision of that number already. */
    boolean append(StoredRevision revision, long turns);

    /** Takes a turn of each of some subjects and saves nothing: whoever has counted before has to look again. */
    void passTurn(String study, Collection<String> subjects);

    /** All revisions of some of a subject's forms. */
    List<StoredRevision> of(String study, String subject, Collection<FormSelector> forms);

    /** All revisions of all of a subject's forms. */
    List<StoredRevision> of(String study, String subject);

    /** The hashes of all revisions of all of a subject's forms, without what they say; those of one form in their order. */
    List<Link> links(String study, String subject);

    /** All revisions of one form, oldest first. */
    List<StoredRevision> history(String study, String subject, FormInstance instance);

    /** Everybody who saved a form at some sites. */
    List<Author> authors(String study, SiteScope sites);

    /** How many forms had been entered at an instant. */
    long formsEntered(String study, Instant cut);

    /** All revisions of one form of several subjects. */
    List<StoredRevision> of(String study, Collection<String> subjects, Collection<FormSelector> forms);

    /** Revisions of all studies that raise or settle questions, in order, saved at an instant or later. */
    List<StoredRevision> withConsequences(Instant since, Optional<Position> after, int limit);

    /** What was saved at a site at an instant or later, in no order. */
    List<SavedForm> savedSince(String study, String site, Instant since);

    /** The place of a revision in the hash chain of its form. */
    record Link(FormInstance instance, int number, String definitionVersion, String hash) {}

    /** That a form was saved, without anything that stands in it. */
    record SavedForm(String hash, String event, String form, String definitionVersion) {}

    /** A place in the order of revisions by time. */
    record Position(Instant savedAt, String hash) {
        public static Position of(StoredRevision stored) {
            return new Position(stored.revision().savedAt(), stored.hash());
        }
    }

    /** Some forms: an event's, a form in it, a repeat of it; or a form wherever it is asked. */
    record FormSelector(Optional<String> event, Optional<String> form, Optional<Integer> repeat) {
        public static FormSelector of(FormInstance instance) {
            return new FormSelector(
                    Optional.of(instance.event()), Optional.of(instance.form()), Optional.of(instance.repeat()));
        }

        public static FormSelector inEvent(String event) {
            return new FormSelector(Optional.of(event), Optional.empty(), Optional.empty());
        }

        public static FormSelector anywhere(String form) {
            return new FormSelector(Optional.empty(), Optional.of(form), Optional.empty());
        }
    }
}
