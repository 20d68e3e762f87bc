package org.equipoise.randomizer.rest;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.equipoise.platform.security.Caller;
import org.equipoise.platform.security.Permission;
import org.equipoise.platform.security.Requires;
import org.equipoise.randomizer.application.Page;
import org.equipoise.randomizer.application.ReadAllocations;
import org.equipoise.randomizer.application.ReadAllocations.Allocations;
import org.equipoise.randomizer.application.ReadRegister;
import org.equipoise.randomizer.application.RegisterEntry;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

@Path("/studies/{study}")
@Tag(name = "Unblinding")
public class UnblindingResource {

    private final ReadAllocations allocations;
    private final ReadRegister register;
    private final Caller caller;

    UnblindingResource(ReadAllocations allocations, ReadRegister register, Caller caller) {
        this.allocations = allocations;
        this.register = register;
        this.caller = caller;
    }

    @GET
    @Path("allocations")
    @Requires(Permission.ALLOCATION_READ_UNBLINDED)
    @Operation(
            summary = "Read all allocations for a closed analysis",
            description = "Takes an entitled person's token exchanged by the statistics service. "
                    + "Every call enters the unblinding register before it is answered.")
    @APIResponse(responseCode = "200", description = "Who is treated in which arm")
    public Uni<Allocations> allocations(@RestPath String study, @RestQuery String analysis) {
        return allocations.read(study, analysis, Actors.of(caller));
    }

    @GET
    @Path("unblinding-register")
    @Requires(Permission.UNBLINDING_REGISTER_READ)
    @Operation(summary = "Read who has read arms, when and why", description = "Oldest first.")
    @APIResponse(responseCode = "200", description = "Entries of the register, oldest first")
    public Uni<Page<RegisterEntry>> register(
            @RestPath String study,
            @RestQuery String after,
            @RestQuery @DefaultValue(Requests.DEFAULT_LIMIT) String limit) {
        return register.page(study, Requests.after(after), Requests.limit(limit));
    }
}
