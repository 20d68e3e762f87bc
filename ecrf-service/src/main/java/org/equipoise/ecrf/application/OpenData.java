package org.equipoise.ecrf.application;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.equipoise.ecrf.domain.form.FormContent;
import org.equipoise.ecrf.domain.form.FormInstance;
import org.equipoise.ecrf.domain.review.Closure;
import org.equipoise.ecrf.domain.review.ItemClosures;
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

    /** The largest closed thing that the target lies in; one that is only announced is told to nobody. */
    Optional<Obstacle> around(String study, Target target) {
        List<Target> around = around(target);
        return obstacles(around, grouped(marks.of(study, keys(around)))).reduce((smaller, larger) -> larger);
    }

    /** Refuses a mark on what lies in something locked: a lock takes no marks, and nothing in it does. */
    void requireMarksAround(String study, Target target) {
        List<Target> around = around(target);
        obstacles(around, grouped(marks.withAnnounced(study, keys(around))))
                .filter(obstacle -> obstacle.closure().isLocked())
                .reduce((smaller, larger) -> larger)
                .ifPresent(obstacle -> {
                    throw refusal(obstacle, "nothing in it is verified, reviewed, signed, closed or opened");
                });
    }

    private static List<Target> around(Target target) {
        return target.enclosing().stream()
                .filter(each -> each.level() != target.level())
                .toList();
    }

    private static List<String> keys(List<Target> targets) {
        return targets.stream().map(Target::key).toList();
    }

    private Map<String, List<Mark>> known(String study, Target target) {
        return grouped(marks.withAnnounced(study, keys(target.enclosing())));
    }

    private static Map<String, List<Mark>> grouped(List<StoredMark> stored) {
        return stored.stream()
                .map(StoredMark::mark)
                .collect(Collectors.groupingBy(mark -> mark.target().key()));
    }

    /** The smallest first. */
    private static Stream<Obstacle> obstacles(List<Target> targets, Map<String, List<Mark>> known) {
        return targets.stream().flatMap(each -> obstacle(each, known.getOrDefault(each.key(), List.of())).stream());
    }

    private static Optional<Obstacle> obstacle(Target target, Map<String, List<Mark>> known) {
        return obstacles(target.enclosing(), known).reduce((smaller, larger) -> larger);
    }

    private static Optional<Obstacle> obstacle(Target target, List<Mark> marks) {
        return Closure.by(marks).map(by -> new Obstacle(target, Closure.after(marks), by));
    }

    /** The items of a form that are frozen or locked one by one. */
    ItemClosures closedItems(String study, Target form) {
        return ItemClosures.after(marks(study, form));
    }

    /** The same for all forms of a subject at once. */
    Map<FormInstance, ItemClosures> closedItems(String study, String subject) {
        Map<FormInstance, List<Mark>> byForm = marks.ofSubject(study, subject).stream()
                .map(StoredMark::mark)
                .filter(mark -> mark.action().isOnItems())
                .collect(Collectors.groupingBy(mark -> mark.target().instance().orElseThrow()));
        Map<FormInstance, ItemClosures> closed = new HashMap<>();
        byForm.forEach((form, ofForm) -> closed.put(form, ItemClosures.after(ofForm)));
        return closed;
    }

    /** Refuses a save that would change what a frozen or locked item says, entered or computed. */
    static void requireOpenItems(ItemClosures closed, HiddenItems hidden, FormContent before, FormContent after) {
        ItemClosures broken = closed.brokenBy(before, after);
        if (!broken.isEmpty()) {
            throw refusal(broken, broken.without(hidden));
        }
    }

    private static Refusal refusal(ItemClosures broken, ItemClosures named) {
        ItemClosures told = named.isEmpty() ? broken : named;
        Closure state = told.locked().isEmpty() ? Closure.FROZEN : Closure.LOCKED;
        Mark last = told.byPlace().values().stream()
                .map(ItemClosures.Closed::by)
                .max(Comparator.comparingInt(Mark::number))
                .orElseThrow();
        String detail = named.isEmpty()
                ? "What is computed from these items is " + state.code() + " (" + signature(last)
                        + "), and the save would change it."
                : "These items take no changes, and the save would change what they say: " + listed(named) + ".";
        String open = state == Closure.LOCKED ? "unlock" : "unfreeze";
        return Refusal.of(ProblemType.STATE_CONFLICT, detail)
                .fix("Leave them as they are, and what they are computed from; or ask a data manager to " + open
                        + " them, if the data are wrong.")
                .with("closed", "item")
                .with("state", state.code())
                .with("items", List.copyOf(named.byPlace().keySet()))
                .with("by", last.by().name())
                .with("since", last.at());
    }

    /** Items that one mark has closed are named together: {@code M1, M2 (locked by …); M3 (frozen by …)}. */
    private static String listed(ItemClosures items) {
        Map<ItemClosures.Closed, List<String>> together = new LinkedHashMap<>();
        items.byPlace()
                .forEach((place, closed) -> together.computeIfAbsent(closed, any -> new ArrayList<>())
                        .add(place));
        return together.entrySet().stream()
                .map(group -> String.join(", ", group.getValue()) + " ("
                        + group.getKey().state().code() + " "
                        + signature(group.getKey().by()) + ")")
                .collect(Collectors.joining("; "));
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

    /** The same for a form that is about to be saved; its items that are frozen or locked one by one. */
    ItemClosures requireForm(String study, Target form) {
        Map<String, List<Mark>> known = known(study, form);
        requireOpen(form, known);
        return ItemClosures.after(known.getOrDefault(form.key(), List.of()));
    }

    private static void requireOpen(Target target, Map<String, List<Mark>> known) {
        obstacle(target, known).ifPresent(obstacle -> {
            throw refusal(obstacle, "it takes no changes");
        });
    }

    private static Refusal refusal(Obstacle obstacle, String consequence) {
        String level = obstacle.target().level().code();
        String state = obstacle.closure().code();
        return Refusal.of(
                        ProblemType.STATE_CONFLICT,
                        "The " + level + " is " + state + " (" + signature(obstacle.by()) + "): " + consequence + ".")
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
