package org.equipoise.ecrf.application;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.equipoise.ecrf.domain.form.Answer;
import org.equipoise.ecrf.domain.form.FieldHistory;
import org.equipoise.ecrf.domain.form.FormInstance;
import org.equipoise.ecrf.domain.form.Revision;
import org.equipoise.ecrf.domain.study.HiddenItems;
import org.equipoise.ecrf.domain.subject.Subject;
import org.equipoise.platform.problem.ProblemType;
import org.equipoise.platform.problem.Refusal;

/** Shows the present state of a form, or all of its revisions. */
@ApplicationScoped
public class ReadForm {
    private final Studies studies;
    private final Subjects subjects;
    private final RevisionStore revisions;
    private final SignedVersions signed;

    public ReadForm(Studies studies, Subjects subjects, RevisionStore revisions) {
        this.studies = studies;
        this.subjects = subjects;
        this.revisions = revisions;
        this.signed = new SignedVersions(studies, subjects, revisions);
    }

    public FormView read(Actor reader, String study, String subject, FormInstance instance) {
        Subject found = subjects.require(reader, study, subject);
        List<StoredRevision> stored = revisions.history(study, subject, instance);
        List<FormView> history = history(reader, found, instance, stored);
        FormView last = history.get(history.size() - 1);
        return last.withClosed(subjects.closedItems(found, instance))
                .withCarried(new CarriedItems(studies, revisions).of(last.revision()))
                .withNextVersion(signed.ofNextSave(found, stored.get(stored.size() - 1)));
    }

    /** How a place of the form came to say what it says; empty if it never said anything. */
    public List<FieldHistory.Change> changes(
            Actor reader, String study, String subject, FormInstance instance, String place) {
        List<FormView> views = history(reader, study, subject, instance);
        HiddenItems hidden = views.get(0).hidden();
        List<Revision> history = revisions(views);
        boolean known = place.equals(Answer.OCCURRED_AT)
                || place.equals(Answer.WINDOW_REASON)
                || studies.of(subjects.require(reader, study, subject))
                        .definition()
                        .form(instance.form())
                        .flatMap(form -> hidden.in(form).answered(place))
                        .isPresent()
                || history.stream()
                        .anyMatch(revision -> Answer.places(revision.content()).contains(place));
        if (!known) {
            throw Refusal.of(
                            ProblemType.INVALID_VALUE,
                            "item is " + place + ", but " + instance.form() + " has no such item.")
                    .fix("Name an item of the form, or GROUP[row].ITEM in a repeating group.");
        }
        return FieldHistory.of(history, place);
    }

    /** What lies between two revisions; 0 is the form before it was entered. */
    public List<FieldHistory.Change> differences(
            Actor reader, String study, String subject, FormInstance instance, Span span) {
        List<Revision> history = revisions(history(reader, study, subject, instance));
        int latest = history.get(history.size() - 1).number();
        int to = span.to().orElse(latest);
        int from = span.from().orElse(to - 1);
        if (from < 0 || from > to || to > latest) {
            throw Refusal.of(
                            ProblemType.INVALID_VALUE,
                            "from is " + from + " and to is " + to + ", but the form has the revisions 1 to " + latest
                                    + ".")
                    .fix("Send from=0 to " + latest + " and to from there to " + latest + ".");
        }
        return FieldHistory.between(history, from, to);
    }

    /** Two revisions; the last and the one before it unless they are named. */
    public record Span(Optional<Integer> from, Optional<Integer> to) {}

    private static List<Revision> revisions(List<FormView> history) {
        return history.stream().map(FormView::revision).toList();
    }

    /** All revisions, oldest first; never empty, for a form without any does not exist. */
    public List<FormView> history(Actor reader, String study, String subject, FormInstance instance) {
        Subject found = subjects.require(reader, study, subject);
        return history(reader, found, instance, revisions.history(study, subject, instance));
    }

    private List<FormView> history(Actor reader, Subject found, FormInstance instance, List<StoredRevision> history) {
        if (history.isEmpty()) {
            throw Refusal.notFound();
        }
        FormLocation.find(studies, studies.forEntered(found, history), reader, found, instance);
        List<FormView> views = new ArrayList<>();
        Optional<Revision> before = Optional.empty();
        for (StoredRevision stored : history) {
            views.add(FormView.of(stored, before, reader, studies));
            before = Optional.of(stored.revision());
        }
        return views;
    }
}
