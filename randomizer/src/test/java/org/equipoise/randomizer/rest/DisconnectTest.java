package org.equipoise.randomizer.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.client.WireMock;
import io.restassured.RestAssured;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.equipoise.randomizer.Database;
import org.equipoise.randomizer.EcrfStub;
import org.equipoise.randomizer.RandomizerTest;
import org.equipoise.randomizer.TestStudy;
import org.equipoise.testing.Tokens;
import org.junit.jupiter.api.Test;

/** A client that disconnects cancels nothing, and leaves no connection of the pool behind. */
@RandomizerTest
class DisconnectTest {

    private static final int MORE_THAN_THE_POOL_HOLDS = 30;

    private final TestStudy study = new TestStudy();

    @Test
    void everySubjectOfAClientThatLeftIsRandomized() throws IOException {
        study.active();
        for (int i = 0; i < MORE_THAN_THE_POOL_HOLDS; i++) {
            String subject = "01-" + i;
            EcrfStub.eligible(study.id(), subject);
            EcrfStub.certificate(
                    study.id(), subject, WireMock.okJson("""
                                    {"study":"s","subject":"%s","site":"01","eligible":true,
                                     "strata":{"madrsBand":"GE35"}}""".formatted(subject)).withFixedDelay(300));
            sendAndLeave(subject);
        }
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(
                                Database.column("SELECT subject FROM allocation WHERE study = '" + study.id() + "'"))
                        .hasSize(MORE_THAN_THE_POOL_HOLDS));
        study.randomizeEligible("01-after").then().statusCode(201);
        study.as("monitor").get(study.path("/randomizations")).then().statusCode(200);
    }

    private void sendAndLeave(String subject) throws IOException {
        String body = "{\"subject\":\"" + subject + "\"}";
        String token = Tokens.person("p", "/studies/" + study.id() + "/sites/01/coordinator");
        String request = "POST " + study.path("/randomizations") + " HTTP/1.1\r\nHost: localhost\r\n"
                + "Authorization: Bearer " + token + "\r\nIdempotency-Key: key-of-" + subject
                + "\r\nContent-Type: application/json\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
        try (Socket client = new Socket("localhost", RestAssured.port)) {
            client.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            client.getOutputStream().flush();
            Awaitility.await().atMost(Duration.ofSeconds(5)).until(() -> EcrfStub.wasAskedAbout(study.id(), subject));
        }
    }
}
