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

    /** The history of the factors that somebody sees: where a level comes from decides who is told the present one. */
    Optional<StratificationHistory> seen(Actor reader, CompiledStudy study, Subject subject, List<Revision> revisions) {
        FormCategories categories = new FormCategories(studies, subject.study());
        Sight sight = Sight.of(studies, subject.study(), reader);
        Set<String> seen = study.rules().eligibility().map(EligibilityRules::strata).orElse(List.of()).stream()
                .filter(factor -> categories
                        .of(factor.source().event(), factor.source().form())
                        .filter(category -> reader.sees(category, subject.site()))
                        .isPresent())
                .filter(factor -> !sight.hidden(factor.source().form(), subject.site())
                        .hides(factor.source().item()))
                .map(Stratification::factor)
                .collect(Collectors.toSet());
        return history(study, subject, revisions).map(history -> history.only(seen));
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
