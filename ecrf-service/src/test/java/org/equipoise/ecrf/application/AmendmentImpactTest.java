package org.equipoise.ecrf.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.equipoise.ecrf.Examples.INFUSION_START;
import static org.equipoise.ecrf.application.TrialSite.STUDY;
import static org.equipoise.ecrf.application.TrialSite.everybody;
import static org.equipoise.ecrf.application.TrialSite.madrs;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.equipoise.ecrf.domain.study.VersionChange;
import org.junit.jupiter.api.Test;

class AmendmentImpactTest {
    private final AmendedStudy study = new AmendedStudy();

    private final AssessAmendment assess = new AssessAmendment(
            study.site.studies, study.site.studyStore, study.site.subjectStore, study.site.revisions);

    @Test
    void everyDifferenceIsListedWithWhatItConcerns() {
        study.enter(study.early, "H24", "MADRS", madrs(1));
        study.enter(study.early, "H24", "VITALS", Map.of("SYSTOLIC", 90, "DIASTOLIC", 80));
        study.publishSecond();
        study.screening.screen(STUDY, "01", INFUSION_START, "late");

        AssessAmendment.Amendment amendment = assess.assess(
                TrialSite.actor("dario", "01", everybody().reads().keySet(), Set.of()), STUDY, "2", Optional.empty());

        assertThat(amendment.from()).isEqualTo("1");
        assertThat(amendment.impacts())
                .extracting(
                        impact -> impact.change().effect(),
                        impact -> impact.change().path(),
                        impact -> impact.change().attributes(),
                        AssessAmendment.Impact::forms,
                        AssessAmendment.Impact::subjects)
                .containsExactlyInAnyOrder(
                        tuple(VersionChange.Effect.CHANGED, "/schedule/events/H24/window", List.of("window"), 2L, 1L),
                        tuple(VersionChange.Effect.CHANGED, "/forms/MADRS", List.of("itemGroups"), 1L, 1L),
                        tuple(VersionChange.Effect.CHANGED, "/forms/MADRS/items/M1", List.of("range"), 1L, 1L),
                        tuple(VersionChange.Effect.ADDED, "/forms/MADRS/items/M4", List.of(), 0L, 0L),
                        tuple(VersionChange.Effect.CHANGED, "/forms/VITALS/editChecks/R2", List.of("assert"), 1L, 1L));
    }

    @Test
    void formsThatTheReaderMayNotSeeAreNotCounted() {
        study.enter(study.early, "H24", "MADRS", madrs(1));
        study.publishSecond();

        assertThat(assess.assess(TrialSite.actor("x", "*", Set.of(), Set.of()), STUDY, "2", Optional.of("1"))
                        .impacts())
                .allSatisfy(impact -> assertThat(impact.forms()).isZero());
    }
}
