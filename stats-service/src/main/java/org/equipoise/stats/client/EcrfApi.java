package org.equipoise.stats.client;

import io.quarkus.rest.client.reactive.ClientExceptionMapper;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
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
import org.equipoise.platform.http.IdempotencyKey;
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

    @POST
    @Path("/snapshots")
    @Consumes(MediaType.APPLICATION_JSON)
    Uni<String> takeSnapshot(
            @HeaderParam(HttpHeaders.AUTHORIZATION) String authorization,
            @PathParam("study") String study,
            @HeaderParam(IdempotencyKey.HEADER) String key,
            Map<String, String> body);

    @GET
    @Path("/snapshots/{snapshot}/records")
    Uni<String> records(
            @HeaderParam(HttpHeaders.AUTHORIZATION) String authorization,
            @PathParam("study") String study,
            @PathParam("snapshot") String snapshot,
            @RestQuery Map<String, String> query);

    @ClientExceptionMapper
    static RuntimeException failure(Response response) {
        return response.getStatus() >= 300 ? new RejectedAnswer(response.getStatus()) : null;
    }
}
