package org.equipoise.randomizer.rest;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.restassured.RestAssured;
import java.io.IOException;
import org.equipoise.randomizer.RandomizerTest;
import org.equipoise.testing.Refusals;
import org.junit.jupiter.api.Test;

/** The description as it is served: whoever writes a client needs nothing else. */
@RandomizerTest
class OpenApiResourceTest {

    @Test
    void describesEachRefusal() throws IOException {
        Refusals.requireAll(new ObjectMapper()
                .readTree(RestAssured.get("/q/openapi?format=json").asByteArray()));
    }
}
