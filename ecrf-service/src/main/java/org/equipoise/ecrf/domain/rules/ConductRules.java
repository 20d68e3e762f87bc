package org.equipoise.ecrf.domain.rules;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The compiled rules about a study's conduct.
 *
 * @param conditions named conditions, by name
 * @param participation how participation ends; empty if the study does not say
 * @param clocks the clocks for reports
 * @param relapse how relapses are dated; empty if the study does not say
 */
public record ConductRules(
        Map<String, NamedCondition> conditions,
        Optional<ParticipationRule> participation,
        List<ReportingClock> clocks,
        Optional<RelapseRule> relapse) {
    /** Copies the collections. */
    public ConductRules {
        conditions = Map.copyOf(conditions);
        clocks = List.copyOf(clocks);
    }
}
