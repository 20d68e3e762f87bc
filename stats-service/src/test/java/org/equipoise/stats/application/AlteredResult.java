package org.equipoise.stats.application;

/** A result as somebody might have changed it. */
final class AlteredResult {

    private AlteredResult() {}

    static ClosedResult withDecision(ClosedResult r, String decision) {
        return new ClosedResult(
                r.analysis(),
                r.study(),
                r.look(),
                r.run(),
                r.planVersion(),
                r.planHash(),
                r.runAt(),
                r.runBy(),
                r.endOfTrial(),
                r.dataCut(),
                r.definitionVersion(),
                r.dataHash(),
                r.allocationHash(),
                r.information(),
                r.estimand(),
                r.estimandNote(),
                r.arms(),
                r.comparison(),
                r.boundary(),
                decision,
                r.conditionalPower(),
                r.exclusions(),
                r.outOfWindow(),
                r.path());
    }
}
