package org.equipoise.stats.application;

import java.util.Optional;
import org.equipoise.platform.problem.ProblemType;
import org.equipoise.platform.problem.Refusal;
import org.equipoise.stats.domain.analysis.AnalysisPlan;
import org.equipoise.stats.domain.analysis.EndpointData;
import org.equipoise.stats.domain.analysis.Mismatch;

/** What data and allocations must be like before a look is computed. */
final class RunRules {

    private RunRules() {}

    /** The last look spends all alpha that is left: short of its plan it is run only where the trial has ended. */
    static void requirePlannedEnd(EndpointData endpoint, AnalysisPlan plan, int look, Optional<String> endOfTrial) {
        int needed = plan.leastInformation(look);
        if (endOfTrial.isEmpty() && endpoint.information() < needed) {
            throw Refusal.of(
                            ProblemType.NOT_ENOUGH_DATA,
                            "Look " + look + " is the last and spends all alpha that is left, but only "
                                    + endpoint.information() + " of " + plan.maximumInformation()
                                    + " planned subjects have a baseline and a primary value; it needs " + needed + ".")
                    .fix("Wait for more primary endpoint data. If the trial ends early, say why in endOfTrial.")
                    .with("observed", endpoint.information())
                    .with("needed", needed);
        }
    }

    /** A look that only completes follow-up needs no more primary data than were there when its hypothesis was rejected. */
    static void requireInformation(EndpointData endpoint, AnalysisPlan plan, LookHistory history, boolean completing) {
        int needed =
                Math.max(endpoint.coefficients(plan.primary()), completing ? 0 : history.greatestEarlierInformation())
                        + 1;
        if (endpoint.information() < needed) {
            throw Refusal.of(
                            ProblemType.NOT_ENOUGH_DATA,
                            endpoint.information()
                                    + " subjects have a baseline and a primary value, but this look needs " + needed
                                    + ": more than the model has coefficients, and more than any earlier look had.")
                    .fix("Wait until more subjects have primary endpoint data, or have their forms entered. If the"
                            + " trial ended with the rejection of the primary hypothesis, run the last look with"
                            + " endOfTrial once follow-up is complete: it needs no more primary data.")
                    .with("observed", endpoint.information())
                    .with("needed", needed);
        }
    }

    static void requireAgreement(Mismatch mismatch) {
        if (!mismatch.none()) {
            throw Refusal.of(
                            ProblemType.ANALYSIS_IMPOSSIBLE,
                            "The case report forms and the randomization list do not name the same subjects.")
                    .fix("A subject randomized at this very moment settles by itself: run the look again. If the"
                            + " lists stay the same, have the data manager compare the two records of these"
                            + " subjects.")
                    .with("reason", "data-mismatch")
                    .with("allocatedWithoutData", mismatch.allocatedWithoutData())
                    .with("dataWithoutAllocation", mismatch.dataWithoutAllocation());
        }
    }
}
