package org.equipoise.stats.rest;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.equipoise.stats.application.ClosedResult;
import org.equipoise.stats.application.CompletedRun;
import org.equipoise.stats.application.Provenance;
import org.equipoise.stats.application.Run;
import org.equipoise.stats.application.RunEnd;
import org.equipoise.stats.application.RunProgress;
import org.equipoise.stats.application.RunRequest;
import org.equipoise.stats.domain.findings.ClosedFindings;

/** A run for the closed session. */
@Schema(name = "Run", description = "A run of a look: waiting, at work, or ended. There is no partial result")
record RunView(
        @Schema(description = "Name of the run, and of its analysis")
        UUID run,

        @Schema(description = "Number of the look") int look,

        @Schema(
                description = "Where it stands",
                enumeration = {
                    "queued",
                    "running",
                    "completed",
                    "not-enough-data",
                    "not-converged",
                    "neighbour-unavailable",
                    "analysis-impossible",
                    "cancelled"
                })
        String state,

        @Schema(description = "When it was asked for; absent for analyses of earlier versions")
        Instant requestedAt,

        @Schema(description = "Who asked for it; absent likewise")
        String requestedBy,

        @Schema(description = "How far it is, while it waits or works")
        Progress progress,

        @Schema(description = "Why it has no result, and what to do; once it ended without")
        OutcomeView outcome,

        @Schema(description = "What it found, once it is completed")
        ResultView result) {

    static RunView of(Run run) {
        return new RunView(
                run.id(),
                run.look(),
                run.state().code(),
                run.request().map(RunRequest::requestedAt).orElse(null),
                run.request().map(RunRequest::requestedBy).orElse(null),
                run.state().ended() ? null : Progress.of(run.progress()),
                run.end().map(OutcomeView::of).orElse(null),
                run.completed().map(ResultView::of).orElse(null));
    }

    @Schema(name = "RunProgress")
    record Progress(
            @Schema(description = "The section at work") String section,

            @Schema(description = "Steps of it that are done")
            int done,

            @Schema(description = "Its steps") int of) {

        static Progress of(RunProgress progress) {
            return new Progress(progress.section(), progress.done(), progress.of());
        }
    }

    @Schema(name = "RunOutcome")
    record OutcomeView(
            @Schema(description = "What was wrong") String detail,
            @Schema(description = "What to do") String fix,

            @Schema(description = "When the run ended") Instant endedAt,

            @Schema(description = "Further facts, such as the neighbour, or subjects that two sources disagree about")
            Map<String, Object> facts) {

        static OutcomeView of(RunEnd end) {
            return new OutcomeView(end.detail(), end.fix(), end.endedAt(), end.members());
        }
    }

    @Schema(name = "RunResult", description = "The closed result, what it was computed with, and the findings")
    record ResultView(
            @JsonUnwrapped ClosedResult result,

            @Schema(description = "What it was computed with; in lists and for analyses of earlier versions absent")
            Provenance provenance,

            @Schema(description = "Hash of the canonical JSON of result and findings; absent likewise")
            String contentHash,

            @Schema(description = "All sections of the plan, by label; absent likewise")
            ClosedFindings findings) {

        static ResultView of(CompletedRun completed) {
            CompletedRun.Evidence evidence = completed.evidence();
            return evidence == null
                    ? new ResultView(completed.result(), null, null, null)
                    : new ResultView(
                            completed.result(), evidence.provenance(), completed.contentHash(), evidence.findings());
        }
    }
}
