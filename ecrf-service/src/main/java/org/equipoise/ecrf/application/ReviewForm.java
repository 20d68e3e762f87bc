package org.equipoise.ecrf.application;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.equipoise.ecrf.domain.form.FormContent;
import org.equipoise.ecrf.domain.form.FormInstance;
import org.equipoise.ecrf.domain.form.Revision;
import org.equipoise.ecrf.domain.review.FormStanding;
import org.equipoise.ecrf.domain.review.Mark;
import org.equipoise.ecrf.domain.review.MarkAction;
import org.equipoise.ecrf.domain.review.Target;
import org.equipoise.ecrf.domain.study.Form;
import org.equipoise.ecrf.domain.study.HiddenItems;
import org.equipoise.ecrf.domain.subject.Subject;
import org.equipoise.platform.audit.CanonicalJson;
import org.equipoise.platform.problem.ProblemType;
import org.equipoise.platform.problem.Refusal;

/** Verifies, reviews, signs, freezes or locks one form, and shows how far that has come. */
@ApplicationScoped
public class ReviewForm {
    private final Studies studies;
    private final Subjects subjects;
    private final RevisionStore revisions;
    private final MarkStore marks;
    private final MarkData marking;
    private final OpenData open;

    public ReviewForm(
            Studies studies,
            Subjects subjects,
            RevisionStore revisions,
            MarkStore marks,
            MarkData marking,
            OpenData open) {
        this.studies = studies;
        this.subjects = subjects;
        this.revisions = revisions;
        this.marks = marks;
        this.marking = marking;
        this.open = open;
    }

    /**
     * A step in the review of a form.
     *
     * @param study the study
     * @param subject the subject
     * @param instance the form
     * @param action what is done
     * @param revision the revision that the person has looked at
     * @param items the items that are verified, closed or opened
     * @param all the hash of the content that the person saw, if all its answered items are verified
     * @param text meaning or reason
     * @param requestKey the idempotency key
     */
    public record Step(
            String study,
            String subject,
            FormInstance instance,
            MarkAction action,
            int revision,
            List<String> items,
            Optional<String> all,
            Optional<String> text,
            String requestKey) {}

    /**
     * A form under review.
     *
     * @param revision its present revision
     * @param standing how it stands
     * @param obstacle what keeps it from changing
     * @param history all its marks, oldest first
     * @param contentHash hash of the revision, or of what the reader sees of it
     */
    public record UnderReview(
            Revision revision,
            FormStanding standing,
            Optional<OpenData.Obstacle> obstacle,
            List<Mark> history,
            String contentHash) {}

    private record Found(FormLocation location, List<StoredRevision> history) {
        StoredRevision present() {
            return history.get(history.size() - 1);
        }

        HiddenItems hidden() {
            return location.hidden();
        }

        /** Says what was seen: the hash of the revision, or of what is shown of it to somebody who does not see all of it. */
        String seenHash() {
            return hidden().isEmpty()
                    ? present().hash()
                    : CanonicalJson.sha256Text(
                            RevisionText.of(location.sight().present(present().revision(), history)));
        }
    }

    public UnderReview read(Actor reader, String study, String subject, FormInstance instance) {
        return underReview(study, find(reader, study, subject, instance));
    }

    public UnderReview step(Actor author, Step step) {
        Found found = find(author, step.study(), step.subject(), step.instance());
        requireWholeSight(step, found);
        MarkData.Marking mark = new MarkData.Marking(
                step.study(), target(found), step.action(), statement(step, found), step.requestKey());
        if (marking.replayed(author, mark).isEmpty()) {
            requirePresent(step, found);
            requireIndependence(author, step, found);
        }
        marking.mark(author, mark);
        return underReview(
                step.study(),
                new Found(found.location(), revisions.history(step.study(), step.subject(), step.instance())));
    }

    /** A signature is on exactly what was signed, and a review on what was read: on all of the form. */
    private static void requireWholeSight(Step step, Found found) {
        boolean isOnAll = step.action() == MarkAction.SIGN || step.action() == MarkAction.REVIEW;
        if (isOnAll && !found.hidden().isEmpty()) {
            throw Refusal.of(
                            ProblemType.STATE_CONFLICT,
                            "The form " + found.location().form().id()
                                    + " has items that you may not see, so that you cannot "
                                    + step.action().code() + " it.")
                    .fix("Ask somebody who may see all of the form.");
        }
    }

    private Found find(Actor actor, String study, String subject, FormInstance instance) {
        Subject known = subjects.require(actor, study, subject);
        List<StoredRevision> history = revisions.history(study, subject, instance);
        if (history.isEmpty()) {
            throw Refusal.notFound();
        }
        FormLocation location = FormLocation.find(studies, studies.forEntered(known, history), actor, known, instance);
        return new Found(location, history);
    }

    private static Target target(Found found) {
        Subject subject = found.location().subject();
        return Target.form(subject.site(), subject.id(), found.location().instance());
    }

    private UnderReview underReview(String study, Found found) {
        List<Mark> history = marks.of(study, List.of(target(found).key())).stream()
                .map(StoredMark::mark)
                .toList();
        FormStanding standing = FormStanding.of(
                found.history().stream().map(StoredRevision::revision).toList(),
                found.present().hash(),
                history,
                dependent(study, found));
        return new UnderReview(
                found.present().revision(),
                standing.without(found.hidden()),
                open.obstacle(study, target(found)),
                Sight.of(history, found.hidden()),
                found.seenHash());
    }

    private static Mark.Statement statement(Step step, Found found) {
        if (step.action().isOnItems()) {
            requireItems(step, found);
        }
        if (step.action() != MarkAction.VERIFY) {
            return new Mark.Statement(step.revision(), found.present().hash(), step.items(), step.text());
        }
        Set<String> answered = found.history().stream()
                .map(StoredRevision::revision)
                .filter(revision -> revision.number() <= step.revision())
                .flatMap(revision -> found.hidden().visible(answered(revision.content())).stream())
                .collect(Collectors.toCollection(TreeSet::new));
        List<String> unknown =
                step.items().stream().filter(item -> !answered.contains(item)).toList();
        if (!unknown.isEmpty()) {
            throw Refusal.of(
                            ProblemType.INVALID_VALUE,
                            "items names " + unknown + ", which never had an answer in this form.")
                    .fix("Name items that have an answer, or had one that was removed.");
        }
        if (step.items().isEmpty() == step.all().isEmpty()) {
            throw Refusal.of(ProblemType.INVALID_VALUE, "It is not said which items were verified.")
                    .fix("Name them in items, or send all with the contentHash of what was seen.");
        }
        List<String> items = step.all().isPresent() ? List.copyOf(answered) : step.items();
        return new Mark.Statement(step.revision(), found.present().hash(), items, step.text());
    }

    /** Items without an answer can be closed too: they then stay without one. */
    private static void requireItems(Step step, Found found) {
        Set<String> answered =
                found.hidden().visible(answered(found.present().revision().content()));
        List<String> unknown = step.items().stream()
                .filter(item -> !answered.contains(item)
                        && found.location().seen().answered(item).isEmpty())
                .toList();
        if (!unknown.isEmpty()) {
            throw Refusal.of(ProblemType.INVALID_VALUE, "items names " + unknown + ", which this form does not have.")
                    .fix("Name items of the form, or GROUP[row].ITEM in a repeating group.");
        }
        if (step.items().stream().distinct().count() != step.items().size()) {
            throw Refusal.of(ProblemType.INVALID_VALUE, "items names an item twice.")
                    .fix("Name each item once.");
        }
    }

    private static Set<String> answered(FormContent content) {
        Set<String> answered = new TreeSet<>(content.values().keySet());
        answered.addAll(content.missing().keySet());
        return answered;
    }

    private static void requirePresent(Step step, Found found) {
        Revision present = found.present().revision();
        boolean other =
                step.all().filter(seen -> !seen.equals(found.seenHash())).isPresent();
        if (other || step.revision() != present.number()) {
            throw Closings.overtaken(step.revision(), present);
        }
    }

    private void requireIndependence(Actor author, Step step, Found found) {
        if (step.action() == MarkAction.SIGN
                && dependent(step.study(), found).contains(author.author().id())) {
            throw Refusal.of(
                            ProblemType.STATE_CONFLICT,
                            "You completed another form of this subject after which the form "
                                    + step.instance().form() + " must be signed by somebody else.")
                    .fix("Ask a colleague who took no part in the subject's dose day to sign.");
        }
    }

    private Set<String> dependent(String study, Found found) {
        Form form = found.location().form();
        List<RevisionStore.FormSelector> excluding = form.signedIndependentlyOf().stream()
                .map(RevisionStore.FormSelector::anywhere)
                .toList();
        return SignedContent.dependent(
                form, revisions.of(study, found.location().subject().id(), excluding));
    }
}
