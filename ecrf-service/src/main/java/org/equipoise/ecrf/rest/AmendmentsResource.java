package org.equipoise.ecrf.rest;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.equipoise.ecrf.application.AssessAmendment;
import org.equipoise.ecrf.application.MigrateSubjects;
import org.equipoise.ecrf.application.TryDefinition;
import org.equipoise.ecrf.domain.study.Raise;
import org.equipoise.ecrf.domain.study.VersionChange;
import org.equipoise.ecrf.domain.subject.Migration;
import org.equipoise.platform.audit.CanonicalJson;
import org.equipoise.platform.security.Permission;
import org.equipoise.platform.security.Requires;

/** New versions of a study: what they would change, what they change, and which subjects follow them. */
@Path("/studies/{study}")
@Tag(name = "Amendments")
public class AmendmentsResource {
    private final TryDefinition tryDefinition;
    private final AssessAmendment assessAmendment;
    private final MigrateSubjects migrateSubjects;
    private final Actors actors;

    public AmendmentsResource(
            TryDefinition tryDefinition,
            AssessAmendment assessAmendment,
            MigrateSubjects migrateSubjects,
            Actors actors) {
        this.tryDefinition = tryDefinition;
        this.assessAmendment = assessAmendment;
        this.migrateSubjects = migrateSubjects;
        this.actors = actors;
    }

    /** How a check would change. */
    public record CheckResponse(
            @Schema(description = "The form that the check belongs to")
            String form,

            @Schema(description = "The edit check, or a rule that every form has")
            String check,

            @Schema(description = "error, warning or query: what follows when the check fails")
            String severity,

            @Schema(
                    description =
                            "alert or deviation, where it is that which would be raised or no longer would; absent"
                                    + " for the failure itself")
            String raises,

            @Schema(description = "Entered forms on which it would begin to fail")
            long fires,

            @Schema(description = "Entered forms on which it would no longer fail")
            long settles) {
        static CheckResponse of(TryDefinition.CheckCount count) {
            return new CheckResponse(
                    count.form(),
                    count.check(),
                    count.severity().code(),
                    count.raises().map(Raise::code).orElse(null),
                    count.fires(),
                    count.settles());
        }
    }

    /** A form on which a check would change. */
    public record PlaceResponse(
            @Schema(description = "The subject, such as 01-001")
            String subject,

            @Schema(description = "The event, as the schedule calls it")
            String event,

            @Schema(description = "The form, as the study calls it")
            String form,

            @Schema(description = "Which repeat of the form, from 1")
            int repeat,

            @Schema(description = "The check that would change")
            String check,

            @Schema(description = "error, warning or query: what follows when the check fails")
            String severity,

            @Schema(
                    description =
                            "alert or deviation, where it is that which would be raised or no longer would; absent"
                                    + " for the failure itself")
            String raises,

            @Schema(description = "Items that the check is about; empty if it is about the form")
            List<String> items,

            @Schema(description = "What the check says") String message,
            @Schema(description = "fires or settles") String effect) {
        static PlaceResponse of(TryDefinition.Place place) {
            return new PlaceResponse(
                    place.subject(),
                    place.instance().event(),
                    place.instance().form(),
                    place.instance().repeat(),
                    place.finding().check(),
                    place.finding().severity().code(),
                    place.raises().map(Raise::code).orElse(null),
                    place.finding().items(),
                    place.finding().message(),
                    place.fires() ? "fires" : "settles");
        }
    }

    /** What came of a trial. */
    public record TrialResponse(
            @Schema(description = "The study") String study,

            @Schema(description = "The version that the definition names; it is not published")
            String version,

            @Schema(description = "Subjects that were looked at")
            long subjects,

            @Schema(description = "Entered forms that were looked at")
            long forms,

            @Schema(description = "Counts over all of them") List<CheckResponse> checks,
            @Schema(description = "A page of the places") PageResponse<PlaceResponse> places) {}

    /** Something in which two versions differ. */
    public record ChangeResponse(
            @Schema(
                    description =
                            "form, item, check, event, window, scheduled-form, condition, clock, conduct or study")
            String kind,

            @Schema(description = "added, removed or changed")
            String effect,

            @Schema(description = "Its place in the definition")
            String path,

            @Schema(description = "What is other about it") List<String> attributes,

            @Schema(description = "Entered forms that it concerns")
            long forms,

            @Schema(description = "Subjects whose entered forms it concerns")
            long subjects) {
        static ChangeResponse of(AssessAmendment.Impact impact) {
            VersionChange change = impact.change();
            return new ChangeResponse(
                    change.kind().code(),
                    change.effect().code(),
                    change.path(),
                    change.attributes(),
                    impact.forms(),
                    impact.subjects());
        }
    }

    /** Two versions compared. */
    public record ChangesResponse(
            @Schema(description = "The study") String study,
            @Schema(description = "The earlier version") String from,
            @Schema(description = "The later version") String to,

            @Schema(description = "Subjects that are not under the later version")
            long subjects,

            @Schema(description = "Every difference with how much it concerns")
            List<ChangeResponse> changes) {}

    /** Who goes to which version. */
    public record MigrationRequest(
            @Schema(description = "The version that the subjects are to follow", examples = "2")
            @NotBlank
            @Size(max = 40)
            String to,

            @Schema(description = "The subjects") @NotEmpty @Size(max = 500)
            List<@NotBlank @Size(max = 20) String> subjects,

            @Schema(description = "Why", examples = "Amendment 2, approved by the committee")
            @NotBlank
            @Size(max = 2000)
            String reason) {}

    /** What became of a subject. */
    public record MigrationResult(
            @Schema(description = "The subject") String subject,

            @Schema(description = "migrated, unchanged or refused")
            String outcome,

            @Schema(description = "The version before") String from,
            @Schema(description = "Why it was refused") String why) {
        static MigrationResult of(MigrateSubjects.Result result) {
            return new MigrationResult(
                    result.subject(),
                    result.outcome().code(),
                    result.from().orElse(null),
                    result.why().orElse(null));
        }
    }

    /** What became of all of them. */
    public record MigrationsResponse(
            @Schema(description = "The version that the subjects were to follow")
            String to,

            @Schema(description = "What became of each subject, in the order of the request")
            List<MigrationResult> items) {}

    /** A move of a subject. */
    public record MoveResponse(
            @Schema(description = "The version before; absent if none was noted")
            String from,

            @Schema(description = "The version from then on")
            String to,

            @Schema(
                    description =
                            "Why the subject was moved; absent unless you wrote it, or may read dose-day and safety"
                                    + " data at the site")
            String reason,

            @Schema(description = "User name of whoever moved the subject")
            String by,

            @Schema(description = "When the subject was moved")
            Instant at) {
        static MoveResponse of(Migration migration) {
            return new MoveResponse(
                    migration.from().orElse(null),
                    migration.to(),
                    migration.reason().isEmpty() ? null : migration.reason(),
                    migration.by().name(),
                    migration.at());
        }
    }

    /** A subject's moves, oldest first. */
    public record MovesResponse(
            @Schema(description = "The moves, oldest first; none if the subject never moved")
            List<MoveResponse> items) {}

    @POST
    @Path("/definition-trials")
    @Requires({Permission.SUBJECT_MIGRATE, Permission.STUDY_PUBLISH})
    @Operation(
            summary = "Try a study definition on what was entered, without publishing it",
            description =
                    "The body is a definition as it would be published. The answer says on how many entered forms each"
                            + " check would begin to fail or no longer would, compared with the version that each subject"
                            + " follows, and on which; windows, withdrawal of consent, strata, alerts and deviations among"
                            + " them. A signed form stays under its version. Only forms that you may read are looked at."
                            + " Nothing is stored.")
    @APIResponse(responseCode = "200", description = "What would change")
    @APIResponse(responseCode = "422", description = "The definition has errors, each named with its place")
    public TrialResponse tryDefinition(
            @PathParam("study") String study,
            @QueryParam("after") String after,
            @QueryParam("limit") @DefaultValue("50") int limit,
            JsonNode definition) {
        if (definition == null || !definition.isObject()) {
            throw Parameters.invalid("The body is no object.", "Send the study definition as a JSON object.");
        }
        TryDefinition.Trial trial = tryDefinition.run(
                actors.with(Permission.SUBJECT_READ, study),
                study,
                CanonicalJson.of(definition),
                Parameters.page(after, limit));
        return new TrialResponse(
                study,
                trial.version(),
                trial.subjects(),
                trial.forms(),
                trial.checks().stream().map(CheckResponse::of).toList(),
                PageResponse.of(trial.places().map(PlaceResponse::of)));
    }

    @GET
    @Path("/versions/{version}/changes")
    @Requires({Permission.SUBJECT_MIGRATE, Permission.STUDY_PUBLISH})
    @Operation(
            summary = "Read what a version changes, and how much of what was entered that concerns",
            description =
                    "Compared with the version that was published before it, or with from. Only subjects that are not"
                            + " under the version yet and forms that you may read are counted.")
    @APIResponse(responseCode = "200", description = "Every difference with its impact")
    @APIResponse(responseCode = "404", description = "One of the versions was not published")
    public ChangesResponse changes(
            @PathParam("study") String study, @PathParam("version") String version, @QueryParam("from") String from) {
        AssessAmendment.Amendment amendment = assessAmendment.assess(
                actors.with(Permission.SUBJECT_READ, study), study, version, Optional.ofNullable(from));
        return new ChangesResponse(
                study,
                amendment.from(),
                amendment.to(),
                amendment.subjects(),
                amendment.impacts().stream().map(ChangeResponse::of).toList());
    }

    @POST
    @Path("/migrations")
    @Requires(Permission.SUBJECT_MIGRATE)
    @Operation(
            summary = "Move subjects to a later version of the study",
            description =
                    "Each subject moves wholly or not at all, and one that follows the version already stays as it is,"
                            + " so that the request can be repeated. What was entered does not change; a signed form stays"
                            + " under the version that it was signed in.")
    @APIResponse(responseCode = "200", description = "What became of each subject")
    @APIResponse(responseCode = "400", description = "The version was not published")
    public MigrationsResponse migrate(@PathParam("study") String study, @NotNull @Valid MigrationRequest request) {
        return new MigrationsResponse(
                request.to(),
                migrateSubjects
                        .migrate(
                                actors.with(Permission.SUBJECT_MIGRATE, study),
                                new MigrateSubjects.Order(study, request.to(), request.subjects(), request.reason()))
                        .stream()
                        .map(MigrationResult::of)
                        .toList());
    }

    @GET
    @Path("/subjects/{subject}/migrations")
    @Requires(Permission.SUBJECT_READ)
    @Operation(
            summary = "Read when and why a subject moved to other versions of the study",
            description = "For each move, the version before and after, the reason, and who moved the subject. A"
                    + " move changes nothing that was entered.")
    @APIResponse(responseCode = "200", description = "The moves, oldest first")
    @APIResponse(responseCode = "404", description = "`not-found`: there is no such subject, or not for you")
    public MovesResponse moves(@PathParam("study") String study, @PathParam("subject") String subject) {
        return new MovesResponse(
                migrateSubjects.history(actors.with(Permission.SUBJECT_READ, study), study, subject).stream()
                        .map(MoveResponse::of)
                        .toList());
    }
}
