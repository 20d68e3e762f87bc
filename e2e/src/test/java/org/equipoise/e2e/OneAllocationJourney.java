package org.equipoise.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Fifty requests at once for one subject make one allocation. */
@ExtendWith(SharedSystem.class)
class OneAllocationJourney {

    private static final String RANDOMIZE = "/api/randomizer/studies/" + MinimalStudy.NAME + "/randomizations";

    private final SharedSystem system;
    private final MinimalStudy study;

    OneAllocationJourney(SharedSystem system) {
        this.system = system;
        this.study = system.minimalStudy();
    }

    @Test
    void withTheSameKeyAllGetTheSameAnswer() {
        String subject = study.eligibleSubject();
        String key = UUID.randomUUID().toString();

        List<Api.Answer> answers = fiftyTimes(subject, i -> key);

        assertThat(answers).extracting(Api.Answer::status).isSubsetOf(201, 409).contains(201);
        assertThat(answers.stream()
                        .filter(a -> a.status() == 201)
                        .map(Api.Answer::body)
                        .distinct())
                .hasSize(1);
        assertThat(answers.stream().filter(a -> a.status() == 409))
                .allSatisfy(answer -> assertThat(answer.code()).isEqualTo("request-in-flight"));
        assertOneAllocation(subject);
    }

    @Test
    void withDifferentKeysOneWinsAndTheOthersAreTold() {
        String subject = study.eligibleSubject();

        List<Api.Answer> answers = fiftyTimes(subject, i -> UUID.randomUUID().toString());

        assertThat(answers.stream().filter(a -> a.status() == 201)).hasSize(1);
        assertThat(answers.stream().filter(a -> a.status() != 201)).hasSize(49).allSatisfy(answer -> {
            assertThat(answer.status()).isEqualTo(409);
            assertThat(answer.code()).isEqualTo("already-randomized");
        });
        assertOneAllocation(subject);
    }

    private List<Api.Answer> fiftyTimes(String subject, IntFunction<String> key) {
        Api coordinator = system.as("clara.coordinator");
        String body = "{\"subject\":\"" + subject + "\"}";
        List<CompletableFuture<Api.Answer>> sent = IntStream.range(0, 50)
                .mapToObj(i -> coordinator.postLater(RANDOMIZE, body, key.apply(i)))
                .toList();
        return sent.stream().map(CompletableFuture::join).toList();
    }

    private void assertOneAllocation(String subject) {
        List<String> listed = new ArrayList<>();
        String next = "";
        do {
            JsonNode page = system.as("clara.coordinator")
                    .get(RANDOMIZE + "?limit=200" + next)
                    .json();
            page.path("items").forEach(item -> listed.add(item.path("subject").asText()));
            next = page.hasNonNull("next")
                    ? "&after=" + URLEncoder.encode(page.path("next").asText(), StandardCharsets.UTF_8)
                    : "";
        } while (!next.isEmpty());
        assertThat(listed).containsOnlyOnce(subject);
    }
}
