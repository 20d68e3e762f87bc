package org.equipoise.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.equipoise.launcher.client.Answer;
import org.equipoise.launcher.client.BrowserSession;
import org.equipoise.launcher.client.Call;
import org.equipoise.launcher.system.Person;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Every blinded role asks for everything that the services describe; no body, header or log line has an arm's name or
 * code. The same search over what an unblinded role gets does find them, so it can fail.
 */
@ExtendWith(SharedSystem.class)
class BlindJourney {

    private static final Pattern ARM = Pattern.compile(
            "\\bKTM\\b|\\bMDZ\\b|midazolam|ketamine 0\\.5|\\bBRK\\b|\\bDIN\\b", Pattern.CASE_INSENSITIVE);

    private final SharedSystem system;

    BlindJourney(SharedSystem system) {
        this.system = system;
    }

    @Test
    void noBlindedRoleGetsAnArmFromAnyOperation() {
        Set<String> leaks = new ConcurrentSkipListSet<>();
        Set<Integer> statuses = new ConcurrentSkipListSet<>();
        List<Operations.Request> requests = Operations.of(system)
                .requests(Map.of(
                        "study", SharedSystem.STUDY,
                        "version", "1",
                        "site", "01",
                        "subject", "01-001",
                        "event", "H24",
                        "form", "MADRS",
                        "analysis", system.analysis(),
                        "id", system.analysis()));
        Operations.BLINDED.parallelStream().forEach(user -> {
            Api api = system.as(user);
            for (Operations.Request request : requests) {
                Api.Answer answer = api.send(request.method(), request.path(), request.body(), request.headers());
                statuses.add(answer.status());
                if (ARM.matcher(answer.everything()).find()) {
                    leaks.add(user + ": " + answer);
                }
            }
        });
        assertThat(requests).hasSizeGreaterThan(30);
        assertThat(statuses).contains(200, 403).doesNotContain(500);
        assertThat(leaks).isEmpty();
    }

    @Test
    void whatBlindedPeopleWriteIsAnsweredWithoutAnArm() {
        MinimalStudy study = system.minimalStudy();
        String subject = study.eligibleSubject();
        String base = "/api/randomizer/studies/" + MinimalStudy.NAME + "/randomizations";
        Api coordinator = system.as("clara.coordinator");
        Api dataManager = system.as("dario.datamanager");
        String query = "{\"subject\":\"" + subject + "\",\"event\":\"VISIT1\",\"form\":\"VISIT\",\"repeat\":1,"
                + "\"item\":\"ENERGY\",\"text\":\"Is that so?\"}";

        List<Api.Answer> answers = List.of(
                coordinator.get(MinimalStudy.ECRF + "/subjects/" + subject + "/eligibility-certificate"),
                coordinator.post(base, "{\"subject\":\"" + subject + "\"}", "first-" + subject),
                coordinator.post(base, "{\"subject\":\"" + subject + "\"}", "first-" + subject),
                coordinator.post(base, "{\"subject\":\"" + subject + "\"}", "second-" + subject),
                coordinator.get(base + "/" + subject),
                dataManager.post(MinimalStudy.ECRF + "/queries", query, "query-" + subject),
                system.as("rita.rater").get(MinimalStudy.visit(subject, "VISIT1")),
                system.as("rita.rater").get(MinimalStudy.visit(subject, "VISIT1") + "/history"),
                system.as("mona.monitor").get("/api/randomizer/studies/" + MinimalStudy.NAME + "/audit?limit=200"));

        assertThat(answers).extracting(Api.Answer::status).containsExactly(200, 201, 201, 409, 200, 201, 200, 200, 200);
        assertThat(answers)
                .allSatisfy(
                        answer -> assertThat(ARM.matcher(answer.everything()).find())
                                .as(answer.toString())
                                .isFalse());
    }

    @Test
    void theSearchFindsArmsWhereTheyMayBe() {
        Answer key = BrowserSession.signIn(system.address(), "dora.dmc", Person.PASSWORD)
                .send(Call.post(
                        "dora.dmc",
                        "/api/stats/studies/" + SharedSystem.STUDY + "/analyses/" + system.analysis() + "/key-releases",
                        JsonNodeFactory.instance.objectNode().put("reason", "to see that the search works"),
                        "blind-journey"));

        assertThat(key.status()).as(key.body().toString()).isEqualTo(201);
        assertThat(ARM.matcher(key.body().toString()).find()).isTrue();
    }

    @Test
    void noLogNamesAnArm() throws IOException {
        List<String> leaks = new ArrayList<>();
        int lines = 0;
        try (Stream<Path> logs = Files.list(system.logs())) {
            for (Path log : logs.toList()) {
                for (String line : Files.readAllLines(log)) {
                    lines++;
                    if (ARM.matcher(line).find()) {
                        leaks.add(log.getFileName() + ": " + line);
                    }
                }
            }
        }
        assertThat(lines).isPositive();
        assertThat(leaks).isEmpty();
    }
}
