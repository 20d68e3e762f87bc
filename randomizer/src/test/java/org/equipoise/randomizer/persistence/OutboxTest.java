package org.equipoise.randomizer.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.awaitility.Awaitility;
import org.equipoise.randomizer.Database;
import org.equipoise.randomizer.EcrfStub;
import org.equipoise.randomizer.RandomizerTest;
import org.equipoise.randomizer.TestStudy;
import org.equipoise.randomizer.application.Outbox;
import org.junit.jupiter.api.Test;

@RandomizerTest
class OutboxTest {

    private static final Instant LATER = Instant.parse("2100-01-01T00:00:00Z");

    @Inject
    Outbox outbox;

    private final TestStudy study = new TestStudy();

    @Test
    void aMessageIsTakenByOneAndByTheNextOnlyAfterTheLease() {
        study.active();
        EcrfStub.eligible(study.id(), "01-001");
        EcrfStub.notices(study.id(), "01-001", EcrfStub.status(503));
        study.randomize("01-001", "k").then().statusCode(201);
        waitForTheFirstFailure();

        Outbox.Message message = claim(LATER, LATER.plusSeconds(60)).get(0);
        assertThat(message.randomization().subject()).isEqualTo("01-001");
        assertThat(claim(LATER.plusSeconds(59), LATER.plusSeconds(120))).isEmpty();
        Outbox.Message again =
                claim(LATER.plusSeconds(60), LATER.plusSeconds(120)).get(0);
        assertThat(again.id()).isEqualTo(message.id());
        assertThat(again.attempts()).isEqualTo(message.attempts() + 1);

        outbox.delivered(again.id(), LATER).await().indefinitely();
        assertThat(claim(LATER.plusSeconds(1000), LATER.plusSeconds(2000))).isEmpty();
    }

    private void waitForTheFirstFailure() {
        Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .until(() -> !Database.column(
                                "SELECT last_problem FROM outbox WHERE last_problem IS NOT NULL AND study = '"
                                        + study.id() + "'")
                        .isEmpty());
    }

    private List<Outbox.Message> claim(Instant now, Instant leaseEnd) {
        return outbox.claim(100, now, leaseEnd).await().indefinitely().stream()
                .filter(message -> message.randomization().study().equals(study.id()))
                .toList();
    }
}
