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
        @Schema(description = "The subject: site and number, such as 01-001")
        String subject,

        @Schema(description = "The site that screened the subject")
        String site,

        @Schema(description = "`screening`, `randomized` or `withdrawn`")
        String status,

        @Schema(
                description = "How participation ended, as the study names it, such as `screen-failed`; absent while"
                        + " it goes on, and for those who may not see the form that says so")
        String ended,

        @Schema(description = "When screening began") Instant screenedAt,

        @Schema(description = "When the subject got its number")
        Instant createdAt,

        @Schema(description = "When the subject was randomized; absent before")
        Instant randomizedAt,

        @Schema(description = "The number by which people speak of the randomization; absent before")
        String randomizationNumber,

        @Schema(
                description = "The number on the medication, which tells no arm; absent in a list and before"
                        + " randomization")
        String kit,

        @Schema(
                description = "The levels under which the subject was randomized, by factor; absent in a list and"
                        + " before randomization")
        Map<String, String> strata,

        @Schema(
                description =
                        "The levels that the present data give, by factor, of factors whose item you see; absent in a"
                                + " list and before randomization")
        Map<String, String> currentStrata,

        @Schema(
                description =
                        "Each change of a level since randomization, of factors whose item you see; absent in a list"
                                + " and before randomization")
        List<MisStratificationResponse> misStratifications,

        @Schema(
                description =
                        "The known instants that windows are measured from, by name, of those that the windows of your"
                                + " forms or the data that you see tell you; absent in a list")
        Map<String, Instant> anchors,

        @Schema(description = "How many queries that you may see wait for an answer")
        long openQueries,

        @Schema(description = "The version of the study that the subject's schedule and forms follow")
        String definitionVersion) {
    /** A level that changed against that of the randomization, or came back to it. */
    public record MisStratificationResponse(
            @Schema(description = "The stratification factor")
            String factor,

            @Schema(description = "Its level at randomization, which is never rewritten")
            String randomized,

            @Schema(description = "The level that the data give since then; absent if they determine none")
            String current,

            @Schema(description = "Whether that is another level; false if it came back")
            boolean differs,

            @Schema(description = "When the deciding revision was saved")
            Instant since,

            @Schema(description = "Event of the form that decides")
            String event,

            @Schema(description = "The form that decides") String form,

            @Schema(description = "The revision by which the level changed")
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
                listed.ended().orElse(null),
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
        SubjectResponse listed = of(shown.listed());
        Subject subject = shown.listed().subject();
        Optional<Randomization> randomization = subject.randomization();
        return new SubjectResponse(
                listed.subject(),
                listed.site(),
                listed.status(),
                listed.ended(),
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
                subject.definitionVersion().orElse(null));
    }
}
