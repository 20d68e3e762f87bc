package org.equipoise.stats.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import org.equipoise.stats.domain.crossover.Crossover;
import org.equipoise.stats.domain.crossover.CrossoverData;
import org.equipoise.stats.domain.crossover.CrossoverDegrees;
import org.equipoise.stats.domain.crossover.CrossoverEffect;
import org.equipoise.stats.domain.crossover.CrossoverObservation;
import org.equipoise.stats.domain.crossover.TwoPeriodCrossover;
import org.equipoise.stats.domain.groupsequential.AlphaSpending;
import org.equipoise.stats.domain.groupsequential.AlphaSpendingFunction;
import org.equipoise.stats.domain.groupsequential.HarmBoundary;
import org.equipoise.stats.domain.groupsequential.HarmSpending;
import org.equipoise.stats.domain.groupsequential.InformationFractions;
import org.equipoise.stats.domain.groupsequential.LastLook;
import org.equipoise.stats.domain.groupsequential.StoppingBoundary;
import org.equipoise.stats.domain.groupsequential.StoppingRegion;
import org.equipoise.stats.domain.groupsequential.TestSides;
import org.equipoise.stats.domain.linearmodel.DataTable;
import org.equipoise.stats.domain.linearmodel.FactorColumn;
import org.equipoise.stats.domain.linearmodel.ModelTerms;
import org.equipoise.stats.domain.linearmodel.NumericColumn;
import org.equipoise.stats.domain.linearmodel.Term;
import org.equipoise.stats.domain.planning.BlindedReestimation;
import org.equipoise.stats.domain.planning.BlindedVariance;
import org.equipoise.stats.domain.planning.MmrmPlan;
import org.equipoise.stats.domain.planning.ProportionsMethod;
import org.equipoise.stats.domain.planning.ProportionsPlan;
import org.equipoise.stats.domain.planning.ReestimationLimits;
import org.equipoise.stats.domain.planning.SampleSize;
import org.equipoise.stats.domain.planning.SequentialSize;
import org.equipoise.stats.domain.planning.TTestPlan;
import org.equipoise.stats.domain.proportions.Responders;
import org.equipoise.stats.domain.simulation.AllocationRule;
import org.equipoise.stats.domain.simulation.BinaryEndpoint;
import org.equipoise.stats.domain.simulation.NormalEndpoint;
import org.equipoise.stats.domain.simulation.PatientTrial;
import org.equipoise.stats.domain.simulation.SimulationSettings;
import org.equipoise.stats.domain.simulation.TrialSimulation;
import org.equipoise.stats.domain.simulation.ZProcess;
import org.equipoise.stats.domain.survival.CoxModel;
import org.equipoise.stats.domain.survival.ProportionalHazards;
import org.equipoise.stats.domain.survival.TieHandling;
import org.equipoise.stats.domain.twosample.StandardizedDifference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Seeded hostile values for planning, crossover, proportional hazards, harm bounds, effect sizes and simulation: whatever is asked is
 * answered with numbers, refused with a reason, or refused as an argument that makes no sense; never with NaN, never without end.
 */
@Timeout(60)
class HostilePlanningTest {

    private static final double[] VALUES = {
        0,
        -0.0,
        1e-300,
        1e-12,
        1e-6,
        0.01,
        0.025,
        0.3,
        0.5,
        0.9,
        1 - 1e-12,
        1,
        1.5,
        2,
        3,
        9,
        40,
        1e3,
        1e6,
        1e12,
        1e30,
        1e99,
        1e300,
        -1e-9,
        -0.4,
        -1,
        -7,
        -1e6,
        -1e99,
        Double.NaN,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY
    };

    private static final ProportionsMethod[] FORMULAS = {
        ProportionsMethod.POOLED_Z, ProportionsMethod.UNPOOLED_Z, ProportionsMethod.MIETTINEN_NURMINEN
    };

    private final Random random = new Random(20261121);
    private int computed;

    private double value() {
        return random.nextInt(3) > 0
                ? 0.01 + random.nextDouble() * random.nextInt(20)
                : VALUES[random.nextInt(VALUES.length)];
    }

    @SafeVarargs
    private <T> T one(T... choices) {
        return choices[random.nextInt(choices.length)];
    }

    private double share() {
        return random.nextInt(6) > 0 ? random.nextDouble() : VALUES[random.nextInt(VALUES.length)];
    }

    private double alpha() {
        return random.nextInt(6) > 0 ? new double[] {1e-12, 0.001, 0.025, 0.2}[random.nextInt(4)] : value();
    }

    private TTestPlan.Test test() {
        return new TTestPlan.Test(
                alpha(),
                random.nextBoolean() ? TestSides.ONE_SIDED : TestSides.TWO_SIDED,
                random.nextInt(4) > 0 ? 1 : value());
    }

    /** Calls, and looks at every number of the answer. */
    private void probe(Supplier<?> question) {
        try {
            assertNumbers(question.get());
            computed++;
        } catch (IllegalArgumentException refused) {
            assertThat(refused).hasMessageMatching("(?s).{15,}");
        }
    }

    private static void assertNumbers(Object answer) {
        if (answer instanceof Double number) {
            assertThat(number).isNotNaN();
        } else if (answer instanceof List<?> list) {
            list.forEach(HostilePlanningTest::assertNumbers);
        } else if (answer instanceof Record record) {
            for (RecordComponent component : record.getClass().getRecordComponents()) {
                assertNumbers(read(component, record));
            }
        }
    }

    private static Object read(RecordComponent component, Record record) {
        try {
            return component.getAccessor().invoke(record);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(component.getName(), e);
        }
    }

    @Test
    void plansOfMeansAndProportions() {
        for (int i = 0; i < 1500; i++) {
            probe(() ->
                    new TTestPlan(value(), random.nextInt(3) > 0 ? 0 : value(), value(), test()).sampleSize(share()));
            probe(() -> new TTestPlan(value(), 0, value(), test()).power(new SampleSize(value(), value())));
            ProportionsMethod method = one(FORMULAS);
            probe(() -> new ProportionsPlan(share(), share(), random.nextInt(3) > 0 ? 0 : share(), method, test())
                    .sampleSize(share()));
            probe(() -> new ProportionsPlan(share(), share(), 0, method, test())
                    .approximatePower(new SampleSize(value(), value())));
        }
        for (int i = 0; i < 60; i++) {
            ProportionsMethod method = one(ProportionsMethod.values());
            probe(() -> new ProportionsPlan(share(), share(), 0, method, test())
                    .exactPower(random.nextInt(60), random.nextInt(60)));
        }
        assertThat(computed).isGreaterThan(2000);
    }

    @Test
    void plansOfRepeatedMeasuresAndReestimations() {
        for (int i = 0; i < 1000; i++) {
            double correlation = share();
            double kept = share();
            probe(() -> new MmrmPlan(
                            List.of(List.of(1.0, correlation), List.of(correlation, 1.0)),
                            new MmrmPlan.Retention(List.of(1.0, kept), List.of(kept, kept)),
                            new MmrmPlan.Effect(value(), value()),
                            test())
                    .sampleSize(share()));
            List<Double> pooled = new ArrayList<>();
            for (int j = random.nextInt(8); j > 0; j--) {
                pooled.add(value());
            }
            BlindedVariance variance = one(BlindedVariance.values());
            probe(() -> new BlindedReestimation(value(), 0, share(), test(), new ReestimationLimits(10, 500))
                    .means(pooled, variance));
            probe(() -> new BlindedReestimation(share(), 0, share(), test(), new ReestimationLimits(10, 500))
                    .proportions(new Responders(random.nextInt(5), 4), ProportionsMethod.MIETTINEN_NURMINEN));
        }
        assertThat(computed).isGreaterThan(800);
    }

    @Test
    void effectSizes() {
        for (int i = 0; i < 1500; i++) {
            probe(() -> StandardizedDifference.noncentral(
                    new StandardizedDifference.Summary(random.nextInt(30), value(), value()),
                    new StandardizedDifference.Summary(2 + random.nextInt(2000), value(), value()),
                    random.nextInt(5) > 0 ? 0.95 : share()));
        }
        assertThat(computed).isGreaterThan(700);
    }

    @Test
    void harmBoundsAndSequentialSizes() {
        for (int i = 0; i < 60; i++) {
            double[] fractions = new double[1 + random.nextInt(random.nextInt(12) == 0 ? 30 : 4)];
            double fraction = 0;
            for (int look = 0; look < fractions.length; look++) {
                fraction += random.nextInt(4) == 0 ? 1e-6 : random.nextDouble();
                fractions[look] = fraction;
            }
            InformationFractions looks = InformationFractions.of(fractions);
            probe(() -> {
                StoppingBoundary efficacy = new AlphaSpending(
                                alpha(), TestSides.ONE_SIDED, AlphaSpendingFunction.hwangShihDeCani(value()))
                        .boundary(looks, LastLook.FINAL)
                        .orElseThrow();
                HarmBoundary harm = new HarmSpending(alpha(), AlphaSpendingFunction.power(1 + random.nextDouble()))
                        .boundary(efficacy, Set.of(1, looks.looks()))
                        .orElseThrow();
                assertNumbers(harm);
                assertNumbers(harm.under(-2));
                return SequentialSize.means(
                        StoppingRegion.of(efficacy), 0.9, new TTestPlan(value(), 0, value(), test()));
            });
        }
        assertThat(computed).isGreaterThan(15);
    }

    @Test
    void crossoverTrials() {
        for (int i = 0; i < 400; i++) {
            List<CrossoverObservation> rows = new ArrayList<>();
            int periods = 1 + random.nextInt(3);
            boolean constant = random.nextInt(5) == 0;
            double scale = random.nextInt(4) == 0 ? Math.pow(10, random.nextInt(180) - 90) : 1;
            for (int subject = random.nextInt(9); subject >= 0; subject--) {
                for (int period = 1; period <= periods; period++) {
                    if (random.nextInt(6) > 0) {
                        double response = constant ? 3 : scale * random.nextGaussian();
                        String treatment = (subject + period) % 2 == 0 ? "A" : random.nextInt(4) == 0 ? "C" : "B";
                        rows.add(new CrossoverObservation(
                                "s" + subject,
                                subject % 2 == 0 ? "x" : "y",
                                period,
                                treatment,
                                random.nextInt(9) == 0 ? Double.NaN : response));
                    }
                }
            }
            CrossoverData data = new CrossoverData(rows);
            Crossover analysis = new Crossover(one(CrossoverDegrees.values()), one(Crossover.CarryOver.values()), 0.9);
            analysis.fit(data).value().ifPresent(fit -> {
                computed++;
                assertNumbers(fit.variances());
                assertThat(fit.restrictedDeviance()).isFinite();
                assertNumbers(
                        fit.contrast(fit.treatments().get(1), fit.treatments().get(0)));
                for (CrossoverEffect effect : CrossoverEffect.values()) {
                    assertNumbers(fit.test(effect));
                }
            });
            probe(() -> TwoPeriodCrossover.of(data, "A", "B", 0.95));
        }
        assertThat(computed).isGreaterThan(100);
    }

    @Test
    void proportionalHazards() {
        for (int i = 0; i < 500; i++) {
            int n = 1 + random.nextInt(14);
            double[] time = random.doubles(n, 0, 4)
                    .map(t -> random.nextBoolean() ? Math.rint(t) : t)
                    .toArray();
            double[] event = random.ints(n, 0, 2).asDoubleStream().toArray();
            double scale = random.nextInt(3) == 0 ? Math.pow(10, random.nextInt(200) - 100) : 1;
            double[] covariate = random.doubles(n, -1, 1).map(x -> scale * x).toArray();
            List<String> arms = new ArrayList<>(Collections.nCopies(n, "a"));
            for (int row = 0; row < n; row++) {
                arms.set(row, List.of("a", "b", "c").get(random.nextInt(3)));
            }
            if (random.nextInt(6) == 0) {
                covariate[0] = Double.NaN;
            }
            DataTable table = DataTable.of(
                    new NumericColumn("T", time),
                    new NumericColumn("E", event),
                    new NumericColumn("X", covariate),
                    FactorColumn.of("A", arms));
            TieHandling ties = one(TieHandling.values());
            ProportionalHazards regression = ProportionalHazards.withDefaults().with(ties);
            if (ties != TieHandling.EXACT && random.nextBoolean()) {
                regression = regression.with(ProportionalHazards.Variance.ROBUST);
            }
            CoxModel model = CoxModel.of("T", "E", ModelTerms.of(Term.of("X"), Term.of("A")));
            regression
                    .fit(random.nextInt(4) == 0 ? model.stratifiedBy("A") : model, table)
                    .value()
                    .ifPresent(fit -> {
                        computed++;
                        assertNumbers(fit.coefficients());
                        assertNumbers(fit.likelihoodRatioTest());
                        assertNumbers(fit.scoreTest());
                        assertNumbers(fit.waldTest());
                    });
        }
        assertThat(computed).isGreaterThan(60);
    }

    @Test
    void simulations() {
        StoppingRegion region =
                StoppingRegion.of(new AlphaSpending(0.2, TestSides.TWO_SIDED, AlphaSpendingFunction.pocockType())
                        .boundary(InformationFractions.of(0.1, 0.1000001, 1), LastLook.FINAL)
                        .orElseThrow());
        for (int i = 0; i < 60; i++) {
            SimulationSettings settings = SimulationSettings.of(random.nextLong(), 1 + random.nextInt(40));
            AllocationRule rule = AllocationRule.complete(0.5);
            PatientTrial.LookPlan tiny = new PatientTrial.LookPlan(region, List.of(1, 2, 3 + random.nextInt(9)));
            probe(() -> new TrialSimulation(new ZProcess(region, value())).run(settings));
            probe(() -> new TrialSimulation(new PatientTrial(
                            new NormalEndpoint(value(), value(), share(), share()),
                            PatientTrial.Better.LOWER,
                            rule,
                            tiny))
                    .run(settings));
            probe(() -> new TrialSimulation(new PatientTrial(
                            new BinaryEndpoint(share(), share()), PatientTrial.Better.HIGHER, rule, tiny))
                    .run(settings));
        }
        assertThat(computed).isGreaterThan(80);
    }
}
