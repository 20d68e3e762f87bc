package org.equipoise.stats.domain.tables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.equipoise.stats.domain.analysis.AnalysisPlan;
import org.equipoise.stats.domain.analysis.EndpointData;
import org.equipoise.stats.domain.analysis.StudyRecords;
import org.equipoise.stats.domain.findings.Count;
import org.equipoise.stats.domain.findings.OpenFindings;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class OpenAnalysisTest {

    private static final AnalysisPlan PLAN = SimulatedRecords.plan();
    private static final SimulatedRecords TRIAL = SimulatedRecords.of(156, 1, 7);
    private static final OpenFindings FINDINGS = OpenAnalysis.compute(PLAN, TRIAL.records());

    @Test
    void theFlowAddsUp() {
        OpenFindings.Flow flow = FINDINGS.flow();

        assertThat(flow.screened()).isEqualTo(157);
        assertThat(flow.notRandomized()).isEqualTo(1);
        assertThat(flow.inScreening()).isZero();
        assertThat(flow.randomized()).isEqualTo(156);
        assertThat(flow.treated()).isEqualTo(156);
        assertThat(flow.discontinued() + flow.completed()).isEqualTo(156);
        assertThat(flow.reasons()).containsExactly(new Count("LOST", flow.discontinued()));
        assertThat(flow.withPrimary())
                .isEqualTo(PrimarySet.of(PLAN, TRIAL.records()).information());
        assertThat(flow.milestones())
                .extracting(Count::name)
                .containsExactly("PLUS230", "H24", "H48", "H72", "DAY7", "WEEK2", "WEEK4");
    }

    @Test
    void screeningFailuresAreCountedByCriterion() {
        assertThat(FINDINGS.screeningFailures()).containsExactly(new Count("I5", 1));
    }

    @Test
    void theDataAreAsCurrentAsTheFormsSay() {
        assertThat(FINDINGS.currency().medianDelayDays()).isEqualTo(1.0);
        assertThat(FINDINGS.currency().ninetiethDelayDays()).isEqualTo(1.0);
        assertThat(FINDINGS.currency().expectedPrimary()).isEqualTo(156);
        assertThat(FINDINGS.currency().enteredPrimary()).isBetween(145, 156);
    }

    @Test
    void onlyAssessmentsOfThePrimaryEndpointTellHowCurrentTheyAre() {
        List<String> forms = TRIAL.records().subjects().stream()
                .flatMap(subject -> subject.records().stream())
                .map(StudyRecords.FormRecord::form)
                .toList();

        assertThat(FINDINGS.currency().forms())
                .isEqualTo(Collections.frequency(forms, PLAN.primary().form()))
                .isLessThan(forms.size());
    }

    @Test
    void whatASiteWroteInItsOwnWordsIsNotPrinted() {
        assertThat(FINDINGS.toString()).doesNotContainIgnoringCase("fracture");
    }

    @Test
    void eventsAndDeviationsArePooled() {
        assertThat(FINDINGS.seriousEvents().subjects())
                .isEqualTo(FINDINGS.seriousEvents().events())
                .isPositive();
        assertThat(FINDINGS.seriousEvents().byTerm()).extracting(Count::name).containsExactly("OTHER");
        assertThat(FINDINGS.deviations().byType())
                .containsExactly(new Count("WINDOW", FINDINGS.deviations().total()));
    }

    @Test
    void survivesJson() throws JsonProcessingException {
        ObjectMapper json = new ObjectMapper().registerModule(new JavaTimeModule());

        assertThat(json.readValue(json.writeValueAsString(FINDINGS), OpenFindings.class))
                .isEqualTo(FINDINGS);
    }

    @Nested
    class TheBlindedVariance {

        @Test
        void isThatOfTheSubjectsUpToTheMilestoneInTheOrderOfRandomization() {
            OpenFindings.Variance variance = FINDINGS.variance();
            List<EndpointData.Row> rows = PrimarySet.of(PLAN, TRIAL.records()).rows();

            assertThat(variance.milestone()).isEqualTo(rows.size() / 10 * 10);
            assertThat(variance.pooledSd()).isBetween(9.0, 13.0);
            double n = variance.milestone();
            double expected = Math.sqrt(variance.pooledSd() * variance.pooledSd() - n / (n - 1) * 25 / 4);
            assertThat(variance.adjustedSd()).isCloseTo(expected, within(1e-9));
            assertThat(variance.requiredSubjects()).isGreaterThanOrEqualTo(156);
        }

        @Test
        void staysTheSameBetweenMilestones() {
            List<Integer> counts = IntStream.rangeClosed(1, 60).boxed().toList();
            List<OpenFindings.Variance> distinct = counts.stream()
                    .map(count -> OpenAnalysis.compute(PLAN, TRIAL.first(count).records())
                            .variance())
                    .distinct()
                    .toList();

            assertThat(distinct).hasSizeBetween(5, 7).first().isNull();
        }
    }

    @Nested
    class Accrual {

        private static final Instant START = Instant.parse("2026-01-05T12:00:00Z");

        private List<Instant> weekly(int weeks, int each) {
            return IntStream.range(0, weeks * each)
                    .mapToObj(i -> START.plus(Duration.ofDays(7L * (i / each))))
                    .toList();
        }

        @Test
        void countsWeeksFromTheFirstRandomization() {
            OpenFindings.Accrual accrual = Accruals.of(weekly(4, 3), Instant.parse("2026-02-02T00:00:00Z"), 156, 52);

            assertThat(accrual.weeks())
                    .extracting(OpenFindings.Week::cumulative)
                    .containsExactly(3, 6, 9, 12, 12);
            assertThat(accrual.weeks().get(1).start()).isEqualTo(LocalDate.parse("2026-01-12"));
            assertThat(accrual.weeks().get(1).plannedCumulative()).isCloseTo(6.0, within(1e-12));
            assertThat(accrual.ratePerWeek()).isEqualTo(3.0);
        }

        @Test
        void forecastsFromTheRateOfTheLastEightWeeks() {
            OpenFindings.Accrual accrual = Accruals.of(weekly(10, 2), Instant.parse("2026-03-16T00:00:00Z"), 60, null);

            assertThat(accrual.ratePerWeek()).isEqualTo(2.0);
            assertThat(accrual.forecast().expected())
                    .isEqualTo(LocalDate.parse("2026-03-16").plusWeeks(20));
            assertThat(accrual.forecast().earliest())
                    .isBefore(accrual.forecast().expected());
            assertThat(accrual.forecast().latest()).isAfter(accrual.forecast().expected());
        }

        @Test
        void hasNoForecastWithoutARateOrWhenComplete() {
            assertThat(Accruals.of(List.of(), START, 60, 10).weeks()).isEmpty();
            assertThat(Accruals.of(List.of(START), START.plusSeconds(60), 60, 10)
                            .forecast())
                    .isNull();
            assertThat(Accruals.of(weekly(4, 3), START.plus(Duration.ofDays(70)), 12, 10)
                            .forecast())
                    .isNull();
        }
    }
}
