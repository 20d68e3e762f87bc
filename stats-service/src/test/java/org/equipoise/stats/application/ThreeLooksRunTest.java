package org.equipoise.stats.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.equipoise.stats.SimulatedTrial.STUDY;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.equipoise.platform.http.IdempotencyKey;
import org.equipoise.stats.domain.analysis.AnalysisPlan;
import org.equipoise.stats.domain.findings.KeySecondaryFinding;
import org.equipoise.stats.domain.tables.SimulatedRecords;
import org.junit.jupiter.api.Test;

/**
 * The three looks of KET-TRD-01 on simulated trials, each look a whole run: asked for, frozen, its allocations fetched, computed
 * with all sections, stored. The trial goes on until a look says stop.
 */
class ThreeLooksRunTest {

    private static final AnalysisPlan PLAN = AnalysisPlan.of(SimulatedRecords.definition());

    /** The looks of a trial up to the one that says stop. The effect is a multiple of the built-in simulation's. */
    private static List<CompletedRun> play(double effect, long seed) {
        SimulatedRecords trial = SimulatedRecords.of(185, effect, seed);
        InMemory world = new InMemory().withFullPlan(trial);
        List<CompletedRun> looks = new ArrayList<>();
        for (int look = 1; look <= 3 && goesOn(looks); look++) {
            world.with(trial.withPrimaryValues(PLAN, PLAN.looks().get(look - 1)));
            UUID run = world.requestRun()
                    .request(STUDY, LookRequest.of(look), new IdempotencyKey("look-" + look), InMemory.DMC)
                    .id();
            world.carryOutRuns().untilNoneWaits();
            looks.add(world.runs.findRun(STUDY, run).orElseThrow().completed().orElseThrow());
            assertThat(world.recomputeRun().recompute(STUDY, run).same()).isTrue();
        }
        return looks;
    }

    private static boolean goesOn(List<CompletedRun> looks) {
        return looks.isEmpty()
                || looks.get(looks.size() - 1).result().decision().equals("continue");
    }

    private static List<String> decisions(List<CompletedRun> looks) {
        assertThat(looks)
                .allSatisfy(look -> assertThat(look.findings().primary().decision())
                        .isEqualTo(look.result().decision()));
        assertThat(looks)
                .extracting(look -> look.result().information().observed())
                .isEqualTo(IntStream.rangeClosed(1, looks.size())
                        .mapToObj(look -> 52 * look)
                        .toList());
        return looks.stream().map(look -> look.result().decision()).toList();
    }

    private static List<String> keySecondary(List<CompletedRun> looks) {
        return looks.get(looks.size() - 1).findings().keySecondary().hypotheses().stream()
                .map(KeySecondaryFinding.Hypothesis::decision)
                .toList();
    }

    @Test
    void underTheEffectItStopsForEfficacyAndGoesOnToTheKeySecondaryHypotheses() {
        List<CompletedRun> looks = play(1, 1_001);
        assertThat(decisions(looks)).endsWith("stop-efficacy");
        assertThat(keySecondary(looks).get(0)).isIn("rejected", "not-rejected");
    }

    @Test
    void underALargeEffectItStopsAtTheFirstLook() {
        List<CompletedRun> looks = play(2.5, 11);
        assertThat(decisions(looks)).containsExactly("stop-efficacy");
        assertThat(keySecondary(looks)).startsWith("rejected");
    }

    @Test
    void withoutAnEffectItEndsWithoutARejectionAndTestsNothingElse() {
        List<CompletedRun> looks = play(0, 1_003);
        assertThat(decisions(looks)).endsWith("stop-futility").doesNotContain("stop-efficacy");
        assertThat(keySecondary(looks)).containsOnly("not-tested");
    }

    @Test
    void underAReversedEffectItStopsForFutilityAtTheFirstLook() {
        assertThat(decisions(play(-1, 11))).containsExactly("stop-futility");
    }
}
