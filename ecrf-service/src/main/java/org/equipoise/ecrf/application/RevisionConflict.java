package org.equipoise.ecrf.application;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.equipoise.ecrf.domain.form.Answer;
import org.equipoise.ecrf.domain.form.ConcurrentChanges;
import org.equipoise.ecrf.domain.form.FormContent;
import org.equipoise.ecrf.domain.form.ItemValue;
import org.equipoise.ecrf.domain.form.MissingReason;
import org.equipoise.ecrf.domain.form.Revision;
import org.equipoise.ecrf.domain.form.ValueReader;
import org.equipoise.ecrf.domain.study.Form;
import org.equipoise.ecrf.domain.study.Item;
import org.equipoise.ecrf.domain.study.ItemGroup;
import org.equipoise.platform.problem.ProblemType;
import org.equipoise.platform.problem.Refusal;

/**
 * What somebody is told who changed a form that was saved meanwhile: place by place what both had seen, what was saved, what was
 * to be saved, and who changed what when, as far as the author sees the form.
 */
final class RevisionConflict {
    private final Form form;
    private final SaveCommand command;
    private final List<Revision> history;

    /**
     * A conflict.
     *
     * @param form the form as it is defined, as far as the author sees it
     * @param command the save that came late
     * @param history all revisions of the form as the author sees them, oldest first
     */
    RevisionConflict(Form form, SaveCommand command, List<Revision> history) {
        this.form = form;
        this.command = command;
        this.history = List.copyOf(history);
    }

    Refusal refusal() {
        boolean isKnown = command.expected() == 0
                || history.stream().anyMatch(revision -> revision.number() == command.expected());
        if (history.isEmpty() || !isKnown) {
            int latest = history.isEmpty() ? 0 : history.get(history.size() - 1).number();
            String state = latest == 0 ? "nothing has been entered." : "the latest is " + latest + ".";
            return Refusal.of(
                            ProblemType.REVISION_CONFLICT,
                            "You change revision " + command.expected() + ", but " + state)
                    .fix(
                            latest == 0
                                    ? "Send If-None-Match: * to enter the form for the first time."
                                    : "Read the form and change what it says.")
                    .with("currentRevision", latest);
        }
        Revision latest = history.get(history.size() - 1);
        ConcurrentChanges changes = ConcurrentChanges.of(history, command.expected(), yours(), derived());
        Refusal refusal = Refusal.of(
                        ProblemType.REVISION_CONFLICT,
                        latest.savedBy().name() + " saved revision " + latest.number() + " of this form at "
                                + latest.savedAt() + "; yours was made from revision " + command.expected() + ".")
                .fix(
                        changes.areDisjoint()
                                ? "Your changes and theirs concern different items. Look at merge, and if you agree,"
                                        + " save it with If-Match: \"" + latest.number() + "\"."
                                : "Decide on each item of changes that conflicts, and save again with If-Match: \""
                                        + latest.number() + "\".")
                .with("currentRevision", latest.number())
                .with("baseRevision", command.expected())
                .with("savedBy", latest.savedBy().name())
                .with("savedAt", latest.savedAt())
                .with("currentValues", values(latest.content()))
                .with("currentMissing", missing(latest.content()))
                .with(
                        "changes",
                        changes.places().stream().map(RevisionConflict::plain).toList())
                .with("mergeable", changes.areDisjoint());
        return changes.areDisjoint() ? refusal.with("merge", merged(latest.content(), changes)) : refusal;
    }

    /** What was sent, as far as it can be read; a value that the item cannot hold stands as the text of it. */
    private Map<String, Answer> yours() {
        Map<String, Answer> yours = new HashMap<>();
        command.data()
                .values()
                .forEach((place, plain) -> yours.put(
                        place,
                        Answer.of(form.answered(place)
                                .flatMap(item -> ValueReader.read(item, plain))
                                .orElseGet(() -> new ItemValue.TextValue(String.valueOf(plain))))));
        command.data()
                .missing()
                .forEach((place, reason) -> yours.putIfAbsent(
                        place, new Answer(Optional.empty(), Optional.of(new MissingReason(String.valueOf(reason))))));
        yours.put(
                Answer.OCCURRED_AT,
                Answer.of(new ItemValue.DateTimeValue(command.data().occurredAt())));
        command.data()
                .windowReason()
                .ifPresent(reason -> yours.put(Answer.WINDOW_REASON, Answer.of(new ItemValue.TextValue(reason))));
        leftToServer().forEach(place -> yours.put(place, seen(place)));
        return yours;
    }

    /** What you saw; who leaves a carried item to the server says nothing against what somebody else made of it. */
    private Answer seen(String place) {
        return history.stream()
                .filter(revision -> revision.number() == command.expected())
                .findFirst()
                .map(revision -> Answer.at(place, revision.content()))
                .orElse(Answer.NONE);
    }

    /** Places of derived items, which follow from the others. */
    private Set<String> derived() {
        return places(Item::isDerived);
    }

    /** Places of carried items that were left out, so that they are the server's to fill in. */
    private Set<String> leftToServer() {
        Set<String> left = places(item -> item.carried().isPresent());
        left.removeAll(command.data().values().keySet());
        left.removeAll(command.data().missing().keySet());
        return left;
    }

    private Set<String> places(Predicate<Item> which) {
        Set<String> keys = new TreeSet<>();
        history.forEach(revision -> {
            keys.addAll(revision.content().values().keySet());
            keys.addAll(revision.content().missing().keySet());
        });
        keys.addAll(command.data().values().keySet());
        keys.addAll(command.data().missing().keySet());
        Set<String> places = new TreeSet<>();
        for (ItemGroup group : form.itemGroups()) {
            group.items().stream().filter(which).forEach(item -> places.addAll(group.places(item.id(), keys)));
        }
        return places;
    }

    private static Map<String, Object> plain(ConcurrentChanges.Place place) {
        Map<String, Object> plain = new LinkedHashMap<>();
        plain.put("item", place.place());
        plain.put("base", PlainAnswer.of(place.base()));
        plain.put("theirs", PlainAnswer.of(place.theirs()));
        plain.put("yours", PlainAnswer.of(place.yours()));
        plain.put("conflict", place.conflicts());
        place.by().ifPresent(change -> {
            plain.put("changedBy", change.by().name());
            plain.put("changedAt", change.at());
            plain.put("revision", change.revision());
        });
        return plain;
    }

    private Map<String, Object> merged(FormContent theirs, ConcurrentChanges changes) {
        Map<String, Object> values = new TreeMap<>(values(theirs));
        Map<String, Object> missing = new TreeMap<>(missing(theirs));
        Map<String, Object> merged = new LinkedHashMap<>();
        merged.put(Answer.OCCURRED_AT, theirs.occurredAt());
        theirs.windowReason().ifPresent(reason -> merged.put(Answer.WINDOW_REASON, reason));
        values.keySet().removeAll(derived());
        values.keySet().removeAll(leftToServer());
        for (ConcurrentChanges.Place place : changes.places()) {
            Answer answer = place.merged();
            boolean ofTheForm =
                    place.place().equals(Answer.OCCURRED_AT) || place.place().equals(Answer.WINDOW_REASON);
            Map<String, Object> target = ofTheForm ? merged : values;
            target.remove(place.place());
            missing.remove(place.place());
            answer.value().ifPresent(value -> target.put(place.place(), value.plain()));
            answer.missing().ifPresent(reason -> missing.put(place.place(), reason.code()));
        }
        merged.put("values", values);
        merged.put("missing", missing);
        return merged;
    }

    private static Map<String, Object> values(FormContent content) {
        Map<String, Object> values = new LinkedHashMap<>();
        content.values().forEach((item, value) -> values.put(item, value.plain()));
        return values;
    }

    private static Map<String, Object> missing(FormContent content) {
        Map<String, Object> missing = new LinkedHashMap<>();
        content.missing().forEach((item, reason) -> missing.put(item, reason.code()));
        return missing;
    }
}
