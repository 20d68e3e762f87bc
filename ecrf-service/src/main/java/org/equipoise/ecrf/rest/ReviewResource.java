package org.equipoise.ecrf.rest;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.equipoise.ecrf.application.ReviewForm;
import org.equipoise.ecrf.domain.review.MarkAction;
import org.equipoise.platform.http.IdempotencyKey;
import org.equipoise.platform.security.Permission;
import org.equipoise.platform.security.Requires;

@Path("/studies/{study}/subjects/{subject}/events/{event}/forms/{form}")
@Tag(name = "Review and signature")
public class ReviewResource {
    private final ReviewForm review;
    private final Actors actors;

    public ReviewResource(ReviewForm review, Actors actors) {
        this.review = review;
        this.actors = actors;
    }

    public record Verification(
            @Schema(description = "The revision that was compared with its source") @Min(1)
            int revision,

            @Schema(description = "The items that were verified, if not all")
            List<String> items,

            @Schema(description = "Whether all answered items were verified; contentHash says what was seen")
            Boolean all,

            @Schema(description = "The contentHash of the standing that was seen; needed with all") @Size(max = 64)
            String contentHash) {
        private Optional<String> seen() {
            return Boolean.TRUE.equals(all) ? Optional.of(contentHash == null ? "" : contentHash) : Optional.empty();
        }
    }

    public record Look(
            @Schema(description = "The revision that was looked at") @Min(1)
            int revision) {}

    public record Signing(
            @Schema(description = "The revision that is signed") @Min(1)
            int revision,

            @Schema(description = "What the signature means, as it was shown to the signer") @NotBlank @Size(max = 500)
            String meaning) {}

    public record FormClosing(
            @Schema(description = "The revision that was looked at") @Min(1)
            int revision,

            @Schema(description = "freeze, unfreeze, lock or unlock") @NotBlank
            String action,

            @Schema(description = "Why") @NotBlank @Size(max = 1000)
            String reason,

            @Schema(
                    description = "The items that are frozen, locked or opened again, or GROUP[row].ITEM; without them,"
                            + " all of the form is meant")
            @Size(max = 1000)
            List<@NotBlank String> items) {
        private List<String> named() {
            return items == null ? List.of() : items;
        }

        private MarkAction mark() {
            MarkAction step = Parameters.closing(action);
            return named().isEmpty() ? step : step.onItems().orElseThrow();
        }
    }

    @GET
    @Path("/standing")
    @Requires({
        Permission.GENERAL_DATA_READ,
        Permission.EFFICACY_DATA_READ,
        Permission.DOSE_DAY_DATA_READ,
        Permission.SAFETY_DATA_READ,
        Permission.PHARMACY_DATA_READ
    })
    @Operation(
            summary = "Read how far a form's review has come",
            description = "Verified and unverified items, review, signatures with their validity, freeze and lock.")
    @APIResponse(responseCode = "200", description = "How the form stands")
    public StandingResponse read(@BeanParam FormAddress address) {
        return StandingResponse.of(review.read(
                actors.with(Permission.SUBJECT_READ, address.study),
                address.study,
                address.subject,
                address.instance()));
    }

    @POST
    @Path("/verification")
    @Requires(Permission.FORM_VERIFY)
    @Operation(
            summary = "Verify items against their source",
            description = "An item stays verified as long as its answer stays the same.")
    @APIResponse(responseCode = "200", description = "How the form stands now")
    @APIResponse(responseCode = "409", description = "`revision-conflict`: what was seen is not the present state")
    public StandingResponse verify(
            @BeanParam FormAddress address,
            @HeaderParam(IdempotencyKey.HEADER) String key,
            @NotNull @Valid Verification verification) {
        List<String> items = verification.items() == null ? List.of() : verification.items();
        return step(
                address,
                Permission.FORM_VERIFY,
                new What(MarkAction.VERIFY, verification.revision(), items, verification.seen(), Optional.empty()),
                key);
    }

    @POST
    @Path("/review")
    @Requires(Permission.FORM_REVIEW)
    @Operation(
            summary = "Mark the present revision as reviewed",
            description = "Holds for exactly this state of the form: a later change undoes it, visibly.")
    @APIResponse(responseCode = "200", description = "How the form stands now")
    @APIResponse(responseCode = "409", description = "`revision-conflict`: a later revision exists")
    public StandingResponse review(
            @BeanParam FormAddress address, @HeaderParam(IdempotencyKey.HEADER) String key, @NotNull @Valid Look look) {
        return step(
                address,
                Permission.FORM_REVIEW,
                new What(MarkAction.REVIEW, look.revision(), List.of(), Optional.empty(), Optional.empty()),
                key);
    }

    @POST
    @Path("/signature")
    @Requires(Permission.FORM_SIGN)
    @Operation(
            summary = "Sign the present revision",
            description =
                    "Needs a sign-in not older than 60 seconds. Any later change makes the signature invalid, visibly.")
    @APIResponse(responseCode = "200", description = "How the form stands now")
    @APIResponse(responseCode = "403", description = "`sign-in-too-old`: sign in again for this")
    @APIResponse(
            responseCode = "409",
            description = "`state-conflict`: the signer completed a form after which somebody else must sign this one")
    public StandingResponse sign(
            @BeanParam FormAddress address,
            @HeaderParam(IdempotencyKey.HEADER) String key,
            @NotNull @Valid Signing signing) {
        actors.requireRecentSignIn();
        return step(
                address,
                Permission.FORM_SIGN,
                new What(
                        MarkAction.SIGN,
                        signing.revision(),
                        List.of(),
                        Optional.empty(),
                        Optional.of(signing.meaning())),
                key);
    }

    @POST
    @Path("/closure")
    @Requires(Permission.FORM_LOCK)
    @Operation(
            summary = "Freeze, unfreeze, lock or unlock a form, or items of it",
            description =
                    "A frozen or locked form takes no changes; a lock takes no marks either, nor does what lies in a locked"
                            + " subject, site or study. With items, only these"
                            + " are closed or opened: a save that would change what they say is refused, the rest of the"
                            + " form takes changes. A frozen item can be locked, and then is opened by an unlock alone.")
    @APIResponse(responseCode = "200", description = "How the form stands now")
    @APIResponse(
            responseCode = "409",
            description = "`state-conflict`: the step has no place in the present state of the form, or of `items`")
    public StandingResponse close(
            @BeanParam FormAddress address,
            @HeaderParam(IdempotencyKey.HEADER) String key,
            @NotNull @Valid FormClosing closing) {
        return step(
                address,
                Permission.FORM_LOCK,
                new What(
                        closing.mark(),
                        closing.revision(),
                        closing.named(),
                        Optional.empty(),
                        Optional.of(closing.reason())),
                key);
    }

    private record What(
            MarkAction action, int revision, List<String> items, Optional<String> all, Optional<String> text) {}

    private StandingResponse step(FormAddress address, Permission permission, What what, String key) {
        ReviewForm.Step step = new ReviewForm.Step(
                address.study,
                address.subject,
                address.instance(),
                what.action(),
                what.revision(),
                what.items(),
                what.all(),
                what.text(),
                IdempotencyKey.parse(key).value());
        return StandingResponse.of(review.step(actors.with(permission, address.study), step));
    }
}
