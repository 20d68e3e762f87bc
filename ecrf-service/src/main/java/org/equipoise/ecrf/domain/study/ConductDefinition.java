package org.equipoise.ecrf.domain.study;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a study says about its conduct beyond visits and forms.
 *
 * @param conditions named conditions that events and the relapse refer to
 * @param outOfWindow what an observation outside its window raises, whatever reason it gives
 * @param participation how participation ends; empty if the study does not say
 * @param safety adverse events and reporting clocks
 * @param relapse what a relapse is; empty if the study does not say
 */
public record ConductDefinition(
        List<Condition> conditions,
        Set<Raise> outOfWindow,
        Optional<ParticipationDefinition> participation,
        SafetyDefinition safety,
        Optional<RelapseDefinition> relapse) {
    /** Copies the collections. */
    public ConductDefinition {
        conditions = List.copyOf(conditions);
        outOfWindow = Set.copyOf(outOfWindow);
    }
}
