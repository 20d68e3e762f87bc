package org.equipoise.stats.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import org.equipoise.platform.problem.ProblemType;
import org.equipoise.platform.problem.Refusal;
import org.equipoise.stats.SimulatedTrial;
import org.equipoise.stats.domain.analysis.AnalysisDefinition;
import org.junit.jupiter.api.Test;

class PublishAnalysisPlanTest {

    private final InMemory world = new InMemory();
    private final PublishAnalysisPlan use = new PublishAnalysisPlan(world.plans, world.clock);

    @Test
    void aPlanIsStoredWithItsHashTimeAndAuthor() {
        PublishAnalysisPlan.Publication publication = use.publish(SimulatedTrial.definition(), "ada");
        assertThat(publication.created()).isTrue();
        assertThat(publication.plan().contentHash()).hasSize(64);
        assertThat(publication.plan().publishedAt()).isEqualTo(InMemory.NOW);
        assertThat(publication.plan().publishedBy()).isEqualTo("ada");
    }

    @Test
    void theSameContentAgainChangesNothing() {
        use.publish(SimulatedTrial.definition(), "ada");
        PublishAnalysisPlan.Publication again = use.publish(SimulatedTrial.definition(), "somebody else");
        assertThat(again.created()).isFalse();
        assertThat(again.plan().publishedBy()).isEqualTo("ada");
        assertThat(world.plans.stored).hasSize(1);
    }

    @Test
    void otherContentUnderTheSameVersionIsRefused() {
        use.publish(SimulatedTrial.definition(), "ada");
        Refusal refusal = catchThrowableOfType(
                Refusal.class, () -> use.publish(withAlpha(SimulatedTrial.definition(), 0.05), "ada"));
        assertThat(refusal.type()).isEqualTo(ProblemType.VERSION_EXISTS);
        assertThat(refusal.members()).containsKeys("publishedHash", "submittedHash");
        assertThat(world.plans.latest(SimulatedTrial.STUDY).orElseThrow().plan().alpha())
                .isEqualTo(0.025);
    }

    @Test
    void aPlanWithErrorsIsRefusedWithAllOfThem() {
        Refusal refusal = catchThrowableOfType(
                Refusal.class, () -> use.publish(withAlpha(SimulatedTrial.definition(), -1.0), "ada"));
        assertThat(refusal.type()).isEqualTo(ProblemType.INVALID_PLAN);
        assertThat((List<?>) refusal.members().get("errors")).hasSize(1);
        assertThat(world.plans.stored).isEmpty();
    }

    private static AnalysisDefinition withAlpha(AnalysisDefinition plan, double alpha) {
        return new AnalysisDefinition(
                plan.study(),
                plan.version(),
                plan.estimand(),
                plan.primary(),
                alpha,
                plan.sides(),
                plan.spending(),
                plan.maximumInformation(),
                plan.looks(),
                plan.futility(),
                plan.effect(),
                plan.keySecondary(),
                plan.analyses(),
                null);
    }
}
