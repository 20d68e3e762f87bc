package org.equipoise.ecrf.rest;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.equipoise.ecrf.application.Actor;
import org.equipoise.ecrf.application.Draft;
import org.equipoise.ecrf.application.DraftForm;
import org.equipoise.ecrf.domain.form.ItemValue;
import org.equipoise.platform.security.Permission;
import org.equipoise.platform.security.Requires;

/** What a person has typed into a form and not saved yet. */
@Path("/studies/{study}/subjects/{subject}/events/{event}/forms/{form}/draft")
public class DraftsResource {
    private final DraftForm drafts;
    private final Actors actors;

    public DraftsResource(DraftForm drafts, Actors actors) {
        this.drafts = drafts;
        this.actors = actors;
    }

    /** What stands in the fields. It need not be complete, nor readable. */
    public record DraftRequest(
            @Schema(description = "The revision that the fields began with; 0 for a first entry") @Min(0)
            int baseRevision,

            @Schema(description = "Time of observation as typed") @Size(max = 40)
            String occurredAt,

            @Schema(description = "Values by item, or by GROUP[row].ITEM in a repeating group")
            @NotNull
            @Size(max = 1000)
            Map<@Size(max = 100) String, Object> values,

            @Schema(description = "Reasons for missing values, by item") @Size(max = 1000)
            Map<@Size(max = 100) String, @NotNull @Size(max = 40) String> missing,

            @Schema(description = "Reasons for warnings, by check") @Size(max = 100)
            Map<@Size(max = 80) String, @NotNull @Size(max = 2000) String> warningReasons,

            @Schema(description = "Reason for an observation outside its window") @Size(max = 2000)
            String windowReason,

            @Schema(description = "Reason for the change") @Size(max = 2000)
            String reasonForChange) {
        Draft.Typed typed() {
            return new Draft.Typed(
                    values,
                    missing == null ? Map.of() : missing,
                    warningReasons == null ? Map.of() : warningReasons,
                    Optional.ofNullable(occurredAt),
                    Optional.ofNullable(windowReason),
                    Optional.ofNullable(reasonForChange));
        }
    }

    /** A draft, and what the server makes of it. */
    public record DraftResponse(
            @Schema(description = "The revision that the fields began with")
            int baseRevision,

            @Schema(description = "The latest revision; above baseRevision if somebody saved meanwhile")
            int currentRevision,

            @Schema(description = "When the draft was kept") Instant savedAt,

            @Schema(description = "Time of observation as typed")
            String occurredAt,

            @Schema(description = "Values as typed, by item or by GROUP[row].ITEM")
            Map<String, Object> values,

            @Schema(description = "Reasons for missing values, by item")
            Map<String, String> missing,

            @Schema(description = "Reasons for warnings, by check")
            Map<String, String> warningReasons,

            @Schema(description = "Reason for an observation outside its window")
            String windowReason,

            @Schema(description = "Reason for the change") String reasonForChange,

            @Schema(description = "Items that are not asked, given what is typed")
            List<String> skipped,

            @Schema(description = "Values that the server computes or carries, given what is typed")
            Map<String, Object> derived) {
        static DraftResponse of(DraftForm.DraftView view) {
            Draft draft = view.draft();
            Draft.Typed typed = draft.entry();
            return new DraftResponse(
                    draft.baseRevision(),
                    view.currentRevision(),
                    draft.savedAt(),
                    typed.occurredAt().orElse(null),
                    typed.values(),
                    typed.missing(),
                    typed.warningReasons(),
                    typed.windowReason().orElse(null),
                    typed.reasonForChange().orElse(null),
                    view.skipped().stream().sorted().toList(),
                    plain(view.derived()));
        }

        private static Map<String, Object> plain(Map<String, ItemValue> values) {
            Map<String, Object> plain = new TreeMap<>();
            values.forEach((item, value) -> plain.put(item, value.plain()));
            return plain;
        }
    }

    @GET
    @Requires({
        Permission.GENERAL_DATA_ENTER,
        Permission.EFFICACY_DATA_ENTER,
        Permission.DOSE_DAY_DATA_ENTER,
        Permission.SAFETY_DATA_ENTER,
        Permission.PHARMACY_DATA_ENTER
    })
    @Operation(
            summary = "Read your draft of a form",
            description = "Drafts are seen by their author alone. There is none after a save: 404.")
    @APIResponse(responseCode = "200", description = "The draft")
    @APIResponse(responseCode = "404", description = "You have no draft of this form, or may not enter it")
    public DraftResponse read(@BeanParam FormAddress address) {
        return DraftResponse.of(drafts.read(actor(address), place(address)));
    }

    @PUT
    @Requires({
        Permission.GENERAL_DATA_ENTER,
        Permission.EFFICACY_DATA_ENTER,
        Permission.DOSE_DAY_DATA_ENTER,
        Permission.SAFETY_DATA_ENTER,
        Permission.PHARMACY_DATA_ENTER
    })
    @Operation(
            summary = "Keep what you have typed into a form",
            description = "Replaces your earlier draft of the form. A draft is not data: nobody else sees it, no check"
                    + " raises a query about it, and no export holds it. The answer says which items are not asked"
                    + " and what is computed.")
    @APIResponse(responseCode = "200", description = "The draft was kept")
    @APIResponse(
            responseCode = "409",
            description =
                    "`revision-conflict`: the form has a later revision than baseRevision; `currentRevision` says which."
                            + " Nothing was kept")
    public DraftResponse keep(@BeanParam FormAddress address, @NotNull @Valid DraftRequest draft) {
        return DraftResponse.of(drafts.keep(actor(address), place(address), draft.baseRevision(), draft.typed()));
    }

    @DELETE
    @Requires({
        Permission.GENERAL_DATA_ENTER,
        Permission.EFFICACY_DATA_ENTER,
        Permission.DOSE_DAY_DATA_ENTER,
        Permission.SAFETY_DATA_ENTER,
        Permission.PHARMACY_DATA_ENTER
    })
    @Operation(summary = "Throw away your draft of a form", description = "Also if there is none.")
    @APIResponse(responseCode = "204", description = "You have no draft of this form now")
    public Response discard(@BeanParam FormAddress address) {
        drafts.discard(actor(address), place(address));
        return Response.noContent().build();
    }

    private Actor actor(FormAddress address) {
        return actors.with(Permission.SUBJECT_READ, address.study);
    }

    private static DraftForm.Place place(FormAddress address) {
        return new DraftForm.Place(address.study, address.subject, address.instance());
    }
}
