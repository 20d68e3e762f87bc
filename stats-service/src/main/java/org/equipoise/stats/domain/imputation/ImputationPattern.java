package org.equipoise.stats.domain.imputation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Subjects whose missing outcomes are imputed by the same regression on their observed ones.
 *
 * @param arm the position of their arm
 * @param strategy what is assumed from the event on
 * @param event the first visit affected, the number of visits if there is none
 * @param seen the visits observed, ascending
 * @param unseen the others, at least one
 * @param members the subjects
 */
@SuppressWarnings("ArrayRecordComponent")
record ImputationPattern(int arm, ImputationStrategy strategy, int event, int[] seen, int[] unseen, int[] members) {

    private record Key(int arm, ImputationStrategy strategy, int event, List<Integer> seen) {}

    /** The patterns of a trial in order of appearance, without subjects that have every outcome. */
    static List<ImputationPattern> of(IncompleteTrial trial) {
        SubjectGrid grid = trial.grid();
        Map<Key, List<Integer>> members = new LinkedHashMap<>();
        for (int i = 0; i < grid.subjects(); i++) {
            int subject = i;
            List<Integer> seen = IntStream.range(0, grid.visits())
                    .filter(visit -> grid.observed(subject, visit))
                    .boxed()
                    .toList();
            if (seen.size() < grid.visits()) {
                Key key = new Key(grid.arm(i), trial.strategy(i), trial.event(i), seen);
                members.computeIfAbsent(key, absent -> new ArrayList<>()).add(i);
            }
        }
        return members.entrySet().stream()
                .map(entry -> of(entry.getKey(), entry.getValue(), grid.visits()))
                .toList();
    }

    private static ImputationPattern of(Key key, List<Integer> members, int visits) {
        return new ImputationPattern(
                key.arm,
                key.strategy,
                key.event,
                key.seen.stream().mapToInt(Integer::intValue).toArray(),
                IntStream.range(0, visits)
                        .filter(visit -> !key.seen.contains(visit))
                        .toArray(),
                members.stream().mapToInt(Integer::intValue).toArray());
    }
}
