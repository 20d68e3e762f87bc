package org.equipoise.ecrf.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.equipoise.ecrf.rest.EcrfApi.as;
import static org.equipoise.ecrf.rest.EcrfApi.madrs;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.equipoise.ecrf.ExampleStudy;
import org.equipoise.ecrf.domain.study.FormCategory;
import org.equipoise.platform.security.Role;
import org.equipoise.testing.MongoServer;
import org.equipoise.testing.Operation;
import org.equipoise.testing.TestIssuer;
import org.equipoise.testing.Tokens;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Words are planted in each category of data: values, names of items and rules, reasons, queries, what was done about alerts.
 * Every operation that reads, and refusals of those that write, are searched for words of categories that the role may not see.
 */
@QuarkusTest
@QuarkusTestResource(MongoServer.class)
@QuarkusTestResource(TestIssuer.class)
class HiddenDataTest {
    private static final String ID = "HIDES";
    private static final String STUDY = "/api/ecrf/studies/" + ID;
    private static final Instant START = EcrfApi.daysAgo(5);

    /** The end of the infusion, an instant that nothing is measured from. */
    private static final Instant STOP = START.plus(Duration.ofMinutes(60));

    private static final Map<FormCategory, List<String>> PLANTED = Map.of(
            FormCategory.GENERAL,
            List.of("zq-general"),
            FormCategory.EFFICACY,
            List.of("zq-efficacy"),
            FormCategory.DOSE_DAY,
            List.of(
                    STOP.toString(),
                    "zq-cadss",
                    "ZQ_CADSS",
                    "zq-vitals",
                    "zq-infusion",
                    "ZQ_INFUSION",
                    "zq-alert",
                    "ZQ_ALERT",
                    "zq-query",
                    "zq-words",
                    "zq-item",
                    "ZQ_ITEM",
                    "R4_DURATION",
                    "CALM"),
            FormCategory.PHARMACY,
            List.of("zq-pharmacy", "ZQ_PHARMACY"));

    private static final List<String> FORMS = List.of(
            "PLUS40/forms/CADSS",
            "PLUS40/forms/VITALS",
            "INFUSION/forms/INFUSION",
            "INFUSION/forms/PREPARATION",
            "H24/forms/MADRS",
            "COMMON/forms/AE");

    private static final List<String> EXPORTS = List.of(
            "csv?history=true",
            "csv?dataset=DV",
            "csv?dataset=ALERT",
            "odm",
            "odm?history=true",
            "dataset-json?form=CADSS",
            "dataset-json?form=VITALS",
            "dataset-json?dataset=DV");

    /** What the study asks is no secret, and streams of changes never end. */
    private static final Set<String> NOT_READ = Set.of(
            "/studies/{study}/forms/{form}",
            "/studies/{study}/sites/{site}/work-list/changes",
            "/studies/{study}/subjects/{subject}/dose-day/changes");

    private static final List<Operation> READS = Operation.in("org.equipoise.ecrf.rest").stream()
            .filter(operation -> operation.method().equals("GET") && !NOT_READ.contains(operation.path()))
            .toList();

    private static String subject;
    private static String snapshot;

    private static void withPlaces(ObjectNode study) {
        study.put("study", ID);
        ((ObjectNode) study.path("schedule")).putArray("outOfWindow").add("deviation");
        ((ObjectNode) study.at("/schedule/anchors")).put("infusionEnd", "INFUSION/INFUSION/INF_STOP");
        study.path("forms").forEach(each -> {
            ObjectNode form = (ObjectNode) each;
            switch (form.path("form").asText()) {
                case "CADSS" -> {
                    text(form, "ZQ_CADSS");
                    ObjectNode check = form.putArray("editChecks").addObject();
                    check.put("id", "ZQ_ALERT")
                            .put("assert", "SCORE < 50")
                            .put("severity", "query")
                            .put("message", "zq-alert");
                    check.putArray("items").add("SCORE");
                    check.putArray("raises").add("alert");
                }
                case "VITALS" -> text(form, "NOTE");
                case "AE" -> {
                    text(form, "ZQ_ITEM").put("category", "dose-day");
                    ObjectNode check = form.withArray("/editChecks").addObject();
                    check.put("id", "ZQ_ITEM_RULE")
                            .put("assert", "ZQ_ITEM == ''")
                            .put("severity", "query")
                            .put("message", "zq-item-rule");
                    check.putArray("items").add("TERM");
                    check.putArray("raises").add("alert");
                }
                case "PREPARATION" -> text(form, "ZQ_PHARMACY");
                case "INFUSION" -> {
                    text(form, "ZQ_INFUSION");
                    raises(form, 1, "deviation");
                }
                case "MADRS" -> raises(form, 2, "alert");
                default -> {}
            }
        });
    }

    private static ObjectNode text(ObjectNode form, String item) {
        return ((ArrayNode) form.path("itemGroups").get(0).path("items"))
                .addObject()
                .put("id", item)
                .put("label", "Remark")
                .put("type", "text");
    }

    private static void raises(ObjectNode form, int check, String kind) {
        ((ObjectNode) form.path("editChecks").get(check)).putArray("raises").add(kind);
    }

    private static RequestSpecification person(Role role) {
        String where = Set.of(Role.COORDINATOR, Role.INVESTIGATOR, Role.RATER, Role.DOSE_NURSE, Role.PHARMACIST)
                        .contains(role)
                ? "sites/01/"
                : "";
        return as(Tokens.person(role.id(), "/studies/" + ID + "/" + where + role.id()));
    }

    private static Set<FormCategory> reads(Role role) {
        return Arrays.stream(FormCategory.values())
                .filter(category -> role.permissions().stream()
                        .anyMatch(permission -> permission.id().equals(category.code() + "-data.read")))
                .collect(Collectors.toSet());
    }

    @BeforeEach
    void plant() {
        if (subject != null) {
            return;
        }
        person(Role.ADMINISTRATOR)
                .body(ExampleStudy.jsonWith(HiddenDataTest::withPlaces))
                .put(STUDY + "/versions/1")
                .then()
                .statusCode(201);
        subject = post(
                        Role.COORDINATOR,
                        "/sites/01/subjects",
                        Map.of("screenedAt", EcrfApi.daysAgo(10).toString()))
                .then()
                .statusCode(201)
                .extract()
                .path("subject");
        Instant plus40 = START.plus(Duration.ofMinutes(40));
        enter(
                Role.DOSE_NURSE,
                "INFUSION/forms/INFUSION",
                START,
                Map.of(
                        "INF_START", START.toString(),
                        "INF_STOP", STOP.toString(),
                        "ZQ_INFUSION", "zq-infusion"));
        enter(Role.DOSE_NURSE, "PLUS40/forms/CADSS", plus40, Map.of("SCORE", 57, "ZQ_CADSS", "zq-cadss"));
        enter(
                Role.DOSE_NURSE,
                "PLUS40/forms/VITALS",
                plus40,
                Map.of("SYSTOLIC", 191, "DIASTOLIC", 80, "NOTE", "zq-vitals"));
        enter(Role.PHARMACIST, "INFUSION/forms/PREPARATION", START, Map.of("ZQ_PHARMACY", "zq-pharmacy"));
        enter(Role.COORDINATOR, "COMMON/forms/AE", START, Map.of("TERM", "zq-general"));
        Map<String, Object> hidden =
                new HashMap<>(EcrfApi.changed(START, Map.of("TERM", "zq-general", "ZQ_ITEM", "zq-item")));
        hidden.put("reasonForChange", "zq-item-reason");
        person(Role.DOSE_NURSE)
                .header("If-Match", "\"1\"")
                .body(hidden)
                .put(form("COMMON/forms/AE"))
                .then()
                .statusCode(200);
        enter(Role.RATER, "H24/forms/MADRS", START.plus(Duration.ofHours(30)), madrs(6));
        post(
                        Role.MONITOR,
                        "/queries",
                        Map.of(
                                "subject", subject,
                                "event", "COMMON",
                                "form", "AE",
                                "repeat", 1,
                                "item", "ZQ_ITEM",
                                "text", "zq-item-query"))
                .then()
                .statusCode(201);
        post(
                        Role.MONITOR,
                        "/queries",
                        Map.of(
                                "subject", subject,
                                "event", "PLUS40",
                                "form", "CADSS",
                                "repeat", 1,
                                "item", "SCORE",
                                "text", "zq-query"))
                .then()
                .statusCode(201);
        for (String alert : person(Role.INVESTIGATOR).get(STUDY + "/alerts").<List<String>>path("items.id")) {
            post(Role.INVESTIGATOR, "/alerts/" + alert + "/acknowledgement", Map.of("text", "zq-words"))
                    .then()
                    .statusCode(200);
        }
        snapshot = post(Role.DATA_MANAGER, "/snapshots", Map.of("label", "Cut"))
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    private static void enter(Role role, String form, Instant at, Map<String, ?> values) {
        Map<String, Object> entry = new HashMap<>(EcrfApi.entry(at, values));
        entry.put("warningReasons", Map.of("R4_DURATION", "zq-infusion", "ALL_SIX", "zq-efficacy"));
        if (role == Role.RATER) {
            entry.put("windowReason", "zq-efficacy");
        }
        EcrfApi.enter(person(role), form(form), entry).then().statusCode(201);
    }

    private static String form(String place) {
        return STUDY + "/subjects/" + subject + "/events/" + place;
    }

    private static Response post(Role role, String path, Map<String, ?> body) {
        return person(role)
                .header("Idempotency-Key", UUID.randomUUID())
                .body(body)
                .post(STUDY + path);
    }

    /** The answer of every operation that reads, by request. */
    private static Map<String, String> answers(Role role) {
        Map<String, String> answers = new LinkedHashMap<>();
        READS.stream()
                .flatMap(operation -> paths(operation).stream())
                .forEach(path -> answers.put(path, text(person(role).get("/api/ecrf" + path))));
        return answers;
    }

    private static List<String> paths(Operation operation) {
        String path = operation
                .path()
                .replace("{study}", ID)
                .replace("{subject}", subject)
                .replace("{site}", "01")
                .replace("{version}", "1")
                .replace("{snapshot}", snapshot);
        if (path.contains("{event}/forms/{form}")) {
            return FORMS.stream()
                    .map(form -> path.replace("{event}/forms/{form}", form))
                    .toList();
        }
        return path.contains("{format}")
                ? EXPORTS.stream()
                        .map(export -> path.replace("{format}", export))
                        .toList()
                : List.of(path);
    }

    /** An archive's files are unpacked; its printed pages, which are compressed once more, are tested elsewhere. */
    private static String text(Response answer) {
        if (!"application/zip".equals(answer.contentType())) {
            return answer.asString() + answer.headers();
        }
        StringBuilder text = new StringBuilder();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(answer.asByteArray()))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                text.append(entry.getName()).append(new String(zip.readAllBytes(), StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    private static List<String> hidden(Role role, String path) {
        boolean namesAllItems = path.contains("/exports/odm") || path.endsWith("/archive");
        return PLANTED.entrySet().stream()
                .filter(words -> !reads(role).contains(words.getKey()))
                .flatMap(words -> words.getValue().stream())
                .filter(word -> !namesAllItems || word.startsWith("zq-"))
                .toList();
    }

    @ParameterizedTest
    @EnumSource
    void noAnswerHasAWordThatTheRoleMayNotSee(Role role) {
        answers(role)
                .forEach((path, answer) -> assertThat(hidden(role, path))
                        .as(role + " reads " + path + ": " + answer)
                        .noneMatch(answer::contains));
    }

    @Test
    void theWordsArePlantedAndWhoMaySeeThemFindsThem() {
        Map<Role, FormCategory> readers = Map.of(
                Role.COORDINATOR, FormCategory.GENERAL,
                Role.RATER, FormCategory.EFFICACY,
                Role.INVESTIGATOR, FormCategory.DOSE_DAY,
                Role.PHARMACIST, FormCategory.PHARMACY);
        readers.forEach((role, category) ->
                assertThat(String.join("\n", answers(role).values())).contains(PLANTED.get(category)));
    }

    @Test
    void noRefusalTellsARaterWhatIsThere() {
        Map<String, Object> entry =
                new HashMap<>(EcrfApi.changed(START.plus(Duration.ofHours(30)), Map.of("M1", 6, "M2", 0, "M3", 0)));
        Map<String, Response> refusals = new LinkedHashMap<>();
        FORMS.forEach(form -> {
            refusals.put(
                    "stale save of " + form,
                    person(Role.RATER).header("If-Match", "\"7\"").body(entry).put(form(form)));
            refusals.put("second first save of " + form, EcrfApi.enter(person(Role.RATER), form(form), entry));
        });
        for (String kind : List.of("queries", "alerts", "deviations")) {
            person(Role.MONITOR).get(STUDY + "/" + kind).<List<Map<String, Object>>>path("items").stream()
                    .filter(item -> !item.get("form").equals("MADRS"))
                    .forEach(item -> {
                        Object id = item.getOrDefault("query", item.get("id"));
                        refusals.put(
                                kind + " " + id,
                                post(
                                        Role.RATER,
                                        "/" + kind + "/" + id + "/"
                                                + Map.of(
                                                                "queries", "answers",
                                                                "alerts", "acknowledgement",
                                                                "deviations", "completion")
                                                        .get(kind),
                                        kind.equals("deviations")
                                                ? Map.of("cause", "None", "important", false)
                                                : Map.of("text", "None")));
                    });
        }

        assertThat(refusals).hasSizeGreaterThan(2 * FORMS.size() + 2);
        refusals.forEach((what, answer) -> {
            assertThat(answer.statusCode()).as(what).isBetween(400, 499);
            assertThat(hidden(Role.RATER, "")).as(what).noneMatch(answer.asString()::contains);
        });
    }
}
