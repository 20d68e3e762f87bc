package org.equipoise.randomizer.application;

import org.equipoise.platform.problem.Refusal;

/** Refusals as the clients of the external contract read them: whatever is wrong stands in {@code error} too. */
final class ExternalRefusals {

    static final String ERROR = "error";

    private ExternalRefusals() {}

    static Refusal withError(Refusal refusal) {
        return refusal.members().containsKey(ERROR) ? refusal : refusal.with(ERROR, refusal.getMessage());
    }
}
