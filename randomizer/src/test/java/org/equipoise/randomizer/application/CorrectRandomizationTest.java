package org.equipoise.randomizer.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.smallrye.mutiny.Uni;
import java.util.Map;
import java.util.Optional;
import org.equipoise.platform.problem.ProblemType;
import org.equipoise.platform.problem.Refusal;
import org.equipoise.randomizer.domain.Plans;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CorrectRandomizationTest {

    private static final String STUDY = "KET-TRD-01";
    private static final UniqueRequest REQUEST = new UniqueRequest("k", "f");

    private final FakePlans plans = new FakePlans();
    private final FakeCorrections corrections = new FakeCorrections();
    private final CorrectRandomization correct = new CorrectRandomization(plans, corrections, Fakes.CLOCK);

    @BeforeEach
    void anActivePlan() {
        new PublishPlan(plans, new Fakes.OpenKeys(), Fakes.CLOCK)
                .publish(Plans.KET_TRD_01, Fakes.PERSON)
                .await()
                .indefinitely();
        new ActivatePlan(plans, new Fakes.OpenKeys(), new Fakes.KnownSecrets(), Fakes.CLOCK)
                .activate(new SealedPlan.Key(STUDY, "1"), new UniqueRequest("a", "a"), Fakes.PERSON)
                .await()
                .indefinitely();
    }

    @Test
    void marksInErrorWithReasonPersonAndTime() {
        Correction mark = correct.markInError(STUDY, "01-001", "screened twice", REQUEST, Fakes.PERSON)
                .await()
                .indefinitely();
        assertThat(mark).isEqualTo(new Correction("01-001", "error", null, "screened twice", "clara", Fakes.NOW));
    }

    @Test
    void keepsEachCorrectedStratumBesideTheRandomization() {
        assertThat(stratum("GE35").strata())
                .containsExactlyInAnyOrderEntriesOf(Map.of("site", "01", "madrsBand", "GE35"));
        stratum("LT35");
        assertThat(corrections.rows).hasSize(2);
    }

    @Test
    void refusesAStratumThatThePlanDoesNotHave() {
        Refusal refusal = refusal(() -> stratum("HUGE"));
        assertThat(refusal.type()).isEqualTo(ProblemType.STRATUM_UNKNOWN);
        assertThat(refusal.members()).containsKey("factors");
        assertThat(corrections.rows).isEmpty();
    }

    @Test
    void refusesASecondMarkAndGivesTheFirst() {
        Correction first = new Correction("01-001", "error", null, "first", "clara", Fakes.NOW);
        corrections.answer = new CorrectionStore.Outcome.AlreadyMarked(first);
        Refusal refusal = refusal(() -> mark());
        assertThat(refusal.type()).isEqualTo(ProblemType.STATE_CONFLICT);
        assertThat(refusal.members()).containsEntry("mark", first);
    }

    @Test
    void findsNothingWhereNobodyWasRandomized() {
        corrections.answer = new CorrectionStore.Outcome.NotRandomized();
        assertThat(refusal(this::mark).type()).isEqualTo(ProblemType.NOT_FOUND);
        corrections.answer = new CorrectionStore.Outcome.KeyReused();
        assertThat(refusal(this::mark).type()).isEqualTo(ProblemType.KEY_REUSED);
    }

    private void mark() {
        Uni<Correction> mark = correct.markInError(STUDY, "01-001", "again", REQUEST, Fakes.PERSON);
        assertThat(mark.await().asOptional().indefinitely()).isNotEqualTo(Optional.empty());
    }

    private Correction stratum(String band) {
        return correct.correctStratum(
                        new CorrectRandomization.NewStratum(
                                STUDY, "01-001", Map.of("site", "01", "madrsBand", band), "misread"),
                        REQUEST,
                        Fakes.PERSON)
                .await()
                .indefinitely();
    }

    private static Refusal refusal(Runnable work) {
        return assertThatExceptionOfType(Refusal.class).isThrownBy(work::run).actual();
    }
}
