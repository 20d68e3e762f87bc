package org.equipoise.ecrf.application;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import org.equipoise.ecrf.domain.review.Closure;
import org.equipoise.ecrf.domain.review.FormStanding;
import org.equipoise.ecrf.domain.review.Mark;
import org.equipoise.ecrf.domain.review.MarkAction;
import org.equipoise.ecrf.domain.review.Target;
import org.equipoise.ecrf.domain.study.FormCategory;
import org.equipoise.ecrf.domain.subject.Subject;
import org.equipoise.platform.problem.ProblemType;
import org.equipoise.platform.problem.Refusal;

/** Signs, freezes and locks all of a subject, and freezes and locks all of a site. */
@ApplicationScoped
public class CloseData {
    private final Studies studies;
    private final Subjects subjects;
    private final RevisionStore revisions;
    private final MarkStore marks;
    private final MarkData marking;
    private final OpenData open;

    public CloseData(
            Studies studies,
            Subjects subjects,
            RevisionStore revisions,
            MarkStore marks,
            MarkData marking,
            OpenData open) {
        this.open = open;
        this.studies = studies;
        this.subjects = subjects;
        this.revisions = revisions;
        this.marks = marks;
        this.marking = marking;
    }

    /**
     * What is done, and why.
     *
     * @param action what is done
     * @param text meaning of the signature, or the reason
     * @param requestKey the idempotency key
     * @param seen hash of the content that the person saw; empty where none is signed
     */
    public record Step(MarkAction action, Optional<String> text, String requestKey, Optional<String> seen) {
        public Step(MarkAction action, Optional<String> text, String requestKey) {
            this(action, text, requestKey, Optional.empty());
        }
    }

    /**
     * The state of a target with the signatures on it and all its marks.
     *
     * @param closure whether it is closed itself
     * @param around the largest closed thing that it lies in
     * @param contentHash hash over all that the reader can see of it; empty for a site
     */
    public record Standing(
            Target target,
            Closure closure,
            Optional<OpenData.Obstacle> around,
            String contentHash,
            List<FormStanding.Signature> signatures,
            List<Mark> history) {}

    public Standing ofSubject(Actor reader, String study, String subject) {
        Subject found = subjects.require(reader, study, subject);
        return standing(reader, found);
    }

    public Standing subject(Actor author, String study, String subject, Step step) {
        Subject found = subjects.require(author, study, subject);
        if (step.action() == MarkAction.SIGN) {
            requireIndependence(author, found);
        }
        List<String> covered = step.action() == MarkAction.SIGN ? categories(author, found) : List.of();
        Target target = Target.subject(found.site(), found.id());
        String present = content(found).hash(covered);
        Mark.Statement statement = new Mark.Statement(0, present, covered, step.text());
        MarkData.Marking mark = new MarkData.Marking(study, target, step.action(), statement, step.requestKey());
        if (step.action() == MarkAction.SIGN && marking.replayed(author, mark).isEmpty()) {
            requireSeen(step, present);
        }
        marking.mark(author, mark);
        return standing(author, found);
    }

    private static void requireSeen(Step step, String present) {
        if (!step.seen().equals(Optional.of(present))) {
            throw Refusal.of(
                            ProblemType.REVISION_CONFLICT,
                            "You saw the content " + step.seen().orElse("") + ", but the data have changed since.")
                    .fix("Look at the subject again and send the contentHash of its present standing.")
                    .with("currentContentHash", present);
        }
    }

    public Standing ofSite(Actor reader, String study, String site) {
        requireSite(reader, study, site);
        Target target = Target.site(site);
        List<Mark> history = history(study, target);
        List<Mark> told = history.stream().map(mark -> told(mark, reader, site)).toList();
        return new Standing(target, Closure.after(history), open.around(study, target), "", List.of(), told);
    }

    public Standing site(Actor author, String study, String site, Step step) {
        requireSite(author, study, site);
        Target target = Target.site(site);
        Mark.Statement statement = new Mark.Statement(0, "", List.of(), step.text());
        marking.mark(author, new MarkData.Marking(study, target, step.action(), statement, step.requestKey()));
        return ofSite(author, study, site);
    }

    private void requireSite(Actor actor, String study, String site) {
        boolean known = studies.current(study).definition().site(site).isPresent();
        if (!known || !actor.scope().includes(site)) {
            throw Refusal.notFound();
        }
    }

    private void requireIndependence(Actor author, Subject subject) {
        if (!content(subject).isIndependent(author.author().id())) {
            throw Refusal.of(
                            ProblemType.STATE_CONFLICT,
                            "You completed a form of this subject after which another of its forms must be signed by"
                                    + " somebody else.")
                    .fix("Ask a colleague who took no part in the subject's dose day to sign the subject.");
        }
    }

    private Standing standing(Actor reader, Subject subject) {
        Target target = Target.subject(subject.site(), subject.id());
        List<Mark> history = history(subject.study(), target);
        SignedContent content = content(subject);
        return new Standing(
                target,
                Closure.after(history),
                open.around(subject.study(), target),
                content.hash(categories(reader, subject)),
                content.signatures(history).stream()
                        .filter(signature -> SignedContent.isSeen(reader, subject.site(), signature.mark()))
                        .toList(),
                history.stream()
                        .filter(mark -> SignedContent.isSeen(reader, subject.site(), mark))
                        .map(mark -> told(mark, reader, subject.site()))
                        .toList());
    }

    /** Why a subject or its site was closed or opened may name what happened to it. A signature says its meaning. */
    static Mark told(Mark mark, Actor reader, String site) {
        boolean isTold = mark.action() == MarkAction.SIGN || reader.isTold(mark.by(), site);
        return isTold ? mark : mark.withoutWords();
    }

    private List<Mark> history(String study, Target target) {
        return marks.of(study, List.of(target.key())).stream()
                .map(StoredMark::mark)
                .toList();
    }

    /** A person signs what they can see, and nothing else. */
    private static List<String> categories(Actor actor, Subject subject) {
        return List.of(FormCategory.values()).stream()
                .filter(category -> actor.sees(category, subject.site()))
                .map(FormCategory::code)
                .toList();
    }

    private SignedContent content(Subject subject) {
        return new SignedContent(studies, subject, revisions.of(subject.study(), subject.id()));
    }
}
