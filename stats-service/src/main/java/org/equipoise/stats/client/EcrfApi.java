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
import java.time.Instant;
import java.util.Map;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;
import org.jboss.resteasy.reactive.RestQuery;

/** The operations of the eCRF service that we use. */
@Path("/api/ecrf/studies/{study}")
@RegisterRestClient(configKey = "ecrf")
@Produces(MediaType.APPLICATION_JSON)
interface EcrfApi {

    @GET
    @Path("/analysis-data")
    Uni<String> analysisData(
            @HeaderParam(HttpHeaders.AUTHORIZATION) String authorization,
            @PathParam("study") String study,
            @RestQuery Map<String, String> query);

    @GET
    @Path("/enrolment")
    Uni<String> enrolment(
            @HeaderParam(HttpHeaders.AUTHORIZATION) String authorization,
            @PathParam("study") String study,
            @QueryParam("asOf") Instant asOf);

    @ClientExceptionMapper
    static RuntimeException failure(Response response) {
        return response.getStatus() >= 300 ? new RejectedAnswer(response.getStatus()) : null;
    }
}
