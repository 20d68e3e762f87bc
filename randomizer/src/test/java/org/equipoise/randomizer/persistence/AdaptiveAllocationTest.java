package org.equipoise.randomizer.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.equipoise.randomizer.Database;
import org.equipoise.randomizer.RandomizerTest;
import org.equipoise.randomizer.TestStudy;
import org.equipoise.randomizer.application.StudyKeys;
import org.equipoise.randomizer.domain.Plans;
import org.equipoise.randomizer.domain.allocation.Stratum;
import org.equipoise.randomizer.domain.list.AdaptiveList;
import org.equipoise.randomizer.domain.list.ListEntry;
import org.equipoise.randomizer.domain.plan.PlanDraft;
import org.equipoise.randomizer.domain.randomness.FieldEncoding;
import org.equipoise.randomizer.domain.randomness.Seed;
import org.equipoise.testing.JsonBody;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@RandomizerTest
class AdaptiveAllocationTest {

    private static final int CLIENTS = 64;

    @Inject
    StudyKeys keys;

    private final TestStudy study = new TestStudy();
    private final ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);

    @AfterEach
    void stopClients() {
        clients.shutdownNow();
    }

    @Test
    void sixtyFourClientsAreAllAllocatedAndTheOrderReplays() throws Exception {
        study.active(plan(156));
        List<Response> answers = atOnce(CLIENTS, i -> randomize("X-" + i, "key-" + i, i));
        assertThat(answers).allSatisfy(answer -> assertThat(answer.statusCode()).isEqualTo(201));

        assertThat(column("SELECT position FROM allocation WHERE study = '%s' ORDER BY randomized_at, position"))
                .as("positions in the order of time, without gap or duplicate")
                .containsExactlyElementsOf(IntStream.rangeClosed(1, CLIENTS)
                        .mapToObj(String::valueOf)
                        .toList());
        List<ListEntry> replayed = list().replay(
                        column("SELECT stratum FROM allocation WHERE study = '%s' ORDER BY position").stream()
                                .map(Stratum::parse)
                                .toList());
        assertThat(column("SELECT leaf || randomization_number || kit FROM allocation WHERE study = '%s' ORDER"
                        + " BY position"))
                .isEqualTo(replayed.stream()
                        .map(e -> e.leaf() + e.randomizationNumber() + e.kit())
                        .toList());
        Map<String, String> arms = study.allocations("a-1").jsonPath().<Map<String, String>>getList("items").stream()
                .collect(Collectors.toMap(item -> item.get("subject"), item -> item.get("arm")));
        assertThat(column("SELECT subject FROM allocation WHERE study = '%s' ORDER BY position").stream()
                        .map(arms::get))
                .containsExactlyElementsOf(
                        replayed.stream().map(e -> e.arm().code()).toList());
        assertThat(column("SELECT merkle_root FROM randomization_list WHERE study = '%s'"))
                .containsExactly(list().commitment());
    }

    @Test
    void aThousandRequestsForOneSubjectMakeOneAllocation() throws Exception {
        study.active(plan(156));
        List<Response> answers = atOnce(1000, i -> randomize("X-1", "key-" + i, 0));
        assertThat(answers.stream().filter(answer -> answer.statusCode() == 201))
                .hasSize(1);
        assertThat(answers.stream()
                        .filter(answer -> answer.statusCode() == 409)
                        .map(answer -> JsonBody.of(answer).path("code").asText()))
                .hasSize(999)
                .containsOnly("already-randomized");
        assertThat(column("SELECT subject FROM allocation WHERE study = '%s'")).hasSize(1);
        assertThat(column("SELECT e.position FROM list_entry e JOIN randomization_list l USING (list) WHERE"
                        + " l.study = '%s'"))
                .containsExactly("1");
    }

    @Test
    void theSameRequestGetsTheSameAnswerAndTheAuditHasOneEntry() {
        study.active(plan(156));
        String first = randomize("X-1", "k", 0).then().statusCode(201).extract().asString();
        assertThat(randomize("X-1", "k", 0).asString()).isEqualTo(first);
        randomize("X-1", "k", 1).then().statusCode(422).body("code", equalTo("key-reused"));
        assertThat(column("SELECT entry FROM audit_entry WHERE study = '%s' AND entry LIKE '%%\"randomize\"%%'"))
                .hasSize(1)
                .allSatisfy(entry -> assertThat(entry).doesNotContain("KTM", "MDZ"));
    }

    @Test
    void theCapHolds() throws Exception {
        study.active(plan(5));
        List<Response> answers = atOnce(12, i -> randomize("X-" + i, "key-" + i, i));
        assertThat(answers.stream().filter(answer -> answer.statusCode() == 201))
                .hasSize(5);
        assertThat(answers.stream().filter(answer -> answer.statusCode() == 409))
                .hasSize(7)
                .allSatisfy(answer -> assertThat(answer.<String>path("code")).isEqualTo("list-exhausted"));
        assertThat(column("SELECT version FROM adaptive_state JOIN randomization_list USING (list) WHERE study = '%s'"))
                .containsExactly("5");
    }

    @Test
    void aFactorThatIsMissingIsRefusedAndOthersAreIgnored() {
        study.active(plan(156));
        study.as("coordinator")
                .header("Idempotency-Key", "k")
                .body(Map.of("subject", "X-1", "site", "01", "strata", Map.of("sex", "F")))
                .post(study.path("/randomizations"))
                .then()
                .statusCode(422)
                .body("code", equalTo("stratum-unknown"));
        study.as("coordinator")
                .header("Idempotency-Key", "k")
                .body(Map.of("subject", "X-1", "site", "01", "strata", Map.of("sex", "F", "madrsBand", "GE35")))
                .post(study.path("/randomizations"))
                .then()
                .statusCode(201)
                .body("strata", equalTo(Map.of("site", "01", "madrsBand", "GE35")));
    }

    @Test
    void aTestListIsTriedOutApartFromTheRealOne() throws Exception {
        study.publish("1", plan(156)).then().statusCode(201);
        activateTest("t").then().statusCode(201).body("entries", equalTo(0));
        List<Response> answers = atOnce(20, i -> test("T-" + i, "key-" + i, i));
        assertThat(answers).allSatisfy(answer -> {
            assertThat(answer.statusCode()).isEqualTo(201);
            assertThat(answer.<String>path("randomizationNumber")).matches("TEST-R\\d{7}");
            assertThat(answer.<String>path("kit")).matches("TEST-K\\d{7}");
        });
        assertThat(test("T-3", "key-3", 3).asString())
                .as("a repeat")
                .isEqualTo(answers.get(3).asString());
        test("T-3", "other", 3).then().statusCode(409).body("code", equalTo("already-randomized"));
        randomize("X-1", "x", 0).then().statusCode(409).body("code", equalTo("plan-not-active"));
        assertThat(column("SELECT subject FROM allocation WHERE study = '%s'")).isEmpty();
        assertThat(column("SELECT position FROM test_allocation WHERE study = '%s' ORDER BY position"))
                .hasSize(20)
                .endsWith("20");

        study.activate("1", "live").then().statusCode(201);
        test("T-90", "key-90", 0).then().statusCode(409).body("code", equalTo("already-active"));
        activateTest("again").then().statusCode(409).body("code", equalTo("already-active"));
        randomize("X-1", "y", 0).then().statusCode(201);
        assertThat(column("SELECT version FROM adaptive_state JOIN randomization_list USING (list) "
                        + "WHERE study = '%s' AND purpose = 'live'"))
                .containsExactly("1");
        assertThat(column("SELECT DISTINCT merkle_root FROM randomization_list WHERE study = '%s'"))
                .as("each list has a seed of its own")
                .hasSize(2);
    }

    @Test
    void aSiteIsAddedWhileSubjectsAreRandomizedAndNothingThatWasIsTouched() throws Exception {
        study.active(plan(156));
        study.publish("2", plan(170).replace("[\"01\",\"02\"]", "[\"00\",\"01\",\"02\"]"))
                .then()
                .statusCode(201);
        atSite("00", "X-early", "early").then().statusCode(422).body("code", equalTo("stratum-unknown"));
        List<Response> answers =
                atOnce(17, i -> i == 8 ? extend("2", "extension") : randomize("X-" + i, "key-" + i, i));
        assertThat(answers).allSatisfy(answer -> assertThat(answer.statusCode()).isEqualTo(201));
        answers.get(8)
                .then()
                .body("extension", equalTo(1))
                .body("entries", equalTo(0))
                .body("merkleRoot", equalTo(list().commitment()));
        assertThat(extend("2", "extension").asString())
                .as("a repeat")
                .isEqualTo(answers.get(8).asString());
        for (int i = 0; i < 4; i++) {
            atSite("00", "N-" + i, "n-" + i).then().statusCode(201).body("receipt.extension", equalTo(1));
        }

        List<String> order = column("SELECT stratum FROM allocation WHERE study = '%s' ORDER BY position");
        assertThat(order).hasSize(20);
        assertThat(column("SELECT extension FROM allocation WHERE study = '%s' ORDER BY position"))
                .as("parts in their order")
                .isSorted();
        assertThat(column("SELECT leaf FROM allocation WHERE study = '%s' ORDER BY position"))
                .as("from the seed of the beginning")
                .isEqualTo(list("00", "01", "02")
                        .replay(order.stream().map(Stratum::parse).toList())
                        .stream()
                        .map(ListEntry::leaf)
                        .toList());
    }

    @Test
    void isRevealedWithItsSeedInTheOrderOfAllocationAndNotBefore() {
        study.active(plan(156));
        for (int i = 0; i < 6; i++) {
            randomize("X-" + i, "key-" + i, i).then().statusCode(201);
        }
        Response blinded = study.as("unblinded-statistician").get(study.path("/revealed-list?reason=verification"));
        blinded.then().statusCode(409).body("code", equalTo("state-conflict"));
        Database.column("INSERT INTO study_unblinding VALUES ('u-" + study.id() + "', '" + study.id()
                + "', now(), 'a', 'a', 'end of trial', now()) RETURNING unblinding");
        Database.column("INSERT INTO study_unblinding_approval VALUES ('u-" + study.id() + "', '" + study.id()
                + "', now(), 'b', 'b') RETURNING unblinding");
        Response revealed = study.as("unblinded-statistician").get(study.path("/revealed-list?reason=verification"));
        revealed.then()
                .statusCode(200)
                .body("replay.measure", equalTo("range"))
                .body("replay.probabilities", equalTo(List.of("4/5")))
                .body("replay.arms.code", equalTo(List.of("KTM", "MDZ")))
                .body("replay.factors", equalTo(List.of("site", "madrsBand")))
                .body("parts[0].entries.position", equalTo(List.of(1, 2, 3, 4, 5, 6)));
        Seed seed = Seed.of(HexFormat.of().parseHex(revealed.path("replay.seed")));
        assertThat(new AdaptiveList(Plans.sound(draft("01", "02")), revealed.path("list"), seed).commitment())
                .isEqualTo(revealed.path("parts[0].merkleRoot"));
    }

    private Response activateTest(String key) {
        return study.as("unblinded-statistician")
                .header("Idempotency-Key", key)
                .post(study.path("/plans/1/activation?purpose=test"));
    }

    private Response extend(String version, String key) {
        return study.as("unblinded-statistician")
                .header("Idempotency-Key", key)
                .post(study.path("/plans/" + version + "/extension"));
    }

    private Response test(String subject, String key, int kind) {
        return study.as("coordinator")
                .header("Idempotency-Key", key)
                .body(body(subject, kind % 2 == 0 ? "01" : "02", kind % 4 < 2 ? "LT35" : "GE35"))
                .post(study.path("/test-randomizations"));
    }

    private Response atSite(String site, String subject, String key) {
        return study.as("coordinator")
                .header("Idempotency-Key", key)
                .body(body(subject, site, "GE35"))
                .post(study.path("/randomizations"));
    }

    private static Map<String, Object> body(String subject, String site, String band) {
        return Map.of("subject", subject, "site", site, "strata", Map.of("madrsBand", band));
    }

    @Test
    void theSealedTotalsAreAlwaysEquallyLong() {
        study.active(plan(156));
        List<String> lengths = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            randomize("X-" + i, "key-" + i, 0).then().statusCode(201);
            lengths.addAll(column("SELECT length(totals) FROM adaptive_state JOIN randomization_list USING (list) "
                    + "WHERE study = '%s'"));
        }
        assertThat(lengths).hasSize(3).containsOnly(lengths.get(0));
    }

    private AdaptiveList list() {
        return list("01", "02");
    }

    private AdaptiveList list(String... sites) {
        String live = "FROM randomization_list WHERE study = '%s' AND purpose = 'live'";
        String list = column("SELECT list " + live).get(0);
        byte[] sealed = HexFormat.of()
                .parseHex(column("SELECT encode(seed, 'hex') " + live).get(0));
        byte[] seed = keys.cipher(
                        study.id(),
                        column("SELECT wrapped_keyset FROM study_key WHERE study = '%s'")
                                .get(0))
                .open(
                        sealed,
                        new FieldEncoding()
                                .text("org.equipoise.seed/1")
                                .text(study.id())
                                .text(list)
                                .bytes());
        return new AdaptiveList(Plans.sound(draft(sites)), list, Seed.of(seed));
    }

    private PlanDraft draft(String... sites) {
        return new PlanDraft(
                study.id(),
                "1",
                new PlanDraft.Method("minimization", null, "0.8", null, null, null, null, "range", null),
                Plans.KET_TRD_01.arms(),
                List.of(
                        new PlanDraft.Factor("site", List.of(sites)),
                        new PlanDraft.Factor("madrsBand", List.of("LT35", "GE35"))),
                null,
                Map.of("study", 156),
                "external");
    }

    private static String plan(int cap) {
        return TestStudy.plan(60, cap, "external")
                .replace(
                        "\"type\":\"permuted-blocks\",\"blockSizes\":[4,6]",
                        "\"type\":\"minimization\",\"measure\":\"range\",\"probability\":0.80")
                .replace("\"entriesPerStratum\":60,", "");
    }

    private Response randomize(String subject, String key, int kind) {
        return study.as("coordinator")
                .header("Idempotency-Key", key)
                .body(Map.of(
                        "subject",
                        subject,
                        "site",
                        kind % 2 == 0 ? "01" : "02",
                        "strata",
                        Map.of("madrsBand", kind % 4 < 2 ? "LT35" : "GE35")))
                .post(study.path("/randomizations"));
    }

    private List<String> column(String sql) {
        return Database.column(sql.formatted(study.id()));
    }

    private List<Response> atOnce(int requests, IntFunction<Response> request) throws Exception {
        List<Future<Response>> running = new ArrayList<>();
        for (int i = 0; i < requests; i++) {
            int number = i;
            Callable<Response> client = () -> request.apply(number);
            running.add(clients.submit(client));
        }
        List<Response> answers = new ArrayList<>();
        for (Future<Response> answer : running) {
            answers.add(answer.get());
        }
        return answers;
    }
}
