package org.equipoise.randomizer.rest;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.equipoise.platform.security.Caller;
import org.equipoise.platform.security.Permission;
import org.equipoise.platform.security.Requires;
import org.equipoise.randomizer.application.RevealList;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

@Path("/studies/{study}/revealed-list")
@Tag(name = "Unblinding")
public class RevealedListResource {

    private final RevealList reveal;
    private final Caller caller;

    RevealedListResource(RevealList reveal, Caller caller) {
        this.reveal = reveal;
        this.caller = caller;
    }

    @GET
    @Requires(Permission.PLAN_ACTIVATE)
    @Operation(
            summary = "Reveal the whole list, used and unused entries, with its salts",
            description = "Only of a study that two persons have unblinded; for `./equipoise verify-list`, which"
                    + " checks the answer against the published roots and the receipts. Every call enters the unblinding"
                    + " register before it is answered.")
    @APIResponse(responseCode = "200", description = "The list with every arm")
    @APIResponse(responseCode = "400", description = "`invalid-value`: there is no reason")
    @APIResponse(
            responseCode = "409",
            description = "`state-conflict`: the study is blinded; `plan-not-active`: there is no live list")
    public Uni<RevealList.RevealedList> revealed(
            @RestPath String study, @Parameter(description = "Why; the register keeps it") @RestQuery String reason) {
        return reveal.reveal(study, reason, Actors.of(caller));
    }
}
