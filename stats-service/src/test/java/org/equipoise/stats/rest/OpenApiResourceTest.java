package org.equipoise.stats.rest;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.io.IOException;
import org.equipoise.stats.Neighbourhood;
import org.equipoise.testing.PostgresServer;
import org.equipoise.testing.Refusals;
import org.equipoise.testing.TestIssuer;
import org.junit.jupiter.api.Test;

/** The description as it is served: whoever writes a client needs nothing else. */
@QuarkusTest
@QuarkusTestResource(TestIssuer.class)
@QuarkusTestResource(PostgresServer.class)
@QuarkusTestResource(Neighbourhood.class)
class OpenApiResourceTest {

    @Test
    void describesEachRefusal() throws IOException {
        Refusals.requireAll(new ObjectMapper()
                .readTree(RestAssured.get("/q/openapi?format=json").asByteArray()));
    }
}
