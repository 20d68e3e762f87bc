package org.equipoise.ecrf.rest;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.equipoise.ecrf.application.ReadSubjects;
import org.equipoise.ecrf.domain.eligibility.MisStratification;
import org.equipoise.ecrf.domain.eligibility.StratificationHistory;
import org.equipoise.ecrf.domain.subject.Randomization;
import org.equipoise.ecrf.domain.subject.Subject;

/** A subject as blinded people see it; anchors and kit only when it is shown by itself. */
public record SubjectResponse(
        String subject,
        String site,
        String status,
        Instant screenedAt,
        Instant createdAt,
        Instant randomizedAt,
        String randomizationNumber,
        String kit,
        Map<String, String> strata,
        Map<String, String> currentStrata,
        List<MisStratificationResponse> misStratifications,
        Map<String, Instant> anchors,
        long openQueries,

        @Schema(description = "The version of the study that the subject's schedule and forms follow")
        String definitionVersion) {
    /** A level that changed against that of the randomization, or came back to it. */
    public record MisStratificationResponse(
            String factor,
            String randomized,
            String current,
            boolean differs,
            Instant since,
            String event,
            String form,
            int revision) {
        static MisStratificationResponse of(MisStratification change) {
            return new MisStratificationResponse(
                    change.factor(),
                    change.randomized(),
                    change.current().orElse(null),
                    change.differs(),
                    change.since(),
                    change.instance().event(),
                    change.instance().form(),
                    change.revision());
        }
    }

    static SubjectResponse of(ReadSubjects.Listed listed) {
        Subject subject = listed.subject();
        Optional<Randomization> randomization = subject.randomization();
        return new SubjectResponse(
                subject.id(),
                subject.site(),
                subject.status().code(),
                subject.screenedAt(),
                subject.createdAt(),
                randomization.map(Randomization::randomizedAt).orElse(null),
                randomization.map(Randomization::number).orElse(null),
                null,
                null,
                null,
                null,
                null,
                listed.openQueries(),
                subject.definitionVersion().orElse(null));
    }

    static SubjectResponse of(ReadSubjects.Shown shown) {
        SubjectResponse listed = of(new ReadSubjects.Listed(shown.subject(), shown.openQueries()));
        Optional<Randomization> randomization = shown.subject().randomization();
        return new SubjectResponse(
                listed.subject(),
                listed.site(),
                listed.status(),
                listed.screenedAt(),
                listed.createdAt(),
                listed.randomizedAt(),
                listed.randomizationNumber(),
                randomization.map(Randomization::kit).orElse(null),
                randomization.map(Randomization::strata).orElse(null),
                shown.stratification().map(StratificationHistory::current).orElse(null),
                shown.stratification()
                        .map(history -> history.changes().stream()
                                .map(MisStratificationResponse::of)
                                .toList())
                        .orElse(null),
                shown.anchors().instants(),
                listed.openQueries(),
                shown.subject().definitionVersion().orElse(null));
    }
}
