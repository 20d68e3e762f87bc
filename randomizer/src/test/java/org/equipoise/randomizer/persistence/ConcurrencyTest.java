package org.equipoise.randomizer.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.response.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import org.equipoise.randomizer.Database;
import org.equipoise.randomizer.EcrfStub;
import org.equipoise.randomizer.RandomizerTest;
import org.equipoise.randomizer.TestStudy;
import org.equipoise.testing.JsonBody;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@RandomizerTest
class ConcurrencyTest {

    private static final int AT_ONCE = 50;

    private final TestStudy study = new TestStudy();
    private final ExecutorService clients = Executors.newFixedThreadPool(AT_ONCE);

    @AfterEach
    void stopClients() {
        clients.shutdownNow();
    }

    @Test
    void theSameRequestFiftyTimesAtOnceGetsOneAnswer() throws Exception {
        study.active();
        EcrfStub.eligible(study.id(), "01-001");
        List<Response> answers = atOnce(i -> study.randomize("01-001", "the-key"));
        assertThat(answers).allSatisfy(answer -> assertThat(answer.statusCode()).isEqualTo(201));
        assertThat(answers.stream().map(Response::asString).collect(Collectors.toSet()))
                .hasSize(1);
        assertThat(allocations()).hasSize(1);
    }

    @Test
    void theSameSubjectUnderFiftyKeysIsRandomizedOnceAndTheOthersAreToldSo() throws Exception {
        study.active();
        EcrfStub.eligible(study.id(), "01-001");
        List<Response> answers = atOnce(i -> study.randomize("01-001", "key-" + i));
        assertThat(answers.stream().filter(answer -> answer.statusCode() == 201))
                .hasSize(1);
        assertThat(answers.stream().filter(answer -> answer.statusCode() == 409))
                .hasSize(AT_ONCE - 1)
                .allSatisfy(answer -> assertThat(answer.<String>path("code")).isEqualTo("already-randomized"));
        Set<String> numbers = answers.stream()
                .map(answer -> answer.statusCode() == 201
                        ? answer.<String>path("randomizationNumber")
                        : answer.<String>path("randomization.randomizationNumber"))
                .collect(Collectors.toSet());
        assertThat(numbers).hasSize(1);
        assertThat(allocations()).hasSize(1);
    }

    @Test
    void aThousandRequestsForOneSubjectMakeOneAllocationAndNineHundredAndNinetyNineClearAnswers() throws Exception {
        study.active(TestStudy.plan(60, 156, "external"));
        List<Response> answers = atOnce(1000, i -> randomize("X-1", "01", "LT35", "key-" + i));
        assertThat(answers.stream().filter(answer -> answer.statusCode() == 201))
                .hasSize(1);
        assertThat(answers.stream().filter(answer -> answer.statusCode() == 409).map(JsonBody::of))
                .hasSize(999)
                .allSatisfy(problem -> {
                    assertThat(problem.path("code").asText()).isEqualTo("already-randomized");
                    assertThat(problem.at("/randomization/subject").asText()).isEqualTo("X-1");
                });
        assertThat(allocations()).hasSize(1);
    }

    /** When a request was under way, in nanoseconds of one clock. */
    private record UnderWay(long from, long to, Response answer) {}

    @Test
    void sixtyFourStrataOfSixteenClientsEachHaveNoGapNoDuplicateAndNoOrderViolation() throws Exception {
        List<String> levels = List.of("1", "2", "3", "4", "5", "6", "7", "8");
        String quoted = "[\"" + String.join("\",\"", levels) + "\"]";
        study.active(TestStudy.plan(16, 1024, "external")
                .replace("[\"01\",\"02\"]", quoted)
                .replace("[\"LT35\",\"GE35\"]", quoted));
        List<UnderWay> all = atOnce(1024, i -> {
            long from = System.nanoTime();
            Response answer = randomize("X-" + i, levels.get(i % 8), levels.get(i / 8 % 8), "key-" + i);
            return new UnderWay(from, System.nanoTime(), answer);
        });
        assertThat(all).allSatisfy(one -> assertThat(one.answer().statusCode()).isEqualTo(201));
        List<String> places = Database.column("SELECT stratum || ' ' || lpad(position::text, 2, '0') || ' ' || subject "
                + "FROM allocation WHERE study = '" + study.id() + "' ORDER BY 1");
        assertThat(places).hasSize(1024);
        long started = 0;
        for (int i = 0; i < places.size(); i++) {
            String[] place = places.get(i).split(" ", -1);
            int position = i % 16 + 1;
            assertThat(Integer.parseInt(place[1])).as(places.get(i)).isEqualTo(position);
            UnderWay one = all.get(Integer.parseInt(place[2].substring(2)));
            started = position == 1 ? one.from() : Math.max(started, one.from());
            assertThat(one.to())
                    .as("%s ends after all with an earlier position have begun", places.get(i))
                    .isGreaterThanOrEqualTo(started);
        }
    }

    @Test
    void theSameKeyForFiftySubjectsRandomizesOne() throws Exception {
        study.active();
        for (int i = 0; i < AT_ONCE; i++) {
            EcrfStub.eligible(study.id(), "01-" + i);
        }
        List<Response> answers = atOnce(i -> study.randomize("01-" + i, "the-key"));
        assertThat(answers.stream().map(Response::statusCode).filter(status -> status == 201))
                .hasSize(1);
        assertThat(answers.stream().map(Response::statusCode).filter(status -> status == 422))
                .hasSize(AT_ONCE - 1);
        assertThat(allocations()).hasSize(1);
    }

    @Test
    void fiftySubjectsTakeFiftyPositionsWithoutGapOrDuplicate() throws Exception {
        study.active();
        for (int i = 0; i < AT_ONCE; i++) {
            EcrfStub.eligible(study.id(), "01-" + i);
        }
        List<Response> answers = atOnce(i -> study.randomize("01-" + i, "key-" + i));
        assertThat(answers).allSatisfy(answer -> assertThat(answer.statusCode()).isEqualTo(201));
        assertThat(allocations()).hasSize(AT_ONCE);
        List<String> positions = Database.column(
                "SELECT position FROM allocation WHERE study = '" + study.id() + "' ORDER BY randomized_at, position");
        assertThat(positions.stream().map(Integer::parseInt).toList())
                .as("in the order of time")
                .isSorted()
                .startsWith(1)
                .endsWith(AT_ONCE)
                .doesNotHaveDuplicates();
        assertThat(Database.column("SELECT seq FROM audit_entry WHERE study = '" + study.id()
                        + "' AND stream LIKE '%/list/%' ORDER BY seq"))
                .hasSize(AT_ONCE)
                .endsWith(String.valueOf(AT_ONCE));
    }

    @Test
    void fiftyActivationsAtOnceMakeOneList() throws Exception {
        study.publish("1", TestStudy.plan()).then().statusCode(201);
        List<Response> answers = atOnce(i -> study.activate("1", "key-" + i % 2));
        Set<String> lists = answers.stream()
                .filter(answer -> answer.statusCode() == 201)
                .map(Response::asString)
                .collect(Collectors.toSet());
        assertThat(lists).hasSize(1);
        assertThat(answers.stream().filter(answer -> answer.statusCode() == 201))
                .hasSize(AT_ONCE / 2);
        assertThat(answers.stream().filter(answer -> answer.statusCode() == 409))
                .hasSize(AT_ONCE / 2);
        assertThat(Database.column("SELECT list FROM randomization_list WHERE study = '" + study.id() + "'"))
                .hasSize(1);
    }

    @Test
    void theCapHoldsAcrossStrata() throws Exception {
        study.active(TestStudy.plan(60, 23, "external"));
        List<Response> answers =
                atOnce(i -> randomize("X-" + i, i % 2 == 0 ? "01" : "02", i % 4 < 2 ? "LT35" : "GE35", "key-" + i));
        assertThat(answers.stream().filter(answer -> answer.statusCode() == 201))
                .hasSize(23);
        assertThat(answers.stream().filter(answer -> answer.statusCode() == 409))
                .hasSize(AT_ONCE - 23)
                .allSatisfy(answer -> assertThat(answer.<String>path("code")).isEqualTo("list-exhausted"));
        assertThat(allocations()).hasSize(23);
    }

    private List<String> allocations() {
        return Database.column("SELECT subject FROM allocation WHERE study = '" + study.id() + "'");
    }

    private Response randomize(String subject, String site, String band, String key) {
        return study.as("coordinator")
                .header("Idempotency-Key", key)
                .body(Map.of("subject", subject, "site", site, "strata", Map.of("madrsBand", band)))
                .post(study.path("/randomizations"));
    }

    private List<Response> atOnce(IntFunction<Response> request) throws InterruptedException, ExecutionException {
        return atOnce(AT_ONCE, request);
    }

    private <T> List<T> atOnce(int requests, IntFunction<T> request) throws InterruptedException, ExecutionException {
        CountDownLatch start = new CountDownLatch(1);
        List<Future<T>> running = new ArrayList<>();
        for (int i = 0; i < requests; i++) {
            int number = i;
            Callable<T> client = () -> {
                start.await();
                return request.apply(number);
            };
            running.add(clients.submit(client));
        }
        start.countDown();
        List<T> answers = new ArrayList<>();
        for (Future<T> answer : running) {
            answers.add(answer.get());
        }
        return answers;
    }
}
