package org.equipoise.ecrf.rest;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.equipoise.ecrf.application.Actor;
import org.equipoise.ecrf.application.FormView;
import org.equipoise.ecrf.application.PlainAnswer;
import org.equipoise.ecrf.application.ReadForm;
import org.equipoise.ecrf.application.SaveCommand;
import org.equipoise.ecrf.application.SaveForm;
import org.equipoise.ecrf.domain.form.FieldHistory;
import org.equipoise.platform.http.IdempotencyKey;
import org.equipoise.platform.security.Permission;
import org.equipoise.platform.security.Requires;

@Path("/studies/{study}/subjects/{subject}/events/{event}/forms/{form}")
public class FormsResource {
    private final ReadForm readForm;
    private final SaveForm saveForm;
    private final Actors actors;

    public FormsResource(ReadForm readForm, SaveForm saveForm, Actors actors) {
        this.readForm = readForm;
        this.saveForm = saveForm;
        this.actors = actors;
    }

    public record History(
            @Schema(description = "All revisions, oldest first")
            List<FormResponse> items) {}

    /** One change of one item. */
    public record FieldChange(
            @Schema(description = "Item, GROUP[row].ITEM, occurredAt or windowReason")
            String item,

            @Schema(description = "What it said: {value}, {missing}, or {} for nothing")
            Map<String, Object> before,

            @Schema(description = "What it says from then on")
            Map<String, Object> after,

            @Schema(description = "The revision that changed it")
            int revision,

            @Schema(description = "User name of whoever saved that revision")
            String changedBy,

            @Schema(description = "When that revision was saved")
            Instant changedAt,

            @Schema(description = "Why; absent for the first entry")
            String reasonForChange) {
        static FieldChange of(FieldHistory.Change change) {
            return new FieldChange(
                    change.place(),
                    PlainAnswer.of(change.before()),
                    PlainAnswer.of(change.after()),
                    change.revision(),
                    change.by().name(),
                    change.at(),
                    change.reason().orElse(null));
        }
    }

    public record FieldChanges(
            @Schema(description = "The changes; those of one item oldest first")
            List<FieldChange> items) {
        static FieldChanges of(List<FieldHistory.Change> changes) {
            return new FieldChanges(changes.stream().map(FieldChange::of).toList());
        }
    }

    @GET
    @Requires({
        Permission.GENERAL_DATA_READ,
        Permission.EFFICACY_DATA_READ,
        Permission.DOSE_DAY_DATA_READ,
        Permission.SAFETY_DATA_READ,
        Permission.PHARMACY_DATA_READ
    })
    @Operation(
            summary = "Read a form",
            description = "Its last revision, with the findings that you may see. The ETag names the revision: send"
                    + " it as If-Match to change the form. Only for who may read the form's category of data at"
                    + " the subject's site.")
    @APIResponse(
            responseCode = "200",
            description = "The last revision",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = FormResponse.class)))
    @APIResponse(
            responseCode = "404",
            description = "`not-found`: nothing was entered, or there is no such form, or not for you")
    public Response read(@BeanParam FormAddress address) {
        return response(200, readForm.read(actor(address), address.study, address.subject, address.instance()));
    }

    @GET
    @Path("/history")
    @Requires({
        Permission.GENERAL_DATA_READ,
        Permission.EFFICACY_DATA_READ,
        Permission.DOSE_DAY_DATA_READ,
        Permission.SAFETY_DATA_READ,
        Permission.PHARMACY_DATA_READ
    })
    @Operation(
            summary = "Read all revisions of a form, or the changes of one item",
            description =
                    "Oldest first. With item, only what changed there: before, after, by whom, when and why. The last"
                            + " change is what the item says now.")
    @APIResponse(
            responseCode = "200",
            description = "Revisions, or with item its changes",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(oneOf = {History.class, FieldChanges.class})))
    public Response history(@BeanParam FormAddress address, @QueryParam("item") String item) {
        if (item != null) {
            return Response.ok(FieldChanges.of(
                            readForm.changes(actor(address), address.study, address.subject, address.instance(), item)))
                    .build();
        }
        return Response.ok(new History(
                        readForm.history(actor(address), address.study, address.subject, address.instance()).stream()
                                .map(FormResponse::of)
                                .toList()))
                .build();
    }

    @GET
    @Path("/differences")
    @Requires({
        Permission.GENERAL_DATA_READ,
        Permission.EFFICACY_DATA_READ,
        Permission.DOSE_DAY_DATA_READ,
        Permission.SAFETY_DATA_READ,
        Permission.PHARMACY_DATA_READ
    })
    @Operation(
            summary = "Compare two revisions of a form",
            description =
                    "Each item that says something else, with both answers and who changed it last. Without from and"
                            + " to, the last revision and the one before; from=0 is the form before it was entered.")
    @APIResponse(responseCode = "200", description = "The items that differ")
    @APIResponse(responseCode = "400", description = "The form has no such revisions")
    public FieldChanges differences(
            @BeanParam FormAddress address, @QueryParam("from") Integer from, @QueryParam("to") Integer to) {
        ReadForm.Span span = new ReadForm.Span(Optional.ofNullable(from), Optional.ofNullable(to));
        return FieldChanges.of(
                readForm.differences(actor(address), address.study, address.subject, address.instance(), span));
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
            summary = "Enter a form, or change it",
            description = "Send If-None-Match: * for the first entry, else If-Match with the ETag of the revision"
                    + " that you change, and the reason. All of the form is sent and checked; nothing is saved"
                    + " if a check of severity error fails. An Idempotency-Key lets the same save be sent again"
                    + " without a second revision. Your draft of the form is gone afterwards.")
    @APIResponse(
            responseCode = "200",
            description = "The new revision, with the findings that you may see",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = FormResponse.class)))
    @APIResponse(
            responseCode = "201",
            description = "The first revision, with the findings that you may see",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = FormResponse.class)))
    @APIResponse(responseCode = "400", description = "`invalid-value`: a header, `repeat` or a field is not acceptable")
    @APIResponse(responseCode = "403", description = "`permission-missing`: you may read the form, but not enter it")
    @APIResponse(
            responseCode = "404",
            description = "`not-found`: there is no such subject, event or form, or not for you")
    @APIResponse(
            responseCode = "409",
            description =
                    "`revision-conflict`: somebody saved before you; `changes` compares both, and `merge`"
                            + " joins them if they concern different items. `state-conflict`: the form, subject, site"
                            + " or study is frozen or locked, or `items` of the form are; `state` says which, `by` and `since` say whose work that is")
    @APIResponse(
            responseCode = "422",
            description = "`check-failed`: `findings` says what to correct. `reason-required`: a change, a warning"
                    + " or an observation outside its window needs a reason. `key-reused`")
    @APIResponse(responseCode = "428", description = "`precondition-required`: neither If-Match nor If-None-Match came")
    public Response save(
            @BeanParam FormAddress address,
            @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch,
            @HeaderParam(HttpHeaders.IF_NONE_MATCH) String ifNoneMatch,
            @HeaderParam(IdempotencyKey.HEADER) String key,
            @NotNull @Valid FormEntryRequest entry) {
        SaveCommand command = new SaveCommand(
                address.study,
                address.subject,
                address.instance(),
                Parameters.expectedRevision(ifMatch, ifNoneMatch),
                Parameters.optionalKey(key),
                entry.data());
        FormView saved = saveForm.save(actor(address), command);
        return response(saved.revision().number() == 1 ? 201 : 200, saved);
    }

    private Actor actor(FormAddress address) {
        return actors.with(Permission.SUBJECT_READ, address.study);
    }

    private static Response response(int status, FormView view) {
        return Response.status(status)
                .tag(Integer.toString(view.revision().number()))
                .entity(FormResponse.of(view))
                .build();
    }
}
