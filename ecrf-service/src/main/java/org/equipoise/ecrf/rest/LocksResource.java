package org.equipoise.ecrf.rest;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.equipoise.ecrf.application.CloseData;
import org.equipoise.ecrf.application.LockStudy;
import org.equipoise.ecrf.domain.review.Closure;
import org.equipoise.ecrf.domain.review.MarkAction;
import org.equipoise.platform.http.IdempotencyKey;
import org.equipoise.platform.problem.ProblemType;
import org.equipoise.platform.problem.Refusal;
import org.equipoise.platform.security.Permission;
import org.equipoise.platform.security.Requires;

/** Signatures on all of a subject; freezes and locks of subjects, sites and the study. */
@Path("/studies/{study}")
@Tag(name = "Review and signature")
public class LocksResource {
    private final CloseData close;
    private final LockStudy lock;
    private final Actors actors;

    public LocksResource(CloseData close, LockStudy lock, Actors actors) {
        this.close = close;
        this.lock = lock;
        this.actors = actors;
    }

    public record Signing(
            @Schema(description = "What the signature means, as it was shown to the signer") @NotBlank @Size(max = 500)
            String meaning) {}

    public record Closing(
            @Schema(description = "freeze, unfreeze, lock or unlock") @NotBlank
            String action,

            @Schema(description = "Why") @NotBlank @Size(max = 1000)
            String reason) {}

    public record StudyClosing(
            @Schema(description = "freeze, unfreeze, lock or unlock") @NotBlank
            String action,

            @Schema(description = "Why") @NotBlank @Size(max = 1000)
            String reason,

            @Schema(description = "Points of the checklist that are accepted as they are")
            List<String> accept) {}

    public record Standing(
            String state,
            List<StandingResponse.SignatureResponse> signatures,
            List<StandingResponse.MarkResponse> marks) {
        static Standing of(CloseData.Standing standing) {
            return new Standing(
                    standing.closure().code(),
                    standing.signatures().stream()
                            .map(StandingResponse.SignatureResponse::of)
                            .toList(),
                    standing.history().stream()
                            .map(StandingResponse.MarkResponse::of)
                            .toList());
        }
    }

    public record StudyLock(
            @Schema(description = "Whether the data can no longer change")
            boolean locked,

            @Schema(description = "open, frozen or locked") String state,
            @Schema(description = "Since when it is locked") Instant lockedAt,

            @Schema(description = "Hash over the heads of the chains of all forms")
            String contentHash) {
        static StudyLock of(LockStudy.StudyLock lock) {
            boolean locked = lock.state() == Closure.LOCKED;
            return new StudyLock(
                    locked,
                    lock.state().code(),
                    lock.since().filter(since -> locked).orElse(null),
                    lock.contentHash().orElse(null));
        }
    }

    public record Checklist(
            @Schema(description = "What is unfinished; empty if nothing is")
            List<LockStudy.Point> points) {}

    @GET
    @Path("/subjects/{subject}/standing")
    @Requires(Permission.SUBJECT_READ)
    @Operation(summary = "Read signatures on all of a subject, and whether it is frozen or locked")
    public Standing subject(@PathParam("study") String study, @PathParam("subject") String subject) {
        return Standing.of(close.ofSubject(actors.with(Permission.SUBJECT_READ, study), study, subject));
    }

    @POST
    @Path("/subjects/{subject}/signature")
    @Requires(Permission.FORM_SIGN)
    @Operation(
            summary = "Sign all of a subject",
            description = "Covers what the signer can see. Needs a sign-in not older than 60 seconds.")
    @APIResponse(responseCode = "403", description = "`sign-in-too-old`: sign in again for this")
    public Standing sign(
            @PathParam("study") String study,
            @PathParam("subject") String subject,
            @HeaderParam(IdempotencyKey.HEADER) String key,
            @NotNull @Valid Signing signing) {
        actors.requireRecentSignIn();
        CloseData.Step step = new CloseData.Step(
                MarkAction.SIGN,
                Optional.of(signing.meaning()),
                IdempotencyKey.parse(key).value());
        return Standing.of(close.subject(actors.with(Permission.FORM_SIGN, study), study, subject, step));
    }

    @POST
    @Path("/subjects/{subject}/closure")
    @Requires(Permission.FORM_LOCK)
    @Operation(summary = "Freeze, unfreeze, lock or unlock all of a subject")
    public Standing closeSubject(
            @PathParam("study") String study,
            @PathParam("subject") String subject,
            @HeaderParam(IdempotencyKey.HEADER) String key,
            @NotNull @Valid Closing closing) {
        return Standing.of(close.subject(
                actors.with(Permission.FORM_LOCK, study),
                study,
                subject,
                step(closing.action(), closing.reason(), key)));
    }

    @POST
    @Path("/sites/{site}/closure")
    @Requires(Permission.FORM_LOCK)
    @Operation(summary = "Freeze, unfreeze, lock or unlock all of a site")
    public Standing closeSite(
            @PathParam("study") String study,
            @PathParam("site") String site,
            @HeaderParam(IdempotencyKey.HEADER) String key,
            @NotNull @Valid Closing closing) {
        return Standing.of(close.site(
                actors.with(Permission.FORM_LOCK, study), study, site, step(closing.action(), closing.reason(), key)));
    }

    @GET
    @Path("/lock")
    @Requires({Permission.STUDY_READ, Permission.STUDY_LOCK, Permission.RANDOMIZATION_RECORD})
    @Operation(summary = "Read whether the study's data are locked")
    public StudyLock lock(@PathParam("study") String study) {
        return StudyLock.of(lock.read(study));
    }

    @GET
    @Path("/lock-checklist")
    @Requires(Permission.STUDY_LOCK)
    @Operation(summary = "Read what is unfinished before the study can be locked")
    public Checklist checklist(@PathParam("study") String study) {
        return new Checklist(lock.checklist(study));
    }

    @POST
    @Path("/lock")
    @Requires(Permission.STUDY_LOCK)
    @Operation(
            summary = "Freeze, unfreeze, lock or unlock the study's data",
            description =
                    "A lock follows a freeze, and needs each unfinished point of the checklist to be accepted by name.")
    @APIResponse(
            responseCode = "409",
            description = "`state-conflict`: not frozen long enough, or something unfinished is not accepted")
    public StudyLock closeStudy(
            @PathParam("study") String study,
            @HeaderParam(IdempotencyKey.HEADER) String key,
            @NotNull @Valid StudyClosing closing) {
        CloseData.Step step = step(closing.action(), closing.reason(), key);
        List<String> accepted = closing.accept() == null ? List.of() : closing.accept();
        LockStudy.StudyLock result = step.action() == MarkAction.LOCK
                ? lock.lock(actors.with(Permission.STUDY_LOCK, study), study, step, accepted)
                : lock.set(actors.with(Permission.STUDY_LOCK, study), study, step);
        return StudyLock.of(result);
    }

    private static CloseData.Step step(String action, String reason, String key) {
        MarkAction known = MarkAction.fromCode(action)
                .filter(MarkAction::closes)
                .orElseThrow(() -> Refusal.of(ProblemType.INVALID_VALUE, "action is " + action + ".")
                        .fix("Send freeze, unfreeze, lock or unlock."));
        return new CloseData.Step(
                known, Optional.of(reason), IdempotencyKey.parse(key).value());
    }
}
