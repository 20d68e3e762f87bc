package org.equipoise.stats.domain.tables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.equipoise.stats.SimulatedTrial;
import org.equipoise.stats.domain.analysis.ArmLabels;
import org.equipoise.stats.domain.findings.BinaryFinding;
import org.equipoise.stats.domain.findings.ClosedFindings;
import org.equipoise.stats.domain.findings.ExcludedValue;
import org.equipoise.stats.domain.findings.Finding;
import org.equipoise.stats.domain.findings.SectionOutcome;
import org.equipoise.stats.domain.findings.SubstitutedValue;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClosedAnalysisTest {

    private static final ObjectMapper JSON = new ObjectMapper().registerModule(new JavaTimeModule());
    private static final SimulatedRecords TRIAL = SimulatedRecords.of(156, 1, 7);
    private static final ClosedInput INPUT = TRIAL.input(SimulatedRecords.plan(), LookFacts.first());
    private static final ClosedFindings FINDINGS = ClosedAnalysis.compute(INPUT, Progress.NONE);

    private static Stream<Finding> sections(ClosedFindings findings) {
        return Stream.of(
                        Stream.of(findings.primary()),
                        findings.longitudinal().stream(),
                        findings.binaries().stream(),
                        findings.timeToEvent().stream(),
                        findings.sensitivity().stream(),
                        findings.blinding().stream(),
                        Stream.of(findings.adverseEvents(), findings.exposure()),
                        findings.vitalSigns().stream(),
                        findings.missingness().stream(),
                        findings.subgroups().stream())
                .flatMap(section -> section);
    }

    @Nested
    class AWholeTrial {

        @Test
        void hasEverySectionOfThePlan() {
            assertThat(sections(FINDINGS)).allSatisfy(section -> {
                assertThat(section.outcome().status())
                        .as(section.heading().id() + ": " + section.outcome())
                        .isEqualTo(SectionOutcome.COMPUTED);
                assertThat(section.heading().estimand()).isNotBlank();
                assertThat(section.heading().method()).isNotBlank();
            });
            assertThat(sections(FINDINGS).map(section -> section.heading().id()))
                    .doesNotHaveDuplicates()
                    .contains(
                            "PRIMARY",
                            "MADRS_OVER_TIME",
                            "QIDS_OVER_TIME",
                            "RESPONSE_DAY7",
                            "REMISSION_DAY7",
                            "IDEATION_H24",
                            "RELAPSE",
                            "JUMP_TO_REFERENCE_WEEK4",
                            "TIPPING_POINT_WEEK4",
                            "GUESS_RATER_DAY7",
                            "ADVERSE_EVENTS",
                            "EXPOSURE",
                            "SYSTOLIC_SHIFT",
                            "MISSING_MADRS_OVER_TIME",
                            "BY_SITE");
        }

        @Test
        void isTheSameEachTime() throws JsonProcessingException {
            ClosedFindings again = ClosedAnalysis.compute(INPUT, Progress.NONE);

            assertThat(JSON.writeValueAsString(again)).isEqualTo(JSON.writeValueAsString(FINDINGS));
        }

        @Test
        void survivesJson() throws JsonProcessingException {
            String json = JSON.writeValueAsString(FINDINGS);

            assertThat(JSON.readValue(json, ClosedFindings.class)).isEqualTo(FINDINGS);
            assertThat(json).doesNotContain("NaN").doesNotContain("Infinity");
        }

        @Test
        void namesNoArm() throws JsonProcessingException {
            assertThat(JSON.writeValueAsString(FINDINGS))
                    .doesNotContain(SimulatedTrial.EXPERIMENTAL_CODE, SimulatedTrial.CONTROL_CODE)
                    .doesNotContainIgnoringCase("ketamine")
                    .doesNotContainIgnoringCase("midazolam");
            assertThat(FINDINGS.toString() + FINDINGS.primary() + FINDINGS.longitudinal())
                    .doesNotContainPattern("[0-9]\\.[0-9]");
        }

        @Test
        void changesSignsWithTheLabelsAndNothingElse() {
            ClosedFindings swapped = ClosedAnalysis.compute(
                    new ClosedInput(
                            INPUT.plan(),
                            INPUT.records(),
                            INPUT.allocations(),
                            new ArmLabels(false),
                            INPUT.history(),
                            INPUT.seed()),
                    Progress.NONE);

            assertThat(swapped.primary().z()).isCloseTo(FINDINGS.primary().z(), within());
            assertThat(swapped.primary().difference().estimate())
                    .isCloseTo(-FINDINGS.primary().difference().estimate(), within());
            assertThat(swapped.primary().stageWise().medianUnbiased().lower())
                    .isCloseTo(-FINDINGS.primary().stageWise().medianUnbiased().upper(), within());
            assertThat(swapped.sensitivity().get(0).difference().estimate())
                    .isCloseTo(-FINDINGS.sensitivity().get(0).difference().estimate(), within());
            assertThat(swapped.binaries().get(0).arms().get(0).responders())
                    .isEqualTo(FINDINGS.binaries().get(0).arms().get(1).responders());
            assertThat(swapped.blinding().get(0).arms().get(0).right())
                    .isEqualTo(FINDINGS.blinding().get(0).arms().get(1).right());
        }

        private org.assertj.core.data.Offset<Double> within() {
            return org.assertj.core.data.Offset.offset(1e-6);
        }

        @Test
        void listsWhatItLeavesOutAndReplaces() {
            assertThat(FINDINGS.exclusions())
                    .extracting(ExcludedValue::reason)
                    .contains("visit-missing", "hypothetical", "value-missing");
            assertThat(FINDINGS.imputations())
                    .extracting(SubstitutedValue::rule)
                    .contains("carried-items", "non-responder", "jump-to-reference", "missing-at-random");
            assertThat(FINDINGS.primary().information().observed()
                            + FINDINGS.exclusions().stream()
                                    .filter(value -> value.section().equals("PRIMARY") && value.event() == null)
                                    .count())
                    .isEqualTo(156);
        }

        @Test
        void countsSubjectsOnceInEachTable() {
            for (BinaryFinding finding : FINDINGS.binaries()) {
                assertThat(finding.arms()).allSatisfy(arm -> assertThat(arm.n()).isBetween(60, 78));
            }
            assertThat(FINDINGS.missingness().get(0).visits())
                    .allSatisfy(visit -> assertThat(visit.arms()).allSatisfy(arm -> {
                        int missing = arm.reasons().stream()
                                .mapToInt(reason -> reason.count())
                                .sum();
                        assertThat(arm.expected()).isEqualTo(78);
                        assertThat(arm.observed() + missing).isEqualTo(arm.expected());
                    }));
            assertThat(FINDINGS.adverseEvents().totals()).allSatisfy(arm -> {
                assertThat(arm.subjects()).isEqualTo(78);
                assertThat(arm.events()).isGreaterThanOrEqualTo(arm.withEvent());
            });
        }
    }

    @Nested
    class BeforeThereAreData {

        private final ClosedFindings findings =
                ClosedAnalysis.compute(TRIAL.first(3).input(SimulatedRecords.plan(), LookFacts.first()), Progress.NONE);

        @Test
        void everySectionSaysWhyItHasNoResult() {
            assertThat(sections(findings)
                            .filter(section -> section.outcome().status().equals(SectionOutcome.NOT_COMPUTED)))
                    .isNotEmpty()
                    .allSatisfy(section -> {
                        assertThat(section.outcome().reason()).matches("[a-z-]+");
                        assertThat(section.outcome().explanation()).isNotBlank();
                        assertThat(section.outcome().advice()).isNotBlank();
                    });
            assertThat(findings.primary().outcome().status()).isEqualTo(SectionOutcome.NOT_COMPUTED);
            assertThat(findings.adverseEvents().outcome().status()).isEqualTo(SectionOutcome.COMPUTED);
        }

        @Test
        void countsAreGivenAllTheSame() {
            assertThat(findings.binaries().get(0).arms()).hasSize(2);
            assertThat(findings.longitudinal().get(0).visits()).hasSize(7);
        }
    }

    @Nested
    class OnTheWay {

        @Test
        void tellsItsProgress() {
            List<String> steps = new ArrayList<>();
            ClosedAnalysis.compute(TRIAL.first(20).input(SimulatedRecords.plan(), LookFacts.first()), new Progress() {
                @Override
                public void step(String section, int done, int of) {
                    assertThat(done).isEqualTo(steps.size()).isLessThanOrEqualTo(of);
                    steps.add(section);
                }

                @Override
                public boolean cancelled() {
                    return false;
                }
            });

            assertThat(steps).startsWith("primary", "MADRS_OVER_TIME").endsWith("BY_SITE", "done");
        }

        @ParameterizedTest
        @CsvSource({"JUMP_TO_REFERENCE_WEEK4, 1", "JUMP_TO_REFERENCE_WEEK4, 7", "TIPPING_POINT_WEEK4, 20"})
        void isAskedBeforeEachImputationWhetherToGoOn(String during, int draw) {
            List<String> asked = new ArrayList<>();
            Progress cancelledAtADraw = new Progress() {
                private String at = "";

                @Override
                public void step(String section, int done, int of) {
                    at = section;
                }

                @Override
                public boolean cancelled() {
                    asked.add(at);
                    return Collections.frequency(asked, during) == draw;
                }
            };

            assertThatThrownBy(() -> ClosedAnalysis.compute(INPUT, cancelledAtADraw))
                    .isInstanceOf(CancelledException.class);
            assertThat(asked).endsWith(during);
            assertThat(Collections.frequency(asked, during)).isEqualTo(draw);
        }

        @Test
        void isAskedBeforeEachStepOfTheMixedModelWhetherToGoOn() {
            List<String> asked = new ArrayList<>();
            Progress counting = new Progress() {
                private String at = "";

                @Override
                public void step(String section, int done, int of) {
                    at = section;
                }

                @Override
                public boolean cancelled() {
                    asked.add(at);
                    return Collections.frequency(asked, "MADRS_OVER_TIME") == 3;
                }
            };

            assertThatThrownBy(() -> ClosedAnalysis.compute(INPUT, counting)).isInstanceOf(CancelledException.class);
            assertThat(asked).endsWith("MADRS_OVER_TIME", "MADRS_OVER_TIME", "MADRS_OVER_TIME");
        }

        @Test
        void endsWithoutAResultWhenCancelled() {
            Progress cancelledAfterThePrimary = new Progress() {
                private int steps;

                @Override
                public void step(String section, int done, int of) {
                    steps++;
                }

                @Override
                public boolean cancelled() {
                    return steps > 0;
                }
            };

            assertThatThrownBy(() -> ClosedAnalysis.compute(INPUT, cancelledAfterThePrimary))
                    .isInstanceOf(CancelledException.class);
        }
    }
}
