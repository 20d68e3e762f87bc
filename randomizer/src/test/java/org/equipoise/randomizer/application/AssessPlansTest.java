package org.equipoise.randomizer.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.equipoise.platform.problem.ProblemType;
import org.equipoise.platform.problem.Refusal;
import org.equipoise.randomizer.domain.Plans;
import org.equipoise.randomizer.domain.allocation.Objection;
import org.equipoise.randomizer.domain.plan.PlanDraft;
import org.equipoise.randomizer.domain.predictability.Accrual;
import org.junit.jupiter.api.Test;

class AssessPlansTest {

    private static final Accrual ACCRUAL = new Accrual(20, Map.of());
    private final AssessPlans assess = new AssessPlans();

    @Test
    void comparesPlansUnderTheirNames() {
        List<AssessPlans.Assessed> answers = assess.assess(
                        question(ACCRUAL, 200, named("plan", Plans.KET_TRD_01), named("other", with("complete", 60))))
                .await()
                .indefinitely();
        assertThat(answers).extracting(AssessPlans.Assessed::name).containsExactly("plan", "other");
        assertThat(answers.get(1).assessment().convergence().value())
                .isLessThan(answers.get(0).assessment().convergence().value());
    }

    @Test
    void namesTheFaultsOfAllPlans() {
        Refusal refusal = refusal(question(
                new Accrual(20, Map.of("site", Map.of("99", 1.0))),
                200,
                named("plan", with("coin", 60)),
                named("other", with("complete", 60)),
                named("other", with("uploaded-list", 60))));
        assertThat(refusal.type()).isEqualTo(ProblemType.INVALID_PLAN);
        @SuppressWarnings("unchecked")
        List<Objection> errors = (List<Objection>) refusal.members().get("errors");
        assertThat(errors)
                .extracting(Objection::field)
                .containsExactly("plan: method.type", "other: accrual.shares.site", "other", "other: method.type");
    }

    @Test
    void refusesMoreWorkThanItTakesOn() {
        assertThat(refusal(question(ACCRUAL, 99, named("plan", Plans.KET_TRD_01)))
                        .getMessage())
                .contains("99");
        assertThat(refusal(question(new Accrual(2000, Map.of()), 20_000, named("plan", Plans.KET_TRD_01)))
                        .type())
                .isEqualTo(ProblemType.INVALID_VALUE);
        List<AssessPlans.Named> many = new ArrayList<>();
        for (int i = 0; i < 11; i++) {
            many.add(named("p" + i, Plans.KET_TRD_01));
        }
        assertThat(refusal(new AssessPlans.Question(many, ACCRUAL, 100, 1)).getMessage())
                .contains("11");
    }

    private Refusal refusal(AssessPlans.Question question) {
        return assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> assess.assess(question))
                .actual();
    }

    private static AssessPlans.Question question(Accrual accrual, int runs, AssessPlans.Named... plans) {
        return new AssessPlans.Question(List.of(plans), accrual, runs, 1);
    }

    private static AssessPlans.Named named(String name, PlanDraft draft) {
        return new AssessPlans.Named(name, draft);
    }

    private static PlanDraft with(String method, int entries) {
        return new PlanDraft(
                "S",
                "1",
                new PlanDraft.Method(method, null),
                Plans.KET_TRD_01.arms(),
                Plans.KET_TRD_01.factors(),
                entries,
                Map.of(),
                "ecrf");
    }
}
