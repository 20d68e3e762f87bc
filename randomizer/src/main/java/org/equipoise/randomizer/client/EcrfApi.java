package org.equipoise.randomizer.client;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.quarkus.oidc.client.filter.OidcClientFilter;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;
import org.jboss.resteasy.reactive.RestPath;

/** The operations of the eCRF service that this service calls, with its own account. */
@Path("/api/ecrf/studies/{study}/subjects/{subject}")
@RegisterRestClient(configKey = "ecrf")
@OidcClientFilter
interface EcrfApi {

    @GET
    @Path("eligibility-certificate")
    Uni<Certificate> certificate(@RestPath String study, @RestPath String subject);

    @PUT
    @Path("randomization")
    Uni<Void> record(@RestPath String study, @RestPath String subject, Notice notice);

    /** The answer to the first. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Certificate(
            String study,
            String subject,
            String site,
            boolean eligible,
            List<String> reasons,
            Map<String, String> strata,
            List<Source> sources,
            String definitionVersion,
            Instant issuedAt) {}

    /** A form revision on which a certificate rests. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Source(String event, String form, Integer repeat, Integer revision, String hash) {}

    /** The body of the second. */
    record Notice(String randomizationNumber, String kit, Instant randomizedAt, Map<String, String> strata) {}
}
