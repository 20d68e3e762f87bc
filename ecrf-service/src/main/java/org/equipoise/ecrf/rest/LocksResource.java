package org.equipoise.ecrf.rest;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
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
import org.equipoise.ecrf.application.LockChecklist;
import org.equipoise.ecrf.application.LockStudy;
import org.equipoise.ecrf.application.OpenData;
import org.equipoise.ecrf.domain.review.MarkAction;
import org.equipoise.platform.http.IdempotencyKey;
import org.equipoise.platform.security.Permission;
import org.equipoise.platform.security.Requires;

/** Signatures on all of a subject; freezes and locks of subjects, sites and the study. */
@Path("/studies/{study}")
@Tag(name = "Review and signature")
public class LocksResource {
    private final CloseData close;
    private final LockStudy lock;
    private final LockChecklist checklist;
    private final Actors actors;

    public LocksResource(CloseData close, LockStudy lock, LockChecklist checklist, Actors actors) {
        this.close = close;
        this.lock = lock;
        this.checklist = checklist;
        this.actors = actors;
    }

    public record Signing(
            @Schema(description = "What the signature means, as it was shown to the signer") @NotBlank @Size(max = 500)
            String meaning,

            @Schema(description = "The contentHash of the subject's standing that the signer saw")
            @NotBlank
            @Size(max = 64)
            String contentHash) {}

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

    public record Enclosing(
            @Schema(description = "site or study") String level,

            @Schema(description = "frozen, locked or sealed")
            String state,

            @Schema(description = "User name of whoever closed it")
            String by,

            @Schema(description = "Since when it is closed") Instant since) {
        static Enclosing of(OpenData.Obstacle around) {
            return new Enclosing(
                    around.target().level().code(),
                    around.closure().code(),
                    around.by().by().name(),
                    around.by().at());
        }
    }

    @Schema(name = "GroupStanding")
    public record Standing(
            @Schema(description = "open, frozen, locked or sealed: by itself")
            String state,

            @Schema(
                    description =
                            "The largest closed thing that it lies in, which keeps it from changing; absent if none is")
            Enclosing closedWith,

            @Schema(description = "Hash over all that the reader can see of the subject; absent for a site")
            String contentHash,

            @Schema(description = "All signatures on all of a subject, oldest first")
            List<StandingResponse.SignatureResponse> signatures,

            @Schema(description = "All steps, oldest first") List<StandingResponse.MarkResponse> marks) {
        static Standing of(CloseData.Standing standing) {
            return new Standing(
                    standing.closure().code(),
                    standing.around().map(Enclosing::of).orElse(null),
                    standing.contentHash().isEmpty() ? null : standing.contentHash(),
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

            @Schema(description = "open, frozen, locked, or sealed: locked for ever")
            String state,

            @Schema(description = "Since when it is locked") Instant lockedAt,

            @Schema(description = "Hash over the list of subjects and the heads of the chains of all forms")
            String contentHash) {
        static StudyLock of(LockStudy.StudyLock lock) {
            boolean locked = lock.state().isLocked();
            return new StudyLock(
                    locked,
                    lock.state().code(),
                    lock.since().filter(since -> locked).orElse(null),
                    lock.contentHash().orElse(null));
        }
    }

    public record Checklist(
            @Schema(description = "What is unfinished; empty if nothing is")
            List<LockChecklist.Point> points) {}

    @GET
    @Path("/subjects/{subject}/standing")
    @Requires(Permission.SUBJECT_READ)
    @Operation(
            summary = "Read signatures on all of a subject, and whether it is frozen or locked",
            description = "`contentHash` names the present state of all that the reader can see, for a signature.")
    @APIResponse(responseCode = "200", description = "How the subject stands")
    public Standing subject(@PathParam("study") String study, @PathParam("subject") String subject) {
        return Standing.of(close.ofSubject(actors.with(Permission.SUBJECT_READ, study), study, subject));
    }

    @POST
    @Path("/subjects/{subject}/signature")
    @Requires(Permission.FORM_SIGN)
    @Operation(
            summary = "Sign all of a subject",
            description = "Covers what the signer can see. Needs a sign-in not older than 60 seconds.")
    @APIResponse(responseCode = "200", description = "How the subject stands now")
    @APIResponse(responseCode = "409", description = "`revision-conflict`: the data are not those that the signer saw")
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
                IdempotencyKey.parse(key).value(),
                Optional.of(signing.contentHash()));
        return Standing.of(close.subject(actors.with(Permission.FORM_SIGN, study), study, subject, step));
    }

    @POST
    @Path("/subjects/{subject}/closure")
    @Requires(Permission.FORM_LOCK)
    @Operation(
            summary = "Freeze, unfreeze, lock or unlock all of a subject",
            description = "What is frozen or locked takes no changes in any of its forms.")
    @APIResponse(responseCode = "200", description = "How the subject stands now")
    @APIResponse(responseCode = "409", description = "`state-conflict`: the step has no place in the present state")
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

    @GET
    @Path("/sites/{site}/standing")
    @Requires(Permission.SUBJECT_READ)
    @Operation(
            summary = "Read whether all of a site is frozen or locked",
            description = "With the steps so far: who froze, locked or opened it, when and why.")
    @APIResponse(responseCode = "200", description = "How the site stands")
    @APIResponse(responseCode = "404", description = "`not-found`: there is no such site, or not for you")
    public Standing site(@PathParam("study") String study, @PathParam("site") String site) {
        return Standing.of(close.ofSite(actors.with(Permission.SUBJECT_READ, study), study, site));
    }

    @POST
    @Path("/sites/{site}/closure")
    @Requires(Permission.FORM_LOCK)
    @Operation(
            summary = "Freeze, unfreeze, lock or unlock all of a site",
            description = "What is frozen or locked takes no changes in any of its forms.")
    @APIResponse(responseCode = "200", description = "How the site stands now")
    @APIResponse(responseCode = "409", description = "`state-conflict`: the step has no place in the present state")
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
    @Operation(
            summary = "Read whether the study's data are locked",
            description =
                    "With the instant, and the hash over the list of subjects and the heads of the chains of all forms.")
    @APIResponse(responseCode = "200", description = "The lock")
    public StudyLock lock(@PathParam("study") String study) {
        return StudyLock.of(lock.read(study));
    }

    @GET
    @Path("/lock-checklist")
    @Requires(Permission.STUDY_LOCK_CHECK)
    @Operation(
            summary = "Read what is unfinished before the study can be locked",
            description =
                    "Queries that are not closed, open alerts, deviations and reporting clocks, forms that are"
                            + " absent although their time is over, forms that were not reviewed or verified, subjects that"
                            + " nobody signed, and subjects in screening who could still be randomized; of what you may see: of the pharmacy's data, who is unblinded.")
    @APIResponse(responseCode = "200", description = "The points, none if all is finished")
    public Checklist checklist(@PathParam("study") String study) {
        return new Checklist(checklist.of(actors.with(Permission.STUDY_LOCK_CHECK, study), study));
    }

    @POST
    @Path("/lock")
    @Requires(Permission.STUDY_LOCK)
    @Operation(
            summary = "Freeze, unfreeze, lock or unlock the study's data",
            description =
                    "A lock follows a freeze, and needs each unfinished point of the checklist to be accepted by name."
                            + " Once the arms were revealed, a lock cannot be undone.")
    @APIResponse(responseCode = "200", description = "The lock as it is now")
    @APIResponse(
            responseCode = "409",
            description = "`state-conflict`: not frozen, opened meanwhile, or something unfinished is not accepted")
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

    public record Sealing(
            @Schema(description = "The lock that is made final") @NotNull
            Instant lockedAt) {}

    @PUT
    @Path("/lock/seal")
    @Requires(Permission.RANDOMIZATION_RECORD)
    @Operation(
            summary = "Make the lock of the study's data final",
            description = "Sent by the randomizer before it reveals arms: from then on nobody can unlock.")
    @APIResponse(responseCode = "200", description = "The lock is final, by this request or an earlier one")
    @APIResponse(responseCode = "409", description = "`state-conflict`: the data are not locked since that instant")
    public StudyLock seal(@PathParam("study") String study, @NotNull @Valid Sealing sealing) {
        return StudyLock.of(lock.seal(actors.with(Permission.RANDOMIZATION_RECORD, study), study, sealing.lockedAt()));
    }

    private static CloseData.Step step(String action, String reason, String key) {
        return new CloseData.Step(
                Parameters.closing(action),
                Optional.of(reason),
                IdempotencyKey.parse(key).value());
    }
}
