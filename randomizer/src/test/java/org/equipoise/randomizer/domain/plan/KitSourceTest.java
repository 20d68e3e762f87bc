package org.equipoise.randomizer.domain.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.equipoise.randomizer.domain.Plans;
import org.equipoise.randomizer.domain.allocation.Objection;
import org.equipoise.randomizer.domain.plan.PlanDraft.Method;
import org.equipoise.randomizer.domain.plan.PlanRules.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KitSourceTest {

    private static final PlanDraft GOOD = Plans.KET_TRD_01;

    @Test
    void kitsStandOnTheListUnlessThePlanSaysOtherwise() {
        assertThat(Plans.sound(GOOD).kits()).isEqualTo(new KitSource.PerEntry());
        assertThat(Plans.sound(kits(GOOD.method(), "per-entry", null)).kits()).isEqualTo(new KitSource.PerEntry());
    }

    @Test
    void managedKitsLastAsLongAsThePlanAsks() {
        assertThat(Plans.sound(kits(GOOD.method(), "managed", null)).kits()).isEqualTo(new KitSource.Managed(0));
        assertThat(Plans.sound(kits(GOOD.method(), "managed", 30)).kits()).isEqualTo(new KitSource.Managed(30));
    }

    @ParameterizedTest
    @CsvSource({
        "borrowed,,kits",
        "managed,-1,kitMinimumDays",
        "managed,3651,kitMinimumDays",
        "per-entry,30,kitMinimumDays"
    })
    void namesWhatIsWrong(String kits, Integer days, String field) {
        assertThat(fields(kits(GOOD.method(), kits, days))).containsExactly(field);
    }

    @Test
    void managedKitsGoWithMinimizationToo() {
        Method minimization = new Method("minimization", null, "0.8", null, null, null, null, "range", Map.of());
        assertThat(Plans.sound(kits(minimization, "managed", 7)).kits()).isEqualTo(new KitSource.Managed(7));
    }

    private static List<String> fields(PlanDraft draft) {
        return ((Verdict.Faulty) PlanRules.examine(draft))
                .objections().stream().map(Objection::field).toList();
    }

    private static PlanDraft kits(Method method, String kits, Integer days) {
        return new PlanDraft(
                "S",
                "1",
                method,
                GOOD.arms(),
                GOOD.factors(),
                method.type().equals("minimization") ? null : 60,
                Map.of(),
                "ecrf",
                null,
                kits,
                days);
    }
}
