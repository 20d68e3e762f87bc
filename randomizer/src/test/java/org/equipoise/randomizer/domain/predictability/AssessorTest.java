package org.equipoise.randomizer.domain.predictability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.equipoise.randomizer.domain.Plans;
import org.equipoise.randomizer.domain.plan.PlanDraft;
import org.equipoise.randomizer.domain.plan.PlanDraft.Method;
import org.equipoise.randomizer.domain.plan.RandomizationPlan;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AssessorTest {

    private static final PlanDraft.Factor SITE = new PlanDraft.Factor("site", List.of("01", "02"));
    private static final PlanDraft.Factor SEX = new PlanDraft.Factor("sex", List.of("F", "M"));
    private static final Method BLOCKS = new Method("permuted-blocks", List.of(4));
    private static final Method MINIMIZATION =
            new Method("minimization", null, "0.8", null, null, null, null, "range", null);
    private static final Method COMPLETE = new Method("complete", null);
    private static final Assessor ASSESSOR = new Assessor(2000, 7);

    /** Blocks of two: the first guess is a coin, the second certain: 3/4. After any even number, no imbalance. */
    @Test
    void blocksOfTwoAreGuessedThreeTimesInFour() {
        PlanAssessment figures = ASSESSOR.assess(plan(new Method("permuted-blocks", List.of(2)), 20), accrual(20));
        assertThat(figures.convergence()).isEqualTo(Figure.exact(0.75));
        assertThat(figures.knowingMethod()).isEqualTo(Figure.exact(0.75));
        assertThat(figures.overall().points()).containsExactly(new Imbalances.Point(0, Figure.exact(1)));
        assertThat(figures.runningOut().value()).isZero();
        assertThat(figures.allocated().value()).isEqualTo(1);
    }

    /** Four coins: |D| is 0 with 6/16, 2 with 8/16, 4 with 2/16; its mean is 24/16. */
    @Test
    void completeRandomizationIsCoins() {
        PlanAssessment figures = ASSESSOR.assess(plan(COMPLETE, 4), accrual(4));
        assertThat(figures.convergence().value()).isEqualTo(0.5, offset(1e-12));
        assertThat(figures.overall().mean().value()).isEqualTo(1.5, offset(1e-12));
        assertThat(figures.overall().points())
                .extracting(
                        point -> point.imbalance() + ": " + point.probability().value())
                .containsExactly("0.0: 0.375", "2.0: 0.5", "4.0: 0.125");
    }

    /** Two strata with one entry each, two subjects: with chance 1/2 both come to the same one, and the second finds none. */
    @Test
    void aStratumRunsOut() {
        PlanAssessment figures = ASSESSOR.assess(plan(COMPLETE, 1, SEX), accrual(2));
        assertThat(figures.runningOut().value()).isEqualTo(0.5, offset(1e-12));
        assertThat(figures.allocated().value()).isEqualTo(0.75, offset(1e-12));
    }

    /**
     * Minimization by sex, p = 0.8, two subjects: the second shares the sex of the first with 1/2; then the better arm has 0.8,
     * otherwise 1/2. Whoever sees all earlier arms and guesses the arm behind is right with 1/2 at first, and at second with
     * 1/2 · 0.8 + 1/2 · 1/2 = 0.65.
     */
    @Test
    void minimizationIsGuessedByHand() {
        PlanAssessment figures = ASSESSOR.assess(plan(MINIMIZATION, null, SEX), accrual(2));
        assertThat(figures.convergence()).isEqualTo(Figure.exact((0.5 + 0.65) / 2));
        assertThat(figures.runningOut().value()).isZero();
        assertThat(figures.overall().points().get(0).probability().value()).isEqualTo(0.65, offset(1e-12));
    }

    static Stream<RandomizationPlan> listPlans() {
        return Stream.of(
                plan(BLOCKS, 3, SITE, SEX),
                plan(new Method("permuted-blocks", List.of(2, 4)), 4, SITE),
                plan(COMPLETE, 5, SITE),
                plan(new Method("big-stick", null, null, null, 2, null, null, null, null), 4, SITE, SEX),
                plan(new Method("wei-urn", null, null, null, null, 1, 1, null, null), 6, SEX));
    }

    /** Two ways to the same exact figures: every course of a small trial, and the formulas for lists of any size. */
    @ParameterizedTest
    @MethodSource("listPlans")
    void theFormulasForListsAgreeWithEveryCourseOfASmallTrial(RandomizationPlan plan) {
        Accrual accrual =
                new Accrual(5, Map.of("site", Map.of("01", 0.7, "02", 0.3), "sex", Map.of("F", 0.4, "M", 0.6)));
        PlanAssessment small = SmallTrial.assess(plan, accrual).orElseThrow();
        ListedTrial listed = ListedTrial.of(plan, accrual).orElseThrow();
        assertThat(listed.convergence().value()).isEqualTo(small.convergence().value(), offset(1e-12));
        assertThat(listed.knowingMethod().value())
                .isEqualTo(small.knowingMethod().value(), offset(1e-12));
        assertThat(listed.allocated().value()).isEqualTo(small.allocated().value(), offset(1e-12));
        assertThat(listed.runningOut().orElseThrow().value())
                .isEqualTo(small.runningOut().value(), offset(1e-12));
        same(listed.overall().orElseThrow(), small.overall());
        listed.strata().forEach((stratum, law) -> same(law, small.strata().get(stratum)));
        Trial.of(plan)
                .sites()
                .forEach((site, of) ->
                        same(listed.over(of).orElseThrow(), small.sites().get(site)));
    }

    private static void same(Imbalances one, Imbalances other) {
        assertThat(one.mean().value()).isEqualTo(other.mean().value(), offset(1e-12));
        assertThat(one.points()).hasSameSizeAs(other.points());
        for (int i = 0; i < one.points().size(); i++) {
            assertThat(one.points().get(i).imbalance())
                    .isEqualTo(other.points().get(i).imbalance(), offset(1e-12));
            assertThat(one.points().get(i).probability().value())
                    .isEqualTo(other.points().get(i).probability().value(), offset(1e-12));
        }
    }

    /** The seed is fixed, so this never fails by chance; 4 standard errors would be rare for a new one. */
    @Test
    void theSimulationAgreesWithTheExactFigures() {
        for (RandomizationPlan plan : List.of(plan(BLOCKS, 3, SITE, SEX), plan(MINIMIZATION, null, SITE, SEX))) {
            PlanAssessment exact = SmallTrial.assess(plan, accrual(3)).orElseThrow();
            PlanAssessment simulated = Simulation.assess(plan, accrual(3), 3000, 11);
            near(simulated.convergence(), exact.convergence());
            near(simulated.knowingMethod(), exact.knowingMethod());
            near(simulated.allocated(), exact.allocated());
            near(simulated.runningOut(), exact.runningOut());
            near(simulated.overall().mean(), exact.overall().mean());
            near(simulated.sites().get("02").mean(), exact.sites().get("02").mean());
        }
    }

    private static void near(Figure simulated, Figure exact) {
        assertThat(exact.standardError()).isEmpty();
        assertThat(simulated.value())
                .isCloseTo(
                        exact.value(),
                        within(1e-12 + 4 * simulated.standardError().orElseThrow()));
    }

    @Test
    void theSameSeedGivesTheSameFigures() {
        RandomizationPlan plan = plan(MINIMIZATION, null, SITE, SEX);
        assertThat(Simulation.assess(plan, accrual(30), 200, 3))
                .isEqualTo(Simulation.assess(plan, accrual(30), 200, 3));
        assertThat(Simulation.assess(plan, accrual(30), 200, 3))
                .isNotEqualTo(Simulation.assess(plan, accrual(30), 200, 4));
    }

    @Test
    void theBuiltInStudysPlanIsAssessedExactly() {
        PlanAssessment figures = ASSESSOR.assess(Plans.sound(Plans.KET_TRD_01), accrual(156));
        assertThat(figures.convergence().standardError()).isEmpty();
        assertThat(figures.convergence().value()).isBetween(0.6, 0.72);
        assertThat(figures.knowingMethod().value())
                .isGreaterThanOrEqualTo(figures.convergence().value());
        assertThat(figures.overall().mean().standardError()).isEmpty();
        assertThat(figures.sites()).containsOnlyKeys("01", "02");
        assertThat(figures.strata()).hasSize(4);
    }

    @Test
    void moreThanTwoArmsAreSimulatedWhereTheyAddUp() {
        PlanDraft three = new PlanDraft(
                "S",
                "1",
                new Method("permuted-blocks", List.of(3)),
                List.of(
                        new PlanDraft.Arm("A", "A", 1, true),
                        new PlanDraft.Arm("B", "B", 1, false),
                        new PlanDraft.Arm("C", "C", 1, false)),
                List.of(SITE, SEX),
                60,
                Map.of(),
                "ecrf");
        PlanAssessment figures = new Assessor(100, 1).assess(Plans.sound(three), accrual(100));
        assertThat(figures.convergence().standardError()).isEmpty();
        assertThat(figures.overall().mean().standardError()).isPresent();
        // in blocks of three: 1/3, 1/2, 1
        assertThat(figures.convergence().value()).isBetween(0.55, (1.0 / 3 + 0.5 + 1) / 3);
    }

    @Test
    void sharesMustBeLevelsAndAddUp() {
        RandomizationPlan plan = plan(BLOCKS, 4, SITE);
        assertThat(new Accrual(10, Map.of("site", Map.of("01", 1.0))).objections(plan.stratification()))
                .isEmpty();
        assertThat(fields(new Accrual(10, Map.of("site", Map.of("09", 1.0))), plan))
                .containsExactly("accrual.shares.site");
        assertThat(fields(new Accrual(10, Map.of("site", Map.of("01", 0.5))), plan))
                .containsExactly("accrual.shares.site");
        assertThat(fields(new Accrual(10, Map.of("site", Map.of("01", Double.NaN))), plan))
                .containsExactly("accrual.shares.site");
        assertThat(fields(new Accrual(0, Map.of()), plan)).containsExactly("accrual.subjects");
        assertThat(fields(new Accrual(2001, Map.of()), plan)).containsExactly("accrual.subjects");
    }

    private static List<String> fields(Accrual accrual, RandomizationPlan plan) {
        return accrual.objections(plan.stratification()).stream()
                .map(objection -> objection.field())
                .toList();
    }

    private static Accrual accrual(int subjects) {
        return new Accrual(subjects, Map.of());
    }

    private static RandomizationPlan plan(Method method, Integer entries, PlanDraft.Factor... factors) {
        return Plans.sound(
                new PlanDraft("S", "1", method, Plans.KET_TRD_01.arms(), List.of(factors), entries, Map.of(), "ecrf"));
    }
}
