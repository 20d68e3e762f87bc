package org.equipoise.stats.domain.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.equipoise.stats.SimulatedTrial.subject;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.equipoise.stats.SimulatedTrial;
import org.equipoise.stats.domain.analysis.ObservedSubject.ObservedValue;
import org.junit.jupiter.api.Test;

class EndpointDataTest {

    private static final PrimaryEndpoint ENDPOINT = SimulatedTrial.plan().primary();
    private static final Instant DAY = Instant.parse("2026-01-05T09:00:00Z");

    @Test
    void theChangeIsVisitMinusBaseline() {
        EndpointData data = EndpointData.derive(ENDPOINT, List.of(subject("01-001", "01", DAY, 34.0, 20.0)));
        assertThat(data.rows()).hasSize(1);
        assertThat(data.rows().get(0).baseline()).isEqualTo(34);
        assertThat(data.rows().get(0).change()).isEqualTo(-14);
        assertThat(data.rows().get(0).levels()).isEqualTo(Map.of("site", "01", "madrsBand", "LT35"));
    }

    @Test
    void rowsAreInTheOrderOfSubjectsWhateverTheOrderOfTheInput() {
        EndpointData data = EndpointData.derive(
                ENDPOINT, List.of(subject("02-001", "02", DAY, 30.0, 20.0), subject("01-001", "01", DAY, 30.0, 20.0)));
        assertThat(data.rows()).extracting(EndpointData.Row::subject).containsExactly("01-001", "02-001");
    }

    @Test
    void aMissingValueExcludesTheSubjectAndSaysWhy() {
        EndpointData data = EndpointData.derive(
                ENDPOINT,
                List.of(
                        subject("01-001", "01", DAY, null, 20.0),
                        subject("01-002", "01", DAY, 30.0, null),
                        subject("01-003", "01", DAY, null, null),
                        new ObservedSubject("01-004", "01", DAY, Map.of(), values(30.0, 20.0, true))));
        assertThat(data.rows()).isEmpty();
        assertThat(data.exclusions())
                .containsExactly(
                        new Exclusion("01-001", Exclusion.Reason.BASELINE_MISSING),
                        new Exclusion("01-002", Exclusion.Reason.VISIT_MISSING),
                        new Exclusion("01-003", Exclusion.Reason.BASELINE_MISSING),
                        new Exclusion("01-004", Exclusion.Reason.STRATUM_MISSING));
    }

    @Test
    void aValueOutsideTheWindowIsUsedAndListed() {
        EndpointData data = EndpointData.derive(
                ENDPOINT,
                List.of(new ObservedSubject(
                        "01-001", "01", DAY, Map.of("madrsBand", "LT35"), values(30.0, 20.0, false))));
        assertThat(data.rows()).hasSize(1);
        assertThat(data.outOfWindow()).containsExactly(new EndpointData.OutOfWindow("01-001", DAY));
    }

    @Test
    void theLowestRepeatWithAValueCounts() {
        List<ObservedValue> values = List.of(
                new ObservedValue("BASELINE", 1, DAY, 30.0, true),
                new ObservedValue("H24", 3, DAY, 10.0, true),
                new ObservedValue("H24", 2, DAY, 25.0, true),
                new ObservedValue("H24", 1, DAY, null, true));
        EndpointData data = EndpointData.derive(
                ENDPOINT, List.of(new ObservedSubject("01-001", "01", DAY, Map.of("madrsBand", "LT35"), values)));
        assertThat(data.rows().get(0).change()).isEqualTo(-5);
    }

    @Test
    void pooledMeanAndStandardDeviationAreThoseOfTheChanges() {
        EndpointData data = EndpointData.derive(
                ENDPOINT,
                List.of(
                        subject("01-001", "01", DAY, 30.0, 20.0),
                        subject("01-002", "01", DAY, 30.0, 26.0),
                        subject("01-003", "01", DAY, 30.0, 29.0)));
        assertThat(data.pooledMean()).hasValue(-5);
        assertThat(data.pooledStandardDeviation().orElseThrow()).isCloseTo(Math.sqrt(21), within(1e-12));
    }

    @Test
    void oneRowHasNoStandardDeviation() {
        EndpointData data = EndpointData.derive(ENDPOINT, List.of(subject("01-001", "01", DAY, 30.0, 20.0)));
        assertThat(data.pooledStandardDeviation()).isEmpty();
        assertThat(EndpointData.derive(ENDPOINT, List.of()).pooledMean()).isEmpty();
    }

    @Test
    void theModelHasOneCoefficientForEachLevelButTheFirst() {
        EndpointData data =
                EndpointData.derive(ENDPOINT, SimulatedTrial.of(60, 5, 1).subjects());
        assertThat(data.coefficients(ENDPOINT)).isEqualTo(3 + 5 + 1);
    }

    private static List<ObservedValue> values(double baseline, double visit, boolean inWindow) {
        return List.of(
                new ObservedValue("BASELINE", 1, DAY, baseline, true),
                new ObservedValue("H24", 1, DAY, visit, inWindow));
    }
}
