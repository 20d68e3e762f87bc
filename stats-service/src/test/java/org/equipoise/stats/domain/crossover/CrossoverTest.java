package org.equipoise.stats.domain.crossover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.equipoise.stats.domain.Outcome;
import org.equipoise.stats.domain.linearmodel.DataTable;
import org.equipoise.stats.domain.linearmodel.FactorColumn;
import org.equipoise.stats.domain.linearmodel.NumericColumn;
import org.equipoise.stats.domain.linearmodel.Term;
import org.equipoise.stats.domain.mmrm.DegreesOfFreedom;
import org.equipoise.stats.domain.mmrm.FTest;
import org.equipoise.stats.domain.mmrm.LinearEstimate;
import org.equipoise.stats.domain.mmrm.Mmrm;
import org.equipoise.stats.domain.mmrm.MmrmFit;
import org.equipoise.stats.domain.mmrm.MmrmModel;
import org.junit.jupiter.api.Test;

/** Three treatments in three periods (Williams' design) against the mixed model with compound symmetry. */
class CrossoverTest {

    private static final List<String> WILLIAMS = List.of("ABC", "BCA", "CAB", "CBA", "ACB", "BAC");

    private final List<CrossoverObservation> rows = new ArrayList<>();

    CrossoverTest() {
        Random random = new Random(11);
        for (int subject = 0; subject < 18; subject++) {
            String sequence = WILLIAMS.get(subject % 6);
            double own = 5 * random.nextGaussian();
            for (int period = 1; period <= 3; period++) {
                String treatment = sequence.substring(period - 1, period);
                double effect = treatment.equals("C") ? -4 : treatment.equals("B") ? -2 : 0;
                double response = 20 + own + period + effect + 3 * random.nextGaussian();
                boolean missing = subject % 5 == 2 && period == 3;
                rows.add(new CrossoverObservation(
                        String.format("S%02d", subject), sequence, period, treatment, missing ? Double.NaN : response));
            }
        }
    }

    private MmrmFit compoundSymmetry(DegreesOfFreedom degrees) {
        DataTable table = DataTable.of(
                new NumericColumn(
                        "Y",
                        rows.stream()
                                .mapToDouble(CrossoverObservation::response)
                                .toArray()),
                FactorColumn.of(
                        "PERIOD",
                        rows.stream().map(row -> Integer.toString(row.period())).toList()),
                FactorColumn.of(
                        "SEQ", rows.stream().map(CrossoverObservation::sequence).toList()),
                FactorColumn.of(
                        "TREAT",
                        rows.stream().map(CrossoverObservation::treatment).toList()),
                FactorColumn.of(
                        "SUBJ", rows.stream().map(CrossoverObservation::subject).toList()));
        return Mmrm.withDefaults()
                .with(degrees)
                .fit(MmrmModel.parse("Y ~ PERIOD + SEQ + TREAT + cs(PERIOD | SUBJ)"), table)
                .orElseThrow();
    }

    @Test
    void agreesWithTheMixedModelWithCompoundSymmetry() {
        CrossoverFit fit = Crossover.withDefaults()
                .with(CrossoverDegrees.SATTERTHWAITE)
                .fit(new CrossoverData(rows))
                .orElseThrow();
        MmrmFit other = compoundSymmetry(DegreesOfFreedom.SATTERTHWAITE);
        double[] weights = new double[other.names().size()];
        weights[other.names().indexOf("TREATC")] = 1;
        weights[other.names().indexOf("TREATB")] = -1;
        LinearEstimate expected = other.estimate(weights).orElseThrow();

        TreatmentContrast contrast = fit.contrast("C", "B").orElseThrow();

        assertThat(contrast.estimate()).isCloseTo(expected.estimate(), within(1e-7));
        assertThat(contrast.standardError()).isCloseTo(expected.standardError(), within(1e-7));
        assertThat(contrast.degreesOfFreedom()).isCloseTo(expected.degreesOfFreedom(), within(1e-5));
        FTest treatments = other.test(Term.of("TREAT")).orElseThrow();
        EffectTest tested = fit.test(CrossoverEffect.TREATMENT).orElseThrow();
        assertThat(tested.statistic()).isCloseTo(treatments.statistic(), within(1e-6));
        assertThat(tested.denominator()).isCloseTo(treatments.denominator(), within(1e-4));
        assertThat(tested.numerator()).isEqualTo(2);
    }

    @Test
    void kenwardAndRogersTestIsNearThatOfTheMixedModel() {
        CrossoverFit fit = Crossover.withDefaults().fit(new CrossoverData(rows)).orElseThrow();
        FTest expected = compoundSymmetry(DegreesOfFreedom.KENWARD_ROGER)
                .test(Term.of("TREAT"))
                .orElseThrow();

        EffectTest tested = fit.test(CrossoverEffect.TREATMENT).orElseThrow();

        assertThat(tested.statistic() / expected.statistic()).isCloseTo(1, within(0.02));
        assertThat(tested.denominator() / expected.denominator()).isCloseTo(1, within(0.02));
    }

    @Test
    void completeDataHaveClosedForms() {
        rows.removeIf(row -> row.period() == 3);
        rows.replaceAll(row -> new CrossoverObservation(
                row.subject(),
                row.sequence().startsWith("A") || row.sequence().startsWith("C") ? "first" : "second",
                row.period(),
                (row.period() == 1)
                                == (row.sequence().startsWith("A")
                                        || row.sequence().startsWith("C"))
                        ? "X"
                        : "Y",
                row.response()));
        CrossoverData data = new CrossoverData(rows);

        TreatmentContrast mixed = Crossover.withDefaults()
                .fit(data)
                .orElseThrow()
                .contrast("X", "Y")
                .orElseThrow();

        TwoPeriodCrossover classical =
                TwoPeriodCrossover.of(data, "X", "Y", 0.95).orElseThrow();
        assertThat(mixed.estimate()).isCloseTo(classical.treatment().difference(), within(1e-10));
        assertThat(mixed.standardError()).isCloseTo(classical.treatment().standardError(), within(1e-8));
        assertThat(mixed.degreesOfFreedom()).isCloseTo(classical.treatment().degreesOfFreedom(), within(1e-6));
    }

    @Test
    void carryOverNeedsADesignThatSeparatesIt() {
        Crossover carried = Crossover.withDefaults().with(Crossover.CarryOver.FIRST_ORDER);

        EffectTest test = carried.fit(new CrossoverData(rows))
                .orElseThrow()
                .test(CrossoverEffect.CARRY_OVER)
                .orElseThrow();

        assertThat(test.numerator()).isEqualTo(2);
        assertThat(test.p()).isBetween(0.001, 1.0);
        List<CrossoverObservation> twoPeriods = rows.stream()
                .filter(row ->
                        row.period() < 3 && !row.sequence().substring(0, 2).contains("C"))
                .toList();
        assertThat(carried.fit(new CrossoverData(twoPeriods)))
                .isInstanceOfSatisfying(Outcome.NotComputed.class, failure -> {
                    assertThat(failure.reason()).isEqualTo(Outcome.Reason.RANK_DEFICIENT);
                    assertThat(failure.explanation()).contains("CARRY_OVER");
                });
    }

    @Test
    void refusesContradictoryRows() {
        rows.add(rows.get(0));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> new CrossoverData(rows))
                .withMessageContaining("two rows for period 1");
    }
}
