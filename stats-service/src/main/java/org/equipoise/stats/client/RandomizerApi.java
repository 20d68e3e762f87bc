package org.equipoise.stats.client;

import io.quarkus.rest.client.reactive.ClientExceptionMapper;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/** The one operation of the randomizer that we use. Each call enters its unblinding register, so that none is repeated. */
@Path("/api/randomizer/studies/{study}")
@RegisterRestClient(configKey = "randomizer")
@Produces(MediaType.APPLICATION_JSON)
interface RandomizerApi {

    @GET
    @Path("/allocations")
    Uni<String> allocations(
            @HeaderParam(HttpHeaders.AUTHORIZATION) String authorization,
            @PathParam("study") String study,
            @QueryParam("analysis") UUID analysis);

    @ClientExceptionMapper
    static RuntimeException failure(Response response) {
        return response.getStatus() >= 300 ? new RejectedAnswer(response.getStatus()) : null;
    }
}
