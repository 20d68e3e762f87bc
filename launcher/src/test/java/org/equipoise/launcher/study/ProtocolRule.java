package org.equipoise.launcher.study;

import java.util.function.UnaryOperator;
import org.equipoise.ecrf.domain.study.Severity;

/** A rule, the check that expresses it, how it shows, and an entry that violates it and one that satisfies it. */
record ProtocolRule(
        String protocol,
        String check,
        Severity severity,
        UnaryOperator<EnteredForms> violating,
        UnaryOperator<EnteredForms> satisfying) {
    @Override
    public String toString() {
        return protocol;
    }
}
