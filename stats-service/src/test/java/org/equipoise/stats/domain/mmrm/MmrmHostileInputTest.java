package org.equipoise.stats.domain.mmrm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.equipoise.stats.domain.Outcome;
import org.equipoise.stats.domain.linearmodel.DataTable;
import org.equipoise.stats.domain.linearmodel.FactorColumn;
import org.equipoise.stats.domain.linearmodel.NumericColumn;
import org.junit.jupiter.api.Test;

/** Seeded nonsense: every fit ends soon, with numbers or with a reason. */
class MmrmHostileInputTest {

    private static final int TRIALS = 600;
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String[] TERMS = {
        "ARM*VISIT",
        "BASE + ARM*VISIT",
        "BASE*VISIT + ARM*VISIT",
        "VISIT",
        "1",
        "BASE",
        "BASE + COPY + VISIT",
        "0 + ARM:VISIT"
    };

    private int computed;

    private final Random random = new Random(20261121);

    private double hostile(double usual) {
        return switch (random.nextInt(40)) {
            case 0 -> 0;
            case 1 -> 1e15;
            case 2 -> 1e-15;
            case 3 -> -usual;
            default -> usual;
        };
    }

    private DataTable table() {
        int subjects = 1 + random.nextInt(14);
        int visits = 1 + random.nextInt(6);
        double missing = random.nextInt(12) == 0 ? 1 : 0.6 * random.nextDouble() * random.nextDouble();
        double unit = Math.pow(10, random.nextInt(5) == 0 ? 600 * random.nextDouble() - 300 : random.nextInt(3));
        double noise = random.nextInt(10) == 0 ? 0 : Math.pow(10, -8 * random.nextDouble() * random.nextDouble());
        boolean spiked = random.nextInt(4) == 0;
        List<String> subject = new ArrayList<>();
        List<String> arm = new ArrayList<>();
        List<String> visit = new ArrayList<>();
        double[] change = new double[subjects * visits];
        double[] base = new double[subjects * visits];
        double[] copy = new double[subjects * visits];
        double[] weight = new double[subjects * visits];
        for (int i = 0; i < subjects; i++) {
            double level = random.nextGaussian();
            double baseline = random.nextInt(3) == 0 ? random.nextInt(2) : 30 + 5 * random.nextGaussian();
            for (int v = 0; v < visits; v++) {
                int row = subject.size();
                subject.add("K" + i);
                arm.add(random.nextInt(50) == 0 ? null : random.nextInt(9) < 5 ? "PBO" : "KET");
                visit.add("V" + v);
                base[row] = spiked ? hostile(baseline) : baseline;
                copy[row] = random.nextInt(3) == 0 ? base[row] : base[row] + 1e-9 * random.nextGaussian();
                double value = level + noise * random.nextGaussian();
                change[row] =
                        random.nextDouble() < missing ? Double.NaN : inRange(unit * (spiked ? hostile(value) : value));
                weight[row] = Math.pow(10, 6 * random.nextDouble() - 3);
            }
        }
        return DataTable.of(
                FactorColumn.of("SUBJ", subject),
                FactorColumn.of("ARM", List.of("PBO", "KET"), arm),
                FactorColumn.of("VISIT", visit),
                new NumericColumn("BASE", base),
                new NumericColumn("COPY", copy),
                new NumericColumn("CHG", change),
                new NumericColumn("W", weight));
    }

    private static double inRange(double value) {
        return Math.max(-Double.MAX_VALUE, Math.min(Double.MAX_VALUE, value));
    }

    private <T> T any(T[] values) {
        return values[random.nextInt(values.length)];
    }

    private Mmrm options() {
        DegreesOfFreedom method = any(DegreesOfFreedom.values());
        Mmrm options = Mmrm.withDefaults().with(method);
        if (method == DegreesOfFreedom.KENWARD_ROGER) {
            CoefficientCovariance[] forms = {
                CoefficientCovariance.KENWARD_ROGER_LINEAR,
                CoefficientCovariance.KENWARD_ROGER_FULL,
                CoefficientCovariance.KENWARD_ROGER_FULL_NATURAL
            };
            return options.with(any(forms));
        }
        CoefficientCovariance type = any(CoefficientCovariance.values());
        Mmrm criterion = options.with(any(Estimation.values()));
        return type.kenwardRoger() ? criterion : criterion.with(type);
    }

    private MmrmModel model() {
        String structure = any(CovarianceStructure.values()).keyword();
        MmrmModel model = MmrmModel.parse("CHG ~ " + any(TERMS) + " + " + structure + "(VISIT|SUBJ)");
        return random.nextInt(3) == 0 ? model.weightedBy("W") : model;
    }

    @Test
    void everyFitEndsWithNumbersOrAReason() {
        assertTimeoutPreemptively(PATIENCE, () -> {
            for (int trial = 0; trial < TRIALS; trial++) {
                Mmrm options = options();
                MmrmModel model = model();
                Outcome<MmrmFit> outcome = options.fit(model, table());
                if (outcome instanceof Outcome.NotComputed<MmrmFit> failure) {
                    assertThat(failure.explanation())
                            .isNotBlank()
                            .doesNotContain("KET")
                            .doesNotContain("PBO");
                    assertThat(failure.advice()).isNotBlank();
                } else {
                    computed++;
                    checkNumbers(outcome.orElseThrow(), options + " " + model);
                }
            }
        });
        assertThat(computed).isGreaterThan(TRIALS / 10).isLessThan(TRIALS);
    }

    private void checkNumbers(MmrmFit fit, String description) {
        assertThat(fit.deviance()).as(description).isFinite();
        assertThat(fit.largestGradient()).as(description).isLessThan(1e-6);
        for (double[][] matrix : fit.covarianceMatrices().values()) {
            for (double[] row : matrix) {
                assertThat(row).as(description).doesNotContain(Double.NaN);
            }
        }
        int p = fit.names().size();
        double[][] functions = new double[1 + random.nextInt(3)][p];
        for (double[] function : functions) {
            function[random.nextInt(p)] = 1;
            function[random.nextInt(p)] += 0.5;
            fit.estimate(function).value().ifPresent(estimate -> checkNumbers(estimate, description));
        }
        Optional<FTest> test = fit.test(functions).value();
        if (test.isPresent()) {
            assertThat(test.get().statistic()).as(description).isNotNegative();
            assertThat(test.get().denominator()).as(description).isPositive();
            assertThat(test.get().p()).as(description).isBetween(0.0, 1.0);
        }
    }

    private static void checkNumbers(LinearEstimate estimate, String description) {
        assertThat(estimate.estimate()).as(description).isFinite();
        assertThat(estimate.standardError()).as(description).isFinite().isPositive();
        assertThat(estimate.degreesOfFreedom()).as(description).isPositive();
        assertThat(estimate.t()).as(description).isFinite();
        assertThat(estimate.twoSidedP()).as(description).isBetween(0.0, 1.0);
        assertThat(estimate.lower()).as(description).isFinite().isLessThanOrEqualTo(estimate.estimate());
        assertThat(estimate.upper()).as(description).isFinite().isGreaterThanOrEqualTo(estimate.estimate());
    }
}
