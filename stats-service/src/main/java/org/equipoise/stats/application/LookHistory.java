package org.equipoise.stats.application;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.equipoise.platform.problem.ProblemType;
import org.equipoise.platform.problem.Refusal;

/**
 * What was run before a look. The first run of a look is the one that counts for later looks: its information is where
 * alpha was spent. Repeats stay visible and change nothing.
 *
 * @param look the look to be run
 * @param run how often it will have been run then
 * @param earlier first run of each earlier look, by number
 */
record LookHistory(int look, int run, SortedMap<Integer, ClosedResult> earlier) {

    /**
     * Reads the history.
     *
     * @throws Refusal {@code state-conflict} if a later look was run already and this one never was
     */
    static LookHistory of(List<ClosedResult> all, int look) {
        SortedMap<Integer, ClosedResult> first = new TreeMap<>();
        all.forEach(result -> first.putIfAbsent(result.look(), result));
        int run = 1 + (int) all.stream().filter(result -> result.look() == look).count();
        if (run == 1 && !first.isEmpty() && first.lastKey() > look) {
            throw Refusal.of(
                            ProblemType.STATE_CONFLICT,
                            "Look " + first.lastKey() + " was run already, so that look " + look + " was left out.")
                    .fix("Run the next look, or repeat one that was run.");
        }
        return new LookHistory(look, run, first.headMap(look));
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
