package org.equipoise.stats.application;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.equipoise.platform.problem.ProblemType;
import org.equipoise.platform.problem.Refusal;

/** Ends a run before it has a result. */
@ApplicationScoped
public class CancelRun {

    private final RunStore runs;
    private final Clock clock;

    public CancelRun(RunStore runs, Clock clock) {
        this.runs = runs;
        this.clock = clock;
    }

    /**
     * Cancels a run; one at work ends at its next step.
     *
     * @return the run as it stands now
     * @throws Refusal {@code not-found}, or {@code state-conflict} if the run had ended otherwise
     */
    public Run cancel(String study, UUID id, String by) {
        runs.cancel(study, id, RunEnd.cancelled(by, clock.instant().truncatedTo(ChronoUnit.MILLIS)));
        Run run = runs.findRun(study, id).orElseThrow(Refusal::notFound);
        if (run.state().ended() && run.state() != RunState.CANCELLED) {
            throw Refusal.of(
                            ProblemType.STATE_CONFLICT,
                            "The run has ended already: " + run.state().code() + ".")
                    .fix("Read it. What a run has found is kept for ever.");
        }
        return run;
    }
}
