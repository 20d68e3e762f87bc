package org.equipoise.stats.application;

import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.equipoise.platform.problem.ProblemType;
import org.equipoise.platform.problem.Refusal;

/**
 * The end of a run without a result: what was wrong, and what to do. Its text form shows nothing.
 *
 * @param members further facts, such as the subjects that two sources disagree about
 */
public record RunEnd(RunState state, Instant endedAt, String detail, String fix, Map<String, Object> members) {

    static final String REASON = "reason";
    static final String NOT_CONVERGED = "not-converged";

    public RunEnd {
        members = Map.copyOf(members);
    }

    static RunEnd of(Refusal refusal, Instant now) {
        return new RunEnd(state(refusal), now, refusal.getMessage(), refusal.fix(), new TreeMap<>(refusal.members()));
    }

    static RunEnd cancelled(String by, Instant now) {
        return new RunEnd(
                RunState.CANCELLED,
                now,
                "The run was cancelled by " + by + ". It has no result.",
                "Run the look again, if it is still needed.",
                Map.of("cancelledBy", by));
    }

    private static RunState state(Refusal refusal) {
        ProblemType type = refusal.type();
        if (type == ProblemType.NOT_ENOUGH_DATA) {
            return RunState.NOT_ENOUGH_DATA;
        }
        if (type == ProblemType.NEIGHBOUR_UNAVAILABLE) {
            return RunState.NEIGHBOUR_UNAVAILABLE;
        }
        return NOT_CONVERGED.equals(refusal.members().get(REASON))
                ? RunState.NOT_CONVERGED
                : RunState.ANALYSIS_IMPOSSIBLE;
    }

    @Override
    public String toString() {
        return "RunEnd[…]";
    }
}
