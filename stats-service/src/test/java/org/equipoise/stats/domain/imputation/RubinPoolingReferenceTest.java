package org.equipoise.stats.domain.imputation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Collections;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.equipoise.stats.domain.Outcome;
import org.equipoise.stats.domain.ReferenceFile;
import org.equipoise.stats.domain.ReferenceFile.ReferenceCase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Against pool.scalar of R's mice 3.15, to 1e-10 relative. */
class RubinPoolingReferenceTest {

    private static final Offset<Double> TOLERANCE = within(1e-10);

    static Stream<ReferenceCase> poolings() {
        return ReferenceFile.cases("rubin_pooling.json");
    }

    private static List<Double> list(double[] values) {
        return DoubleStream.of(values).boxed().toList();
    }

    @ParameterizedTest
    @MethodSource("poolings")
    void pooledEstimateAndItsVariance(ReferenceCase given) {
        PooledEstimate pooled = new RubinPooling(given.number("dfComplete"))
                .pool(list(given.numbers("est")), list(given.numbers("var")), 0.95)
                .orElseThrow();

        assertThat(pooled.estimate()).isCloseTo(given.number("qbar"), TOLERANCE);
        assertThat(pooled.standardError()).isCloseTo(Math.sqrt(given.number("total")), TOLERANCE);
        assertThat(pooled.degreesOfFreedom() / given.number("dfBarnardRubin")).isCloseTo(1, TOLERANCE);
        assertThat(pooled.variances().within()).isCloseTo(given.number("ubar"), TOLERANCE);
        assertThat(pooled.variances().between()).isCloseTo(given.number("b"), TOLERANCE);
        assertThat(pooled.variances().relativeIncrease()).isCloseTo(given.number("riv"), TOLERANCE);
        assertThat(pooled.variances().missingInformation()).isCloseTo(given.number("fmi"), TOLERANCE);
    }

    @ParameterizedTest
    @MethodSource("poolings")
    void withoutALimitOfTheCompleteDataTheDegreesOfFreedomAreRubins(ReferenceCase given) {
        PooledEstimate pooled = new RubinPooling(Double.POSITIVE_INFINITY)
                .pool(list(given.numbers("est")), list(given.numbers("var")), 0.95)
                .orElseThrow();

        assertThat(pooled.degreesOfFreedom() / given.number("dfRubin1987")).isCloseTo(1, TOLERANCE);
    }

    @Test
    void imputationsThatAgreeLeaveTheCompleteDatasDegreesOfFreedom() {
        PooledEstimate pooled = new RubinPooling(40)
                .pool(Collections.nCopies(5, -3.0), Collections.nCopies(5, 2.0), 0.95)
                .orElseThrow();

        assertThat(pooled.degreesOfFreedom()).isCloseTo(40.0 * 41 / 43, within(1e-12));
        assertThat(pooled.standardError()).isCloseTo(Math.sqrt(2), within(1e-14));
    }

    @Test
    void noVarianceAtAllIsRefusedWithAdvice() {
        assertThat(new RubinPooling(40).pool(List.of(1.0, 1.0), List.of(0.0, 0.0), 0.95))
                .isInstanceOfSatisfying(
                        Outcome.NotComputed.class,
                        failure -> assertThat(failure.reason()).isEqualTo(Outcome.Reason.NO_VARIATION));
    }

    @Test
    void oneImputationOrANegativeVarianceMakesNoSense() {
        RubinPooling pooling = new RubinPooling(40);

        assertThatIllegalArgumentException().isThrownBy(() -> pooling.pool(List.of(1.0), List.of(1.0), 0.95));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> pooling.pool(List.of(1.0, 2.0), List.of(1.0, -1.0), 0.95));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> pooling.pool(List.of(1.0, Double.NaN), List.of(1.0, 1.0), 0.95));
        assertThatIllegalArgumentException().isThrownBy(() -> new RubinPooling(0));
    }
}
