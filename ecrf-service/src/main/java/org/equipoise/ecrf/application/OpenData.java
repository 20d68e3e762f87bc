package org.equipoise.ecrf.application;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.equipoise.ecrf.domain.form.FormContent;
import org.equipoise.ecrf.domain.form.FormInstance;
import org.equipoise.ecrf.domain.review.Closure;
import org.equipoise.ecrf.domain.review.ItemLocks;
import org.equipoise.ecrf.domain.review.Mark;
import org.equipoise.ecrf.domain.review.Target;
import org.equipoise.ecrf.domain.study.HiddenItems;
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
     * @param by the mark that closed it
     */
    public record Obstacle(Target target, Closure closure, Mark by) {}

    /** The largest thing that keeps the target from changing, or empty if it is open. */
    public Optional<Obstacle> obstacle(String study, Target target) {
        return obstacle(target, known(study, target));
    }

    private Map<String, List<Mark>> known(String study, Target target) {
        return marks
                .withAnnounced(
                        study, target.enclosing().stream().map(Target::key).toList())
                .stream()
                .map(StoredMark::mark)
                .collect(Collectors.groupingBy(mark -> mark.target().key()));
    }

    private static Optional<Obstacle> obstacle(Target target, Map<String, List<Mark>> known) {
        return target.enclosing().stream()
                .flatMap(each -> obstacle(each, known.getOrDefault(each.key(), List.of())).stream())
                .reduce((smaller, larger) -> larger);
    }

    private static Optional<Obstacle> obstacle(Target target, List<Mark> marks) {
        return Closure.by(marks).map(by -> new Obstacle(target, Closure.after(marks), by));
    }

    /** The items of a form that are locked one by one. */
    Set<String> lockedItems(String study, Target form) {
        return ItemLocks.after(marks(study, form));
    }

    /** The same for all forms of a subject at once. */
    Map<FormInstance, Set<String>> lockedItems(String study, String subject) {
        Map<FormInstance, List<Mark>> byForm = marks.ofSubject(study, subject).stream()
                .map(StoredMark::mark)
                .filter(mark -> mark.action().isOnItems())
                .collect(Collectors.groupingBy(mark -> mark.target().instance().orElseThrow()));
        Map<FormInstance, Set<String>> locked = new HashMap<>();
        byForm.forEach((form, ofForm) -> locked.put(form, ItemLocks.after(ofForm)));
        return locked;
    }

    /** Refuses a save that would change what a locked item says, entered or computed. */
    static void requireUnlocked(Map<String, Mark> locked, HiddenItems hidden, FormContent before, FormContent after) {
        List<String> all = ItemLocks.broken(locked.keySet(), before, after);
        List<String> broken = List.copyOf(hidden.visible(all));
        if (!all.isEmpty()) {
            List<Mark> by = all.stream().map(locked::get).distinct().toList();
            String which = broken.isEmpty()
                    ? "What is computed from these items is locked, and the save would change it."
                    : "These items are locked, and the save would change what they say: " + String.join(", ", broken)
                            + ".";
            throw Refusal.of(
                            ProblemType.STATE_CONFLICT,
                            which + " Locked "
                                    + by.stream().map(OpenData::signature).collect(Collectors.joining(", and "))
                                    + ".")
                    .fix("Leave them as they are, and what they are computed from; or ask a data manager to unlock"
                            + " them, if the data are wrong.")
                    .with("closed", "item")
                    .with("state", Closure.LOCKED.code())
                    .with("items", broken)
                    .with("by", by.get(by.size() - 1).by().name())
                    .with("since", by.get(by.size() - 1).at());
        }
    }

    private static String signature(Mark mark) {
        return "by " + mark.by().name() + " at " + mark.at();
    }

    /** What was signed about a target, and all else that was done to it. */
    List<Mark> marks(String study, Target target) {
        return marks.of(study, List.of(target.key())).stream()
                .map(StoredMark::mark)
                .toList();
    }

    void require(String study, Target target) {
        requireOpen(target, known(study, target));
    }

    /** The same for a form that is about to be saved; its items that are locked one by one, with the mark that did it. */
    Map<String, Mark> requireForm(String study, Target form) {
        Map<String, List<Mark>> known = known(study, form);
        requireOpen(form, known);
        return ItemLocks.byPlace(known.getOrDefault(form.key(), List.of()));
    }

    private static void requireOpen(Target target, Map<String, List<Mark>> known) {
        obstacle(target, known).ifPresent(obstacle -> {
            throw refusal(obstacle);
        });
    }

    private static Refusal refusal(Obstacle obstacle) {
        String level = obstacle.target().level().code();
        String state = obstacle.closure().code();
        return Refusal.of(
                        ProblemType.STATE_CONFLICT,
                        "The " + level + " is " + state + " (" + signature(obstacle.by()) + "): it takes no changes.")
                .fix(remedy(obstacle.closure(), level))
                .with("closed", level)
                .with("state", state)
                .with("by", obstacle.by().by().name())
                .with("since", obstacle.by().at());
    }

    private static String remedy(Closure closure, String level) {
        return switch (closure) {
            case SEALED -> "The arms were revealed; note what is wrong outside the database.";
            case LOCKED -> "Ask a data manager to unlock the " + level + ", if the data are wrong.";
            case FROZEN, OPEN -> "Ask a data manager to unfreeze the " + level + ", if the data are wrong.";
        };
    }
}
