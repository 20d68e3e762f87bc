package org.equipoise.ecrf.application;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.equipoise.ecrf.application.RevisionStore.FormSelector;
import org.equipoise.ecrf.domain.eligibility.StratificationHistory;
import org.equipoise.ecrf.domain.form.Revision;
import org.equipoise.ecrf.domain.rules.EligibilityRules;
import org.equipoise.ecrf.domain.rules.EligibilityRules.Stratification;
import org.equipoise.ecrf.domain.subject.Subject;

/** The levels of stratification factors, as the data give them and as subjects were randomized under. */
final class Stratifications {
    private final Studies studies;

    Stratifications(Studies studies) {
        this.studies = studies;
    }

    /** The forms that decide. */
    Set<FormSelector> forms(CompiledStudy study) {
        return study.rules().eligibility().map(EligibilityRules::strata).orElse(List.of()).stream()
                .map(Stratification::form)
                .map(FormSelector::of)
                .collect(Collectors.toSet());
    }

    Optional<StratificationHistory> history(CompiledStudy study, Subject subject, List<Revision> revisions) {
        return study.rules()
                .eligibility()
                .flatMap(rules -> subject.randomization()
                        .map(randomization ->
                                StratificationHistory.of(rules, randomization, revisions, this::writtenUnder)));
    }

    private Optional<Stratification> writtenUnder(Revision revision, String factor) {
        return studies.version(revision.study(), revision.definitionVersion())
                .rules()
                .eligibility()
                .flatMap(rules -> rules.strata().stream()
                        .filter(known -> known.factor().equals(factor))
                        .findFirst());
    }
}
