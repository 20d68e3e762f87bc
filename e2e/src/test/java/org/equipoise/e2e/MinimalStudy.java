package org.equipoise.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

/** The smallest study that ships: quick to make subjects in. */
final class MinimalStudy {

    static final String NAME = "EXAMPLE-MINIMAL";
    static final String ECRF = "/api/ecrf/studies/" + NAME;

    private final SharedSystem system;

    MinimalStudy(SharedSystem system) {
        this.system = system;
    }

    String screenedSubject() {
        Api.Answer screened = system.as("clara.coordinator")
                .post(
                        ECRF + "/sites/01/subjects",
                        "{\"screenedAt\":\"" + daysAgo(30) + "\"}",
                        UUID.randomUUID().toString());
        assertThat(screened.status()).as(screened.toString()).isEqualTo(201);
        return screened.json().path("subject").asText();
    }

    String eligibleSubject() {
        String subject = screenedSubject();
        Api.Answer entered = system.as("rita.rater").enter(visit(subject, "VISIT1"), values(true, 4));
        assertThat(entered.status()).as(entered.toString()).isIn(200, 201);
        return subject;
    }

    static String visit(String subject, String event) {
        return ECRF + "/subjects/" + subject + "/events/" + event + "/forms/VISIT";
    }

    static String values(boolean canWalk, int energy) {
        return "{\"occurredAt\":\"" + daysAgo(29) + "\",\"values\":{\"CAN_WALK\":" + canWalk
                + ",\"CONSENTED\":true,\"ENERGY\":" + energy + "}}";
    }

    static String daysAgo(int days) {
        return Instant.now()
                .minus(days, ChronoUnit.DAYS)
                .truncatedTo(ChronoUnit.MINUTES)
                .toString();
    }
}
