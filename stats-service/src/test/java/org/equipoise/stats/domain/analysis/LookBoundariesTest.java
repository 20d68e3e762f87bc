package org.equipoise.stats.domain.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import org.equipoise.stats.SimulatedTrial;
import org.equipoise.stats.domain.numerics.StandardNormal;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LookBoundariesTest {

    private static final AnalysisPlan PLAN = SimulatedTrial.plan();
    private static final SortedMap<Integer, Integer> NONE = new TreeMap<>();

    @Test
    void thePlannedBoundariesAreThoseOfTheProtocol() {
        List<LookBoundary> looks = LookBoundaries.planned(PLAN).orElseThrow().looks();
        assertThat(looks).extracting(LookBoundary::information).containsExactly(52, 104, 156);
        assertThat(looks.get(0).efficacy()).isCloseTo(3.7103, within(5e-5));
        assertThat(looks.get(1).efficacy()).isCloseTo(2.5114, within(5e-5));
        assertThat(looks.get(2).efficacy()).isCloseTo(1.9930, within(1e-4));
        assertThat(looks.get(2).cumulativeAlpha()).isEqualTo(0.025);
        assertThat(looks)
                .extracting(LookBoundary::futility)
                .containsExactly(OptionalDouble.of(0), OptionalDouble.of(0.5), OptionalDouble.empty());
    }

    @Nested
    class AtTheActualInformation {

        @Test
        void aFirstLookSpendsWhatItsOwnInformationAllows() {
            LookBoundary present =
                    LookBoundaries.at(PLAN, NONE, 1, 60).orElseThrow().present();
            double spent = 2 * StandardNormal.above(StandardNormal.upperQuantile(0.0125) / Math.sqrt(60 / 156.0));
            assertThat(present.cumulativeAlpha()).isCloseTo(spent, within(1e-12));
            assertThat(present.efficacy()).isCloseTo(StandardNormal.upperQuantile(spent), within(1e-9));
        }

        @Test
        void aSecondLookRemembersWhereTheFirstTookPlace() {
            double late = LookBoundaries.at(PLAN, looks(1, 90), 2, 104)
                    .orElseThrow()
                    .present()
                    .efficacy();
            double early = LookBoundaries.at(PLAN, looks(1, 52), 2, 104)
                    .orElseThrow()
                    .present()
                    .efficacy();
            assertThat(late).isGreaterThan(early);
        }

        @Test
        void aLookThatWasLeftOutSpendsNothing() {
            LookBoundary present =
                    LookBoundaries.at(PLAN, NONE, 2, 104).orElseThrow().present();
            double spent = 2 * StandardNormal.above(StandardNormal.upperQuantile(0.0125) / Math.sqrt(104 / 156.0));
            assertThat(present.efficacy()).isCloseTo(StandardNormal.upperQuantile(spent), within(1e-9));
        }

        @Test
        void theLastLookSpendsAllThatIsLeftEvenIfTheTrialEndsEarly() {
            LookBoundaries boundaries =
                    LookBoundaries.at(PLAN, looks(1, 52), 3, 120).orElseThrow();
            assertThat(boundaries.presentIsLast()).isTrue();
            assertThat(boundaries.present().cumulativeAlpha()).isEqualTo(0.025);
        }

        @Test
        void aTrialThatOverrunsEndsAtThePresentLook() {
            LookBoundaries boundaries = LookBoundaries.at(PLAN, NONE, 2, 160).orElseThrow();
            assertThat(boundaries.presentIsLast()).isTrue();
            assertThat(boundaries.present().cumulativeAlpha()).isEqualTo(0.025);
        }

        @Test
        void looksToComeWhoseInformationIsReachedDropOut() {
            LookBoundaries boundaries = LookBoundaries.at(PLAN, NONE, 1, 110).orElseThrow();
            assertThat(boundaries.looks()).extracting(LookBoundary::look).containsExactly(1, 3);
        }

        @Test
        void aTinyFractionCannotStopTheTrial() {
            AnalysisPlan large = new AnalysisPlan(
                    PLAN.study(),
                    PLAN.version(),
                    PLAN.estimand(),
                    PLAN.primary(),
                    PLAN.alpha(),
                    PLAN.spending(),
                    100_000,
                    List.of(50, 100_000),
                    Map.of(),
                    PLAN.effect(),
                    PLAN.keySecondary(),
                    PLAN.analyses(),
                    PLAN.charter());
            LookBoundaries boundaries = LookBoundaries.at(large, NONE, 1, 50).orElseThrow();
            assertThat(boundaries.present().finiteEfficacy()).isEmpty();
            assertThat(boundaries.decide(30)).isEqualTo(Decision.CONTINUE);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "1, 3.72, STOP_EFFICACY",
        "1, 3.70, CONTINUE",
        "1, 0.00, CONTINUE",
        "1, -0.01, STOP_FUTILITY",
        "2, 2.60, STOP_EFFICACY",
        "2, 0.49, STOP_FUTILITY",
        "2, 0.50, CONTINUE",
        "3, 2.00, STOP_EFFICACY",
        "3, 1.99, STOP_FUTILITY"
    })
    void theDecisionFollowsTheBoundaries(int look, double z, Decision decision) {
        SortedMap<Integer, Integer> earlier = looks(1, 52, 2, 104).headMap(look);
        LookBoundaries boundaries =
                LookBoundaries.at(PLAN, earlier, look, 52 * look).orElseThrow();
        assertThat(boundaries.decide(z)).isEqualTo(decision);
    }

    @Nested
    class ConditionalPower {

        private final LookBoundaries second =
                LookBoundaries.at(PLAN, looks(1, 52), 2, 104).orElseThrow();

        @Test
        void withOneLookToComeItIsTheClosedFormula() {
            double t = 104 / 156.0;
            double z = 1.2;
            double drift = PLAN.effect().drift(156, 0.5);
            double last = second.looks().get(2).efficacy();
            double expected = StandardNormal.above((last - z * Math.sqrt(t) - drift * (1 - t)) / Math.sqrt(1 - t));
            assertThat(second.conditionalPower(z, drift)).isCloseTo(expected, within(1e-9));
        }

        @Test
        void theDriftIsTheExpectedStatisticAtTheEnd() {
            assertThat(PLAN.effect().drift(156, 0.5)).isCloseTo(5 / (10 * Math.sqrt(2 / 78.0)), within(1e-12));
        }

        @Test
        void moreDriftMeansMorePower() {
            assertThat(second.conditionalPower(1, 0)).isLessThan(second.conditionalPower(1, 3));
        }

        @Test
        void atTheLastLookItIsKnown() {
            LookBoundaries last =
                    LookBoundaries.at(PLAN, looks(1, 52, 2, 104), 3, 156).orElseThrow();
            assertThat(last.conditionalPower(2.5, 3)).isEqualTo(1);
            assertThat(last.conditionalPower(1.5, 3)).isEqualTo(0);
        }
    }

    private static SortedMap<Integer, Integer> looks(int... pairs) {
        SortedMap<Integer, Integer> looks = new TreeMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            looks.put(pairs[i], pairs[i + 1]);
        }
        return looks;
    }
}
