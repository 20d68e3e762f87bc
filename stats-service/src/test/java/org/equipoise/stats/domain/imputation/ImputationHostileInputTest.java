package org.equipoise.stats.domain.imputation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.equipoise.stats.domain.Outcome;
import org.equipoise.stats.domain.linearmodel.DataTable;
import org.equipoise.stats.domain.linearmodel.FactorColumn;
import org.equipoise.stats.domain.linearmodel.NumericColumn;
import org.junit.jupiter.api.Test;

/** Seeded nonsense: every imputation ends soon, with numbers or with a reason that names no arm. */
class ImputationHostileInputTest {

    private static final int TRIALS = 300;
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String[] TERMS = {"ARM*VISIT", "BASE + ARM*VISIT", "BASE*VISIT + ARM*VISIT", "ARM"};
    private static final String[] STRUCTURES = {"us", "us", "us", "cs", "ar1h", "toeph", "adh"};

    private final Random random = new Random(20261121);
    private int computed;

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
        int subjects = 1 + random.nextInt(30);
        int visits = 1 + random.nextInt(4);
        double missing = random.nextInt(12) == 0 ? 1 : 0.5 * random.nextDouble();
        double unit = Math.pow(10, random.nextInt(5) == 0 ? 600 * random.nextDouble() - 300 : random.nextInt(3));
        double noise = random.nextInt(10) == 0 ? 0 : Math.pow(10, -8 * random.nextDouble() * random.nextDouble());
        boolean spiked = random.nextInt(4) == 0;
        List<String> subject = new ArrayList<>();
        List<String> arm = new ArrayList<>();
        List<String> visit = new ArrayList<>();
        List<Double> base = new ArrayList<>();
        List<Double> change = new ArrayList<>();
        for (int i = 0; i < subjects; i++) {
            double level = random.nextGaussian();
            double baseline = random.nextInt(200) == 0 ? Double.NaN : 30 + 5 * random.nextGaussian();
            String own = random.nextInt(9) < 5 ? "PBO" : "KET";
            for (int v = 0; v < visits; v++) {
                if (random.nextInt(20) > 0) {
                    double value = level + noise * random.nextGaussian();
                    subject.add("K" + i);
                    arm.add(own);
                    visit.add("V" + v);
                    base.add(spiked ? hostile(baseline) : baseline);
                    value = unit * (spiked ? hostile(value) : value);
                    boolean absent = random.nextDouble() < missing || !Double.isFinite(value);
                    change.add(absent ? Double.NaN : value);
                }
            }
        }
        return DataTable.of(
                FactorColumn.of("SUBJ", subject),
                FactorColumn.of("ARM", List.of("PBO", "KET"), arm),
                FactorColumn.of("VISIT", visit),
                numbers("BASE", base),
                numbers("CHG", change));
    }

    private static NumericColumn numbers(String name, List<Double> values) {
        return new NumericColumn(
                name, values.stream().mapToDouble(Double::doubleValue).toArray());
    }

    private <T> T any(T[] values) {
        return values[random.nextInt(values.length)];
    }

    private Outcome<IncompleteTrial> trial(String structure) {
        String group = random.nextInt(3) == 0 ? "ARM/" : "";
        ImputationModel model =
                GappyTrial.model("CHG ~ " + any(TERMS) + " + " + structure + "(VISIT | " + group + "SUBJ)");
        ImputationStrategy strategy = any(ImputationStrategy.values());
        return IncompleteTrial.of(model, table())
                .flatMap(
                        trial -> random.nextBoolean() ? trial.withDropouts(strategy) : trial.withEvents(events(trial)));
    }

    private Map<String, IntercurrentEvent> events(IncompleteTrial trial) {
        Map<String, IntercurrentEvent> events = new HashMap<>();
        for (String subject : trial.subjects()) {
            if (random.nextInt(3) == 0) {
                String visit = trial.visits().get(random.nextInt(trial.visits().size()));
                events.put(subject, new IntercurrentEvent(visit, any(ImputationStrategy.values())));
            }
        }
        return events;
    }

    private Outcome<ImputedAnalyses> analyses(IncompleteTrial trial, String structure) {
        DeltaAdjustment shift =
                DeltaAdjustment.constant("KET", trial.visits().size(), Math.pow(10, 40 * random.nextDouble() - 20));
        ParameterDraws draws = structure.equals("us") && random.nextBoolean()
                ? new ParameterDraws.Posterior(1 + random.nextInt(5))
                : new ParameterDraws.Bootstrap(3);
        return random.nextBoolean()
                ? ConditionalMeanImputation.withDefaults().analyse(trial, shift)
                : MultipleImputation.withDefaults(random.nextLong())
                        .with(5)
                        .with(draws)
                        .analyse(trial, shift);
    }

    @Test
    void everyImputationEndsWithNumbersOrAReason() {
        assertTimeoutPreemptively(PATIENCE, () -> {
            for (int i = 0; i < TRIALS; i++) {
                String structure = any(STRUCTURES);
                Outcome<ImputedAnalyses> analyses = trial(structure).flatMap(trial -> analyses(trial, structure));
                Outcome<List<EffectEstimate>> estimates =
                        analyses.flatMap(found -> found.at(Math.pow(10, 30 * random.nextDouble() - 10)));
                if (estimates instanceof Outcome.NotComputed<List<EffectEstimate>> failure) {
                    assertThat(failure.explanation() + failure.advice())
                            .isNotBlank()
                            .doesNotContain("KET")
                            .doesNotContain("PBO");
                } else {
                    computed++;
                    estimates.orElseThrow().forEach(ImputationHostileInputTest::checkNumbers);
                }
            }
        });
        assertThat(computed).isGreaterThan(TRIALS / 10).isLessThan(TRIALS);
    }

    private static void checkNumbers(EffectEstimate estimate) {
        assertThat(estimate.estimate()).isFinite();
        assertThat(estimate.standardError()).isFinite().isPositive();
        assertThat(estimate.degreesOfFreedom()).isPositive();
        assertThat(estimate.twoSidedP()).isBetween(0.0, 1.0);
        assertThat(estimate.interval().contains(estimate.estimate())).isTrue();
        estimate.imputation().ifPresent(error -> {
            assertThat(error.monteCarloError()).isFinite().isNotNegative();
            assertThat(error.variances().missingInformation()).isBetween(0.0, 1.0);
        });
    }
}
