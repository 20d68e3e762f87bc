package org.equipoise.stats.application;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.equipoise.platform.problem.ProblemType;
import org.equipoise.platform.problem.Refusal;
import org.equipoise.stats.domain.tables.LookFacts;

/**
 * What was run before a look. The first run of a look is the one that counts: its information is where alpha was spent,
 * and its data cut is that of every repeat, so that a repeat computes again and sees nothing new.
 *
 * @param look the look to be run
 * @param run how often it will have been run then
 * @param earlier first run of each earlier look, by number
 * @param first first run of this look; empty if it was never run
 */
record LookHistory(int look, int run, SortedMap<Integer, ClosedResult> earlier, Optional<ClosedResult> first) {

    /**
     * Reads the history.
     *
     * @throws Refusal {@code state-conflict} if a later look was run already
     */
    static LookHistory of(List<ClosedResult> all, int look) {
        SortedMap<Integer, ClosedResult> first = new TreeMap<>();
        all.forEach(result -> first.putIfAbsent(result.look(), result));
        int run = 1 + (int) all.stream().filter(result -> result.look() == look).count();
        if (!first.isEmpty() && first.lastKey() > look) {
            throw Refusal.of(
                            ProblemType.STATE_CONFLICT,
                            "Look " + first.lastKey() + " was run already, so that look " + look
                                    + (run == 1 ? " was left out." : " is closed."))
                    .fix(
                            run == 1
                                    ? "Run the next look of the plan."
                                    : "Read the stored result of look " + look + ", or run the next look of the plan.");
        }
        return new LookHistory(look, run, first.headMap(look), Optional.ofNullable(first.get(look)));
    }

    /** The same for the findings. */
    LookFacts facts() {
        SortedMap<Integer, LookFacts.EarlierLook> looks = new TreeMap<>();
        earlier.forEach((number, result) -> looks.put(
                number,
                new LookFacts.EarlierLook(
                        result.information().observed(), result.comparison().z())));
        return new LookFacts(look, looks);
    }

    /** Why the trial ended, as asked now or, in a repeat, as stated first. */
    Optional<String> endOfTrial(LookRequest asked) {
        return asked.endOfTrial().or(() -> first.map(ClosedResult::endOfTrial));
    }

    int greatestEarlierInformation() {
        return earlier.values().stream()
                .map(result -> result.information().observed())
                .max(Comparator.naturalOrder())
                .orElse(0);
    }

    SortedMap<Integer, Integer> earlierInformation() {
        return earlier.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        entry -> entry.getValue().information().observed(),
                        (one, other) -> one,
                        TreeMap::new));
    }
}
