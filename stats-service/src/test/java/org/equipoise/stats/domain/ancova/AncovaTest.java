package org.equipoise.stats.domain.ancova;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.equipoise.stats.domain.NotComputedException;
import org.equipoise.stats.domain.Outcome;
import org.equipoise.stats.domain.Outcome.NotComputed;
import org.equipoise.stats.domain.Outcome.Reason;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class AncovaTest {

    private static final List<Double> RESPONSE = List.of(3.0, 5.0, 4.0, 8.0, 9.0, 7.0);
    private static final List<Double> BASELINE = List.of(1.0, 2.0, 1.5, 1.2, 2.1, 1.4);
    private static final Factor ARM = new Factor("ARM", List.of("A", "B"), List.of("A", "A", "A", "B", "B", "B"));

    private static <T> List<T> column(int rows, IntFunction<T> value) {
        return IntStream.range(0, rows).mapToObj(value).toList();
    }

    private static Reason reasonOf(Outcome<AncovaFit> outcome) {
        assertThat(outcome).isInstanceOf(NotComputed.class);
        return ((NotComputed<AncovaFit>) outcome).reason();
    }

    @Nested
    class WithoutCovariates {

        private final AncovaFit fit = Ancova.withDefaults()
                .fit(new AncovaData(RESPONSE, List.of(), List.of(), ARM))
                .orElseThrow();

        @Test
        void isTheTwoSampleTTest() {
            ArmContrast contrast = fit.contrast("B", "A");

            assertThat(contrast.estimate()).isCloseTo(4, within(1e-14));
            assertThat(contrast.standardError()).isCloseTo(Math.sqrt(2.0 / 3), within(1e-14));
            assertThat(contrast.degreesOfFreedom()).isEqualTo(4);
        }

        @Test
        void swappingTheArmsMirrorsTheContrast() {
            ArmContrast contrast = fit.contrast("B", "A");
            ArmContrast mirrored = fit.contrast("A", "B");

            assertThat(mirrored.estimate()).isEqualTo(-contrast.estimate());
            assertThat(mirrored.lower()).isEqualTo(-contrast.upper());
            assertThat(mirrored.lessP()).isCloseTo(contrast.greaterP(), within(1e-16));
            assertThat(mirrored.z()).isCloseTo(-contrast.z(), within(1e-12));
        }

        @Test
        void zHasTheOneSidedPValueOfT() {
            ArmContrast contrast = fit.contrast("B", "A");

            assertThat(contrast.greaterP() + contrast.lessP()).isCloseTo(1, within(1e-14));
            assertThat(contrast.z()).isPositive().isLessThan(contrast.t());
        }
    }

    @Test
    void shiftingACovariateFarAwayChangesNothingButTheIntercept() {
        List<Double> far = BASELINE.stream().map(value -> value + 1e9).toList();
        Ancova ancova = Ancova.withDefaults();
        AncovaFit near = ancova.fit(new AncovaData(RESPONSE, List.of(Covariate.of("BASE", BASELINE)), List.of(), ARM))
                .orElseThrow();
        AncovaFit shifted = ancova.fit(new AncovaData(RESPONSE, List.of(Covariate.of("BASE", far)), List.of(), ARM))
                .orElseThrow();

        assertThat(shifted.contrast("B", "A").estimate())
                .isCloseTo(near.contrast("B", "A").estimate(), within(1e-6));
        assertThat(shifted.leastSquaresMeans().get(0).estimate())
                .isCloseTo(near.leastSquaresMeans().get(0).estimate(), within(1e-6));
    }

    @Test
    void observedMarginsWeighLevelsByTheirCounts() {
        Factor site = Factor.of("SITE", List.of("1", "1", "2", "1", "1", "2"));
        AncovaData data = new AncovaData(RESPONSE, List.of(), List.of(site), ARM);

        AncovaFit observed =
                Ancova.withDefaults().with(Margins.OBSERVED).fit(data).orElseThrow();

        double mean = observed.leastSquaresMeans().stream()
                .mapToDouble(LeastSquaresMean::estimate)
                .average()
                .orElseThrow();
        assertThat(mean).isCloseTo(6, within(1e-14));
        assertThat(observed.contrast("B", "A").estimate()).isCloseTo(4, within(1e-14));
    }

    @Test
    void observationsWithAMissingNumberAreLeftOut() {
        List<Double> response = new ArrayList<>(RESPONSE);
        response.add(Double.NaN);
        Factor arm = new Factor("ARM", List.of("A", "B"), List.of("A", "A", "A", "B", "B", "B", "B"));

        AncovaFit fit = Ancova.withDefaults()
                .fit(new AncovaData(response, List.of(), List.of(), arm))
                .orElseThrow();

        assertThat(fit.observations()).isEqualTo(6);
    }

    @Test
    void threeArmsAreComparedPairwise() {
        Factor arm = new Factor("ARM", List.of("A", "B", "C"), List.of("A", "A", "B", "B", "C", "C"));
        AncovaFit fit = Ancova.withDefaults()
                .fit(new AncovaData(RESPONSE, List.of(), List.of(), arm))
                .orElseThrow();

        assertThat(fit.contrast("C", "B").estimate()).isCloseTo(8 - 6, within(1e-13));
    }

    @Nested
    class SaysWhyThereIsNoResult {

        private final Ancova ancova = Ancova.withDefaults();

        @Test
        void oneArmOnly() {
            Factor arm = new Factor("ARM", List.of("A", "B"), Collections.nCopies(6, "A"));

            assertThat(reasonOf(ancova.fit(new AncovaData(RESPONSE, List.of(), List.of(), arm))))
                    .isEqualTo(Reason.TOO_FEW_OBSERVATIONS);
        }

        @Test
        void everythingMissing() {
            List<Double> missing = Collections.nCopies(6, Double.NaN);

            assertThat(reasonOf(ancova.fit(new AncovaData(missing, List.of(), List.of(), ARM))))
                    .isEqualTo(Reason.TOO_FEW_OBSERVATIONS);
        }

        @Test
        void noObservation() {
            Factor arm = new Factor("ARM", List.of("A", "B"), List.of());

            assertThat(reasonOf(ancova.fit(new AncovaData(List.of(), List.of(), List.of(), arm))))
                    .isEqualTo(Reason.TOO_FEW_OBSERVATIONS);
        }

        @Test
        void asManyColumnsAsObservations() {
            Factor everyone = Factor.of("SUBJECT", List.of("1", "2", "3", "4", "5", "6"));

            assertThat(reasonOf(ancova.fit(new AncovaData(RESPONSE, List.of(), List.of(everyone), ARM))))
                    .isEqualTo(Reason.TOO_FEW_OBSERVATIONS);
        }

        @Test
        void aFactorThatIsTheArmInDisguise() {
            Factor twin = Factor.of("SITE", List.of("1", "1", "1", "2", "2", "2"));

            Outcome<AncovaFit> outcome = ancova.fit(new AncovaData(RESPONSE, List.of(), List.of(twin), ARM));

            assertThat(reasonOf(outcome)).isEqualTo(Reason.RANK_DEFICIENT);
            assertThat(((NotComputed<AncovaFit>) outcome).advice()).contains("Leave out ARMB");
        }

        @Test
        void aCovariateThatDoesNotVary() {
            Covariate constant = Covariate.of("BASE", Collections.nCopies(6, 33.0));

            assertThat(reasonOf(ancova.fit(new AncovaData(RESPONSE, List.of(constant), List.of(), ARM))))
                    .isEqualTo(Reason.RANK_DEFICIENT);
        }

        @Test
        void aResponseThatDoesNotVary() {
            List<Double> constant = Collections.nCopies(6, 7.0);

            assertThat(reasonOf(ancova.fit(new AncovaData(constant, List.of(), List.of(), ARM))))
                    .isEqualTo(Reason.NO_VARIATION);
        }

        @Test
        void aResponseOutOfRange() {
            List<Double> huge = List.of(1e200, -1e200, 1e199, 2e200, 3e200, 1e200);

            assertThat(reasonOf(ancova.fit(new AncovaData(huge, List.of(), List.of(), ARM))))
                    .isEqualTo(Reason.OUT_OF_RANGE);
        }

        @Test
        void theExceptionOfACallerThatInsistsCarriesTheAdvice() {
            Factor arm = new Factor("ARM", List.of("A", "B"), Collections.nCopies(6, "A"));
            Outcome<AncovaFit> outcome = ancova.fit(new AncovaData(RESPONSE, List.of(), List.of(), arm));

            assertThatExceptionOfType(NotComputedException.class)
                    .isThrownBy(outcome::orElseThrow)
                    .withMessageContaining("Wait for more data");
        }
    }

    @Nested
    class RefusesArgumentsThatMakeNoSense {

        @Test
        void columnsOfDifferentLength() {
            assertThatIllegalArgumentException()
                    .isThrownBy(
                            () -> new AncovaData(RESPONSE, List.of(Covariate.of("BASE", List.of(1.0))), List.of(), ARM))
                    .withMessageContaining("BASE has 1 values");
        }

        @Test
        void aValueThatIsNoLevel() {
            assertThatIllegalArgumentException().isThrownBy(() -> new Factor("ARM", List.of("A"), List.of("A", "B")));
        }

        @Test
        void anInfiniteNumber() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Covariate.of("BASE", List.of(Double.POSITIVE_INFINITY)))
                    .withMessageContaining("observation 1");
        }

        @Test
        void aContrastOfAnArmWithItself() {
            AncovaFit fit = Ancova.withDefaults()
                    .fit(new AncovaData(RESPONSE, List.of(), List.of(), ARM))
                    .orElseThrow();

            assertThatIllegalArgumentException().isThrownBy(() -> fit.contrast("A", "A"));
        }

        @Test
        void aConfidenceLevelOfOne() {
            Ancova ancova = Ancova.withDefaults();

            assertThatIllegalArgumentException().isThrownBy(() -> ancova.withConfidenceLevel(1));
        }
    }

    @Test
    void neverAnswersNanOnHostileData() {
        Random random = new Random(20261120);
        double[] odd = {0, 1, -1, 1e-300, 1e-12, 1e8, 1e100, 1e308, Double.NaN, 33};
        int computed = 0;
        for (int trial = 0; trial < 3000; trial++) {
            int rows = random.nextInt(12);
            boolean tame = random.nextBoolean();
            IntFunction<Double> value = i -> tame ? random.nextGaussian() : odd[random.nextInt(odd.length)];
            Factor arm = new Factor(
                    "ARM",
                    List.of("A", "B", "C"),
                    column(rows, i -> "ABC".substring(random.nextInt(3)).substring(0, 1)));
            Factor site = Factor.of("SITE", column(rows, i -> "S" + random.nextInt(3)));
            AncovaData data = new AncovaData(
                    column(rows, value),
                    List.of(new Covariate("BASE", column(rows, value), random.nextBoolean())),
                    random.nextBoolean() ? List.of(site) : List.of(),
                    arm);
            Outcome<AncovaFit> outcome = Ancova.withDefaults().fit(data);
            if (outcome.value().isPresent()) {
                computed++;
                assertNumbers(outcome.orElseThrow());
            }
        }
        assertThat(computed).isGreaterThan(500);
    }

    private static void assertNumbers(AncovaFit fit) {
        for (LeastSquaresMean mean : fit.leastSquaresMeans()) {
            assertThat(mean.estimate()).isFinite();
            assertThat(mean.standardError()).isFinite().isPositive();
        }
        ArmContrast contrast = fit.contrast(fit.arms().get(1), fit.arms().get(0));
        assertThat(contrast.twoSidedP()).isBetween(0.0, 1.0);
        assertThat(contrast.lower()).isLessThanOrEqualTo(contrast.upper());
        assertThat(contrast.z()).isNotNaN();
        for (Coefficient coefficient : fit.coefficients()) {
            assertThat(coefficient.t()).isFinite();
        }
    }
}
