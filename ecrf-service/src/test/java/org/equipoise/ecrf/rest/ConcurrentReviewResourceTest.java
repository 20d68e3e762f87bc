package org.equipoise.ecrf.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.equipoise.ecrf.rest.EcrfApi.STUDY;
import static org.equipoise.ecrf.rest.EcrfApi.as;
import static org.equipoise.ecrf.rest.EcrfApi.changed;
import static org.equipoise.ecrf.rest.EcrfApi.daysAgo;
import static org.equipoise.ecrf.rest.EcrfApi.enter;
import static org.equipoise.ecrf.rest.EcrfApi.entry;
import static org.equipoise.ecrf.rest.EcrfApi.form;
import static org.equipoise.ecrf.rest.EcrfApi.madrs;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.equipoise.ecrf.ExampleStudy;
import org.equipoise.ecrf.application.NoticeStore;
import org.equipoise.ecrf.domain.form.FormInstance;
import org.equipoise.ecrf.domain.safety.Notice;
import org.equipoise.ecrf.domain.study.Raise;
import org.equipoise.testing.MongoServer;
import org.equipoise.testing.TestIssuer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What two people do to one thing at the same instant is decided by the server, and the slower one is told. */
@QuarkusTest
@QuarkusTestResource(TestIssuer.class)
@QuarkusTestResource(MongoServer.class)
class ConcurrentReviewResourceTest {
    private static final int ROUNDS = 6;

    @Inject
    NoticeStore notices;

    private final ExecutorService people = Executors.newFixedThreadPool(3);
    private String subject;
    private String form;

    @BeforeEach
    void enterAForm() {
        EcrfApi.publishExample();
        subject = EcrfApi.screen("01");
        form = form(subject, "SCREENING", "MADRS");
        enter(as("rater", "01"), form, entry(daysAgo(9), madrs(2))).then().statusCode(201);
    }

    @AfterEach
    void end() {
        people.shutdownNow();
    }

    @SafeVarargs
    private List<Response> atOnce(Callable<Response>... steps) throws Exception {
        CyclicBarrier start = new CyclicBarrier(steps.length);
        List<Callable<Response>> work = new ArrayList<>();
        for (Callable<Response> step : steps) {
            work.add(() -> {
                start.await();
                return step.call();
            });
        }
        List<Response> answers = new ArrayList<>();
        for (Future<Response> answer : people.invokeAll(work)) {
            answers.add(answer.get());
        }
        return answers;
    }

    private static Callable<Response> post(String role, String where, String path, Map<String, ?> body) {
        return () -> as(role, where)
                .header("Idempotency-Key", UUID.randomUUID())
                .body(body)
                .post(path);
    }

    private String ask() {
        Map<String, Object> question = Map.of(
                "subject", subject, "event", "SCREENING", "form", "MADRS", "item", "M1", "text", "Please check.");
        return as("monitor", "*")
                .header("Idempotency-Key", UUID.randomUUID())
                .body(question)
                .post(STUDY + "/queries")
                .path("query");
    }

    @Test
    void anAnswerAndAClosureOfOneQueryAreBothHeardOrTheAnswerIsTooLate() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            String query = STUDY + "/queries/" + ask();
            List<Response> answers = atOnce(
                    post("rater", "01", query + "/answers", Map.of("text", "Checked.")),
                    post("monitor", "*", query + "/closure", Map.of("text", "Thank you.")),
                    post("data-manager", "*", query + "/closure", Map.of("text", "Done.")));

            assertThat(answers.get(0).statusCode()).isIn(200, 409);
            assertThat(IntStream.of(answers.get(1).statusCode(), answers.get(2).statusCode()))
                    .containsExactlyInAnyOrder(200, 409);
            List<Map<String, ?>> items = as("monitor", "*")
                    .get(STUDY + "/queries?subject=" + subject + "&limit=200")
                    .path("items");
            List<?> thread = (List<?>) items.get(items.size() - 1).get("thread");
            assertThat(thread).hasSize(answers.get(0).statusCode() == 200 ? 3 : 2);
        }
    }

    @Test
    void marksOfSeveralPeopleAreNumberedAndOneOfAnOlderRevisionSaysSo() throws Exception {
        for (int revision = 1; revision <= ROUNDS; revision++) {
            int present = revision;
            List<Response> answers = atOnce(
                    post(
                            "monitor",
                            "*",
                            form + "/verification",
                            Map.of("revision", present, "items", List.of("M1", "M2"))),
                    post("investigator", "01", form + "/signature", Map.of("revision", present, "meaning", "Correct")),
                    () -> as("rater", "01")
                            .header("If-Match", "\"" + present + "\"")
                            .body(changed(daysAgo(9), Map.of("M1", (present + 2) % 7, "M2", 2, "M3", 2)))
                            .put(form));

            assertThat(answers.get(0).statusCode()).isIn(200, 409);
            assertThat(answers.get(1).statusCode()).isIn(200, 409);
            assertThat(answers.get(2).statusCode()).isEqualTo(200);
            Response standing = as("monitor", "*").get(form + "/standing");
            assertThat(standing.<Boolean>path("signed")).isFalse();
            assertThat(standing.<List<String>>path("verified")).doesNotContain("M1");
            List<Integer> numbers = standing.path("marks.number");
            assertThat(numbers)
                    .containsExactlyElementsOf(
                            IntStream.rangeClosed(1, numbers.size()).boxed().toList());
            assertThat(standing.<List<Integer>>path("marks.revision")).allMatch(of -> of <= present);
        }
    }

    @Test
    void anAlertIsAcknowledgedByOneOfTwo() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            String alert = "alert-" + subject + "-" + round;
            notices.raise(List.of(new Notice(
                    ExampleStudy.STUDY,
                    alert,
                    Raise.ALERT,
                    subject,
                    "01",
                    new Notice.Source(new FormInstance("SCREENING", "MADRS", 1), 1, "HIGH", "High", alert),
                    Set.of(),
                    Instant.now().truncatedTo(ChronoUnit.MILLIS),
                    Optional.empty())));
            String path = STUDY + "/alerts/" + alert + "/acknowledgement";
            List<Response> answers = atOnce(
                    post("investigator", "01", path, Map.of("text", "Called.")),
                    post("investigator", "*", path, Map.of("text", "Seen.")));

            assertThat(answers).extracting(Response::statusCode).containsExactlyInAnyOrder(200, 409);
            Notice stored = notices.find(ExampleStudy.STUDY, alert).orElseThrow();
            Response faster = answers.get(answers.get(0).statusCode() == 200 ? 0 : 1);
            assertThat(stored.resolution().orElseThrow().text())
                    .isEqualTo(faster == answers.get(0) ? "Called." : "Seen.");
        }
    }
}
