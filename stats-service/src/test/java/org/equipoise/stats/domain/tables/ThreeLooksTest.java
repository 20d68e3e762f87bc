package org.equipoise.stats.domain.tables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.equipoise.stats.SimulatedTrial;
import org.equipoise.stats.domain.analysis.AnalysisPlan;
import org.equipoise.stats.domain.findings.PrimaryFinding;
import org.junit.jupiter.api.Test;

/** The three looks of the built-in study at 52, 104 and 156 subjects, played through on simulated trials. */
class ThreeLooksTest {

    private static final AnalysisPlan PRIMARY_ALONE = SimulatedTrial.plan();
    private static final int TRIALS = 120;

    /** The primary finding of each look that the trial reaches. */
    private static List<PrimaryFinding> play(SimulatedRecords trial, boolean stop) {
        List<PrimaryFinding> looks = new ArrayList<>();
        SortedMap<Integer, LookFacts.EarlierLook> earlier = new TreeMap<>();
        for (int look = 1; look <= 3; look++) {
            SimulatedRecords soFar = trial.withPrimaryValues(PRIMARY_ALONE, 52 * look);
            PrimaryFinding found = ClosedAnalysis.compute(
                            soFar.input(PRIMARY_ALONE, new LookFacts(look, earlier, false)), Progress.NONE)
                    .primary();
            looks.add(found);
            if (stop && !found.decision().equals("continue")) {
                return looks;
            }
            earlier.put(look, new LookFacts.EarlierLook(found.information().observed(), found.z()));
        }
        return looks;
    }

    @Test
    void theBoundariesAreThoseOfTheProtocol() {
        List<PrimaryFinding> looks = play(SimulatedRecords.of(175, 0.6, 3), false);

        assertThat(looks).extracting(look -> look.information().observed()).containsExactly(52, 104, 156);
        assertThat(looks.get(0).boundary().efficacyZ()).isCloseTo(3.7103, within(5e-5));
        assertThat(looks.get(1).boundary().efficacyZ()).isCloseTo(2.5114, within(5e-5));
        assertThat(looks.get(2).boundary().efficacyZ()).isCloseTo(1.9930, within(5e-5));
        assertThat(looks.get(0).boundary().futilityZ()).isZero();
        assertThat(looks.get(1).boundary().futilityZ()).isEqualTo(0.5);
        assertThat(looks.get(2).boundary().futilityZ()).isNull();
        assertThat(looks.get(2).path())
                .extracting(PrimaryFinding.PathPoint::z)
                .containsExactly(
                        looks.get(0).z(), looks.get(1).z(), looks.get(2).z());
        assertThat(looks.get(2).boundary().cumulativeAlpha()).isCloseTo(0.025, within(1e-12));
    }

    @Test
    void aLargeEffectStopsForEfficacyAndAReversedOneForFutility() {
        assertThat(play(SimulatedRecords.of(175, 2.5, 11), true))
                .extracting(PrimaryFinding::decision)
                .endsWith("stop-efficacy")
                .hasSizeLessThan(3);
        assertThat(play(SimulatedRecords.of(175, -1, 11), true))
                .extracting(PrimaryFinding::decision)
                .containsExactly("stop-futility");
    }

    @Test
    void withoutAnEffectFewTrialsRejectAndManyStopForFutility() {
        int[] ends = ends(0);

        assertThat(ends[0]).as("rejections, 2.5 %% expected at most").isLessThanOrEqualTo(8);
        assertThat(ends[1])
                .as("futility before the last look, about 7 in 10 expected")
                .isBetween(70, 105);
    }

    @Test
    void underTheEffectMostTrialsReject() {
        int[] ends = ends(1);

        assertThat(ends[0]).as("rejections, about 9 in 10 expected").isBetween(94, 118);
        assertThat(ends[1]).as("futility before the last look").isLessThanOrEqualTo(12);
    }

    /** Trials that reject, and trials that stop for futility before the last look. */
    private static int[] ends(double effect) {
        int[] ends = new int[2];
        for (int i = 0; i < TRIALS; i++) {
            List<PrimaryFinding> looks = play(SimulatedRecords.of(185, effect, 1_000 + i), true);
            String last = looks.get(looks.size() - 1).decision();
            ends[0] += last.equals("stop-efficacy") ? 1 : 0;
            ends[1] += last.equals("stop-futility") && looks.size() < 3 ? 1 : 0;
        }
        return ends;
    }

    @Test
    void theRepeatedIntervalExcludesNoEffectExactlyWhereTheBoundaryIsCrossed() {
        for (int i = 0; i < 40; i++) {
            for (PrimaryFinding look : play(SimulatedRecords.of(185, 0.7, 5_000 + i), false)) {
                boolean excludes = look.repeated().interval().lower() > 0;
                assertThat(excludes).isEqualTo(look.z() > look.boundary().efficacyZ());
            }
        }
    }
}
