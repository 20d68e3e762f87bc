package org.equipoise.stats.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.equipoise.stats.SimulatedTrial.STUDY;
import static org.equipoise.stats.application.InMemory.DMC;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.util.UUID;
import org.equipoise.platform.audit.CanonicalJson;
import org.equipoise.platform.http.IdempotencyKey;
import org.equipoise.stats.SimulatedTrial;
import org.equipoise.stats.domain.findings.PrimaryFinding;
import org.equipoise.stats.domain.tables.SimulatedRecords;
import org.junit.jupiter.api.Test;

/** Runs of the built-in study's whole plan, from a frozen cut of all forms. */
class FullPlanRunTest {

    private static final SimulatedRecords TRIAL = SimulatedRecords.of(48, 1, 7);

    private final InMemory world = new InMemory().withFullPlan(TRIAL);

    private UUID ask() {
        IdempotencyKey key = new IdempotencyKey(UUID.randomUUID().toString());
        return world.requestRun().request(STUDY, LookRequest.of(1), key, DMC).id();
    }

    private CompletedRun completed(UUID run) {
        world.carryOutRuns().untilNoneWaits();
        Run ended = world.runs.findRun(STUDY, run).orElseThrow();
        assertThat(ended.state())
                .as(() -> ended.end().map(RunEnd::detail).orElse(""))
                .isEqualTo(RunState.COMPLETED);
        return ended.completed().orElseThrow();
    }

    @Test
    void theResultAndTheFindingsAgreeOnThePrimaryComparison() {
        CompletedRun run = completed(ask());
        PrimaryFinding primary = run.findings().primary();
        assertThat(primary.decision()).isEqualTo(run.result().decision());
        assertThat(primary.information().observed())
                .isEqualTo(run.result().information().observed());
        assertThat(primary.boundary().efficacyZ())
                .isEqualTo(run.result().boundary().efficacyZ());
        assertThat(run.findings().longitudinal()).isNotEmpty();
        assertThat(run.result().dataCut()).isEqualTo(TRIAL.records().takenAt());
        assertThat(run.evidence().provenance().snapshotHash())
                .isEqualTo(TRIAL.records().contentHash());
    }

    @Test
    void whatIsStoredReadsBackTheSameAndNamesNoArm() throws JsonProcessingException {
        CompletedRun run = completed(ask());
        ObjectMapper json = JsonMapper.builder()
                .addModules(new JavaTimeModule(), new Jdk8Module())
                .build();
        String text = CanonicalJson.of(run.evidence());
        CompletedRun.Evidence read = json.readValue(text, CompletedRun.Evidence.class);
        assertThat(new CompletedRun(run.result(), read).contentHash()).isEqualTo(run.contentHash());
        assertThat(text)
                .doesNotContain("\"" + SimulatedTrial.EXPERIMENTAL_CODE + "\"")
                .doesNotContain(SimulatedTrial.EXPERIMENTAL_NAME);
    }

    /** A stored document of findings from before there were key secondary hypotheses has no such member. */
    @Test
    void findingsFromBeforeKeySecondaryHypothesesKeepTheirHash() throws JsonProcessingException {
        CompletedRun run = completed(ask());
        ObjectMapper json = JsonMapper.builder()
                .addModules(new JavaTimeModule(), new Jdk8Module())
                .build();
        ObjectNode stored = (ObjectNode) json.readTree(CanonicalJson.of(run.evidence()));
        ((ObjectNode) stored.get("findings")).remove("keySecondary");
        ObjectNode whole = json.createObjectNode();
        whole.set("result", json.readTree(CanonicalJson.of(run.result())));
        whole.set("evidence", stored);
        CompletedRun read = new CompletedRun(run.result(), json.treeToValue(stored, CompletedRun.Evidence.class));
        assertThat(read.findings().keySecondary()).isNull();
        assertThat(read.contentHash()).isEqualTo(CanonicalJson.sha256(whole)).isNotEqualTo(run.contentHash());
    }

    @Test
    void recomputedFromItsCutItIsTheSameToTheLastBit() {
        UUID run = ask();
        completed(run);
        world.with(SimulatedRecords.of(54, 0, 8));
        Recomputation again = world.recomputeRun().recompute(STUDY, run);
        assertThat(again.differences()).isEmpty();
        assertThat(again.same()).isTrue();
    }

    @Test
    void aRepeatReadsTheFrozenCutOfTheFirstRun() {
        CompletedRun first = completed(ask());
        world.with(SimulatedRecords.of(54, 0, 8));
        CompletedRun second = completed(ask());
        assertThat(second.result().run()).isEqualTo(2);
        assertThat(second.result().dataHash()).isEqualTo(first.result().dataHash());
        assertThat(second.result().comparison()).isEqualTo(first.result().comparison());
        assertThat(second.findings()).isEqualTo(first.findings());
    }

    @Test
    void itCanBeCancelledBetweenItsSections() {
        UUID run = ask();
        boolean[] asked = new boolean[1];
        world.runs.onBeat = progress -> {
            if (progress.section().equals("primary") && !asked[0]) {
                asked[0] = true;
                world.cancelRun().cancel(STUDY, run, "dora.dmc");
            }
        };
        world.carryOutRuns().untilNoneWaits();
        assertThat(world.runs.findRun(STUDY, run).orElseThrow().state()).isEqualTo(RunState.CANCELLED);
    }
}
