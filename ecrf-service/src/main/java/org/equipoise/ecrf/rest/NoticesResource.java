package org.equipoise.ecrf.rest;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.equipoise.ecrf.application.Actor;
import org.equipoise.ecrf.application.ListNotices;
import org.equipoise.ecrf.application.ResolveNotice;
import org.equipoise.ecrf.domain.study.Raise;
import org.equipoise.platform.http.IdempotencyKey;
import org.equipoise.platform.security.Permission;
import org.equipoise.platform.security.Requires;

@Path("/studies/{study}")
@Tag(name = "Safety", description = "Alerts, deviations, adverse events and reporting clocks")
public class NoticesResource {
    private static final String HIDDEN =
            "Oldest first. What was drawn from data that the caller may not see is left out.";

    private final ListNotices listNotices;
    private final ResolveNotice resolveNotice;
    private final Actors actors;

    public NoticesResource(ListNotices listNotices, ResolveNotice resolveNotice, Actors actors) {
        this.listNotices = listNotices;
        this.resolveNotice = resolveNotice;
        this.actors = actors;
    }

    public record Acknowledgement(
            @Schema(description = "What was done") @NotBlank @Size(max = 2000)
            String text) {}

    public record Completion(
            @Schema(description = "What caused the deviation") @NotBlank @Size(max = 2000)
            String cause,

            @Schema(description = "Whether it may affect the subject's safety or rights or the data") @NotNull
            Boolean important) {}

    /** Which notices. */
    public static class Selection {
        @QueryParam("site")
        String site;

        @QueryParam("subject")
        String subject;

        @Parameter(description = "open or resolved")
        @QueryParam("status")
        String status;

        @QueryParam("after")
        String after;

        @QueryParam("limit")
        @DefaultValue("50")
        int limit;

        private Optional<Boolean> open() {
            if (status == null) {
                return Optional.empty();
            }
            if (!status.equals("open") && !status.equals("resolved")) {
                throw Parameters.invalid("status is " + status + ".", "Send open or resolved.");
            }
            return Optional.of(status.equals("open"));
        }
    }

    @GET
    @Path("/alerts")
    @Requires(Permission.SUBJECT_READ)
    @Operation(summary = "List safety alerts", description = HIDDEN)
    @APIResponse(responseCode = "200", description = "A page of alerts")
    @APIResponse(responseCode = "400", description = "`invalid-value`: `status` or `limit` is not acceptable")
    @APIResponse(
            responseCode = "404",
            description = "`not-found`: the study was never published, or you have no role in it")
    public PageResponse<NoticeResponse> alerts(@PathParam("study") String study, @BeanParam Selection selection) {
        return list(Raise.ALERT, study, selection);
    }

    @POST
    @Path("/alerts/{alert}/acknowledgement")
    @Requires(Permission.ALERT_ACKNOWLEDGE)
    @Operation(
            summary = "Acknowledge a safety alert",
            description = "The time and the name stand in the alert for good.")
    @APIResponse(responseCode = "200", description = "The acknowledged alert")
    @APIResponse(responseCode = "409", description = "Somebody acknowledged it before")
    public NoticeResponse acknowledge(
            @PathParam("study") String study,
            @PathParam("alert") String alert,
            @HeaderParam(IdempotencyKey.HEADER) String key,
            @NotNull @Valid Acknowledgement done) {
        String requestKey = IdempotencyKey.parse(key).value();
        Actor author = actors.with(Permission.ALERT_ACKNOWLEDGE, study);
        return NoticeResponse.of(resolveNotice.acknowledge(author, study, alert, done.text(), requestKey), author);
    }

    @GET
    @Path("/deviations")
    @Requires(Permission.SUBJECT_READ)
    @Operation(summary = "List protocol deviations that rules raised", description = HIDDEN)
    @APIResponse(responseCode = "200", description = "A page of deviations")
    @APIResponse(responseCode = "400", description = "`invalid-value`: `status` or `limit` is not acceptable")
    @APIResponse(
            responseCode = "404",
            description = "`not-found`: the study was never published, or you have no role in it")
    public PageResponse<NoticeResponse> deviations(@PathParam("study") String study, @BeanParam Selection selection) {
        return list(Raise.DEVIATION, study, selection);
    }

    @POST
    @Path("/deviations/{deviation}/completion")
    @Requires({
        Permission.GENERAL_DATA_ENTER,
        Permission.EFFICACY_DATA_ENTER,
        Permission.DOSE_DAY_DATA_ENTER,
        Permission.SAFETY_DATA_ENTER
    })
    @Operation(
            summary = "Complete a protocol deviation with its cause and weight",
            description = "Once, by somebody who enters data at the site. Cause, weight, time and name stand in the"
                    + " deviation for good. The same Idempotency-Key with the same request gives the same"
                    + " answer.")
    @APIResponse(responseCode = "200", description = "The completed deviation")
    @APIResponse(responseCode = "403", description = "`permission-missing`: you enter no data at the site")
    @APIResponse(
            responseCode = "404",
            description = "`not-found`: there is no such deviation, or it was drawn from data that you may not see")
    @APIResponse(responseCode = "409", description = "`state-conflict`: somebody completed it before")
    @APIResponse(responseCode = "422", description = "`key-reused`: the key came with another request before")
    public NoticeResponse complete(
            @PathParam("study") String study,
            @PathParam("deviation") String deviation,
            @HeaderParam(IdempotencyKey.HEADER) String key,
            @NotNull @Valid Completion done) {
        String requestKey = IdempotencyKey.parse(key).value();
        Actor author = actors.with(Permission.SUBJECT_READ, study);
        return NoticeResponse.of(
                resolveNotice.complete(author, study, deviation, done.cause(), done.important(), requestKey), author);
    }

    private PageResponse<NoticeResponse> list(Raise kind, String study, Selection selection) {
        ListNotices.Selection chosen = new ListNotices.Selection(
                kind, Optional.ofNullable(selection.site), Optional.ofNullable(selection.subject), selection.open());
        Actor reader = actors.with(Permission.SUBJECT_READ, study);
        return PageResponse.of(listNotices
                .list(reader, study, chosen, Parameters.page(selection.after, selection.limit))
                .map(notice -> NoticeResponse.of(notice, reader)));
    }
}
