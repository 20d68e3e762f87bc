package org.equipoise.ecrf.application;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.equipoise.ecrf.domain.review.Closure;
import org.equipoise.ecrf.domain.review.FormStanding;
import org.equipoise.ecrf.domain.review.Mark;
import org.equipoise.ecrf.domain.review.Target;
import org.equipoise.platform.problem.ProblemType;
import org.equipoise.platform.problem.Refusal;

/** Refuses changes of what is frozen or locked, be it the form itself or the subject, the site or the study around it. */
@ApplicationScoped
public class OpenData {
    private final MarkStore marks;

    public OpenData(MarkStore marks) {
        this.marks = marks;
    }

    /**
     * The closure that keeps a target from changing.
     *
     * @param target what closes it: itself or what it lies in
     * @param closure frozen or locked
     */
    public record Obstacle(Target target, Closure closure) {}

    /** The largest thing that keeps the target from changing, or empty if it is open. */
    public Optional<Obstacle> obstacle(String study, Target target) {
        List<Target> enclosing = target.enclosing();
        Map<String, List<Mark>> byTarget = marks
                .of(study, enclosing.stream().map(Target::key).toList())
                .stream()
                .map(StoredMark::mark)
                .collect(Collectors.groupingBy(mark -> mark.target().key()));
        return enclosing.stream()
                .map(each -> new Obstacle(each, Closure.after(byTarget.getOrDefault(each.key(), List.of()))))
                .filter(obstacle -> obstacle.closure() != Closure.OPEN)
                .reduce((smaller, larger) -> larger);
    }

    boolean isSigned(String study, Target form, String contentHash) {
        List<Mark> of = marks.of(study, List.of(form.key())).stream()
                .map(StoredMark::mark)
                .toList();
        return FormStanding.signatures(of, contentHash).stream().anyMatch(FormStanding.Signature::valid);
    }

    void require(String study, Target target) {
        obstacle(study, target).ifPresent(obstacle -> {
            throw refusal(obstacle);
        });
    }

    private static Refusal refusal(Obstacle obstacle) {
        String level = obstacle.target().level().code();
        String state = obstacle.closure().code();
        return Refusal.of(ProblemType.STATE_CONFLICT, "The " + level + " is " + state + ": it takes no changes.")
                .fix(remedy(obstacle.closure(), level))
                .with("closed", level)
                .with("state", state);
    }

    private static String remedy(Closure closure, String level) {
        return switch (closure) {
            case SEALED -> "The arms were revealed; note what is wrong outside the database.";
            case LOCKED -> "Ask a data manager to unlock the " + level + ", if the data are wrong.";
            case FROZEN, OPEN -> "Ask a data manager to unfreeze the " + level + ", if the data are wrong.";
        };
    }
}
