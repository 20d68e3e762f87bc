package org.equipoise.randomizer.client;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.quarkus.oidc.client.filter.OidcClientFilter;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import java.time.Instant;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;
import org.jboss.resteasy.reactive.RestPath;

/** What this service asks the eCRF service about a whole study. */
@Path("/api/ecrf/studies/{study}")
@RegisterRestClient(configKey = "ecrf")
@OidcClientFilter
interface EcrfStudyApi {

    @GET
    @Path("lock")
    Uni<Lock> lock(@RestPath String study);

    @PUT
    @Path("lock/seal")
    Uni<Lock> seal(@RestPath String study, Sealing sealing);

    /** The lock that is to be final. */
    record Sealing(Instant lockedAt) {}

    /** Whether the data are locked for good, and since when. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Lock(boolean locked, Instant lockedAt) {}
}
