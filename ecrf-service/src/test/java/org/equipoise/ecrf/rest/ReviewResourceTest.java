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
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.equipoise.ecrf.ExampleStudy;
import org.equipoise.ecrf.application.MarkStore;
import org.equipoise.ecrf.application.StoredMark;
import org.equipoise.ecrf.domain.form.Author;
import org.equipoise.ecrf.domain.review.Mark;
import org.equipoise.ecrf.domain.review.MarkAction;
import org.equipoise.ecrf.domain.review.Target;
import org.equipoise.testing.MongoServer;
import org.equipoise.testing.TestIssuer;
import org.equipoise.testing.Tokens;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TestIssuer.class)
@QuarkusTestResource(MongoServer.class)
class ReviewResourceTest {
    @Inject
    MarkStore marks;

    private String subject;
    private String form;

    @BeforeEach
    void enterAForm() {
        EcrfApi.publishExample();
        subject = EcrfApi.screen("01");
        form = form(subject, "SCREENING", "MADRS");
        enter(as("rater", "01"), form, entry(daysAgo(9), madrs(2))).then().statusCode(201);
    }

    private static ValidatableResponse post(String role, String site, String path, Map<String, ?> body) {
        return as(role, site)
                .header("Idempotency-Key", UUID.randomUUID())
                .body(body)
                .post(path)
                .then();
    }

    @Test
    void aSingleItemIsLockedAndUnlocked() {
        post("monitor", "*", form + "/closure", lock("lock", "M1")).statusCode(403);
        post("data-manager", "*", form + "/closure", lock("lock", "M1"))
                .statusCode(200)
                .body("state", equalTo("open"))
                .body("locked", contains("M1"))
                .body("marks[0].action", equalTo("lock-items"))
                .body("marks[0].items", contains("M1"))
                .body("marks[0].text", equalTo("cleaned"));

        as("rater", "01").get(form).then().statusCode(200).body("locked", contains("M1"));
        as("rater", "01")
                .header("If-Match", "\"1\"")
                .body(changed(daysAgo(9), madrs(3)))
                .put(form)
                .then()
                .statusCode(409)
                .body("code", equalTo("state-conflict"))
                .body("closed", equalTo("item"))
                .body("items", contains("M1"))
                .body("by", equalTo("data-manager.*"))
                .body("since", notNullValue());

        post("data-manager", "*", form + "/closure", lock("unlock", "M1"))
                .statusCode(200)
                .body("locked", hasSize(0));
        as("rater", "01")
                .header("If-Match", "\"1\"")
                .body(changed(daysAgo(9), madrs(3)))
                .put(form)
                .then()
                .statusCode(200);
    }

    @Test
    void aSingleItemIsFrozenThenLockedThenOpen() {
        post("data-manager", "*", form + "/closure", lock("freeze", "M1"))
                .statusCode(200)
                .body("state", equalTo("open"))
                .body("frozen", contains("M1"))
                .body("locked", hasSize(0))
                .body("marks[0].action", equalTo("freeze-items"));
        as("rater", "01").get(form).then().body("frozen", contains("M1")).body("locked", hasSize(0));
        as("rater", "01")
                .get(STUDY + "/subjects/" + subject + "/casebook")
                .then()
                .body("forms[0].frozen", contains("M1"));
        as("rater", "01")
                .header("If-Match", "\"1\"")
                .body(changed(daysAgo(9), madrs(3)))
                .put(form)
                .then()
                .statusCode(409)
                .body("closed", equalTo("item"))
                .body("state", equalTo("frozen"))
                .body("items", contains("M1"));

        post("data-manager", "*", form + "/closure", lock("lock", "M1"))
                .statusCode(200)
                .body("frozen", hasSize(0))
                .body("locked", contains("M1"));
        post("data-manager", "*", form + "/closure", lock("unfreeze", "M1"))
                .statusCode(409)
                .body("items", contains("M1"));
        post("data-manager", "*", form + "/closure", lock("unlock", "M1"))
                .statusCode(200)
                .body("frozen", hasSize(0))
                .body("locked", hasSize(0));
    }

    @Test
    void anAnnouncedMarkStopsSavesAndIsToldToNobodyElse() {
        List<String> target = List.of(Target.subject("01", subject).key());
        Mark mark = new Mark(
                ExampleStudy.STUDY,
                Target.subject("01", subject),
                1,
                MarkAction.LOCK,
                new Mark.Statement(0, "hash", List.of(), Optional.of("cleaned")),
                new Author("id", "dana"),
                Instant.now().truncatedTo(ChronoUnit.MILLIS),
                "key");
        StoredMark announced = new StoredMark(mark, "previous", "hash of " + subject);

        assertThat(marks.announce(announced)).isTrue();
        assertThat(marks.announce(announced)).isFalse();
        assertThat(marks.of(ExampleStudy.STUDY, target)).isEmpty();
        assertThat(marks.ofSubject(ExampleStudy.STUDY, subject)).isEmpty();
        assertThat(marks.announcedUntil(mark.at()))
                .filteredOn(known -> known.mark().target().equals(mark.target()))
                .singleElement()
                .matches(StoredMark::announced);
        assertThat(marks.announcedUntil(mark.at().minusMillis(1))).isEmpty();
        as("rater", "01")
                .header("If-Match", "\"1\"")
                .body(changed(daysAgo(9), madrs(3)))
                .put(form)
                .then()
                .statusCode(409)
                .body("closed", equalTo("subject"))
                .body("by", equalTo("dana"))
                .body("since", equalTo(mark.at().toString()));

        marks.confirm(announced);
        marks.withdraw(announced);
        assertThat(marks.of(ExampleStudy.STUDY, target)).containsExactly(announced);
        assertThat(marks.announcedUntil(mark.at())).isEmpty();
    }

    @Test
    void aWithdrawnMarkLeavesItsNumberFree() {
        Mark mark = new Mark(
                ExampleStudy.STUDY,
                Target.subject("01", subject),
                1,
                MarkAction.FREEZE,
                new Mark.Statement(0, "hash", List.of(), Optional.of("cleaned")),
                new Author("id", "dana"),
                Instant.now().truncatedTo(ChronoUnit.MILLIS),
                "key");
        marks.announce(new StoredMark(mark, "previous", "hash of " + subject));
        marks.withdraw(new StoredMark(mark, "previous", "hash of " + subject));

        assertThat(marks.append(new StoredMark(mark, "previous", "another hash of " + subject)))
                .isTrue();
    }

    @Test
    void savesOfSeveralFormsOfOneSubjectAtOnceAreAllStored() throws Exception {
        ExecutorService people = Executors.newFixedThreadPool(2);
        List<Callable<List<Integer>>> work = Stream.of("BASELINE", "H24")
                .<Callable<List<Integer>>>map(event -> () -> changes(form(subject, event, "MADRS")))
                .toList();
        for (Future<List<Integer>> statuses : people.invokeAll(work)) {
            assertThat(statuses.get()).containsOnly(200, 201).hasSize(8);
        }
        people.shutdown();

        for (String event : List.of("BASELINE", "H24")) {
            as("rater", "01").get(form(subject, event, "MADRS")).then().body("revision", equalTo(8));
        }
    }

    /** Enters a form and changes it until it has eight revisions. */
    private static List<Integer> changes(String path) {
        List<Integer> statuses = new ArrayList<>();
        statuses.add(enter(as("rater", "01"), path, entry(daysAgo(9), madrs(1))).statusCode());
        for (int revision = 1; revision < 8; revision++) {
            statuses.add(as("rater", "01")
                    .header("If-Match", "\"" + revision + "\"")
                    .body(changed(daysAgo(9), madrs(revision % 5)))
                    .put(path)
                    .statusCode());
        }
        return statuses;
    }

    private static Map<String, Object> lock(String action, String item) {
        return Map.of("revision", 1, "action", action, "reason", "cleaned", "items", List.of(item));
    }

    @Test
    void aFormIsVerifiedReviewedSignedAndFrozen() {
        post("monitor", "*", form + "/verification", Map.of("revision", 1)).statusCode(400);
        post("monitor", "*", form + "/verification", Map.of("revision", 1, "all", true, "contentHash", "0"))
                .statusCode(409)
                .body("code", equalTo("revision-conflict"));
        post("monitor", "*", form + "/verification", Map.of("revision", 1, "all", true, "contentHash", seen(form)))
                .statusCode(200)
                .body("verified", hasItems("M1", "M2", "M3", "TOTAL"));
        post("data-manager", "*", form + "/review", Map.of("revision", 1))
                .statusCode(200)
                .body("reviewed", equalTo(true));
        post("investigator", "01", form + "/signature", Map.of("revision", 1, "meaning", "Complete and correct"))
                .statusCode(200)
                .body("signed", equalTo(true))
                .body("signatures[0].by", equalTo("investigator.01"));
        post("data-manager", "*", form + "/closure", Map.of("revision", 1, "action", "freeze", "reason", "cleaning"))
                .statusCode(200)
                .body("state", equalTo("frozen"))
                .body("marks", hasSize(4));

        as("rater", "01")
                .header("If-Match", "\"1\"")
                .body(changed(daysAgo(9), madrs(3)))
                .put(form)
                .then()
                .statusCode(409)
                .body("code", equalTo("state-conflict"))
                .body("closed", equalTo("form"));
    }

    @Test
    void aSignatureTakesAFreshSignIn() {
        String stale = Tokens.signedInAt(
                Instant.now().minusSeconds(90),
                "investigator.01",
                STUDY.replace("/api/ecrf", "") + "/sites/01/investigator");
        as(stale)
                .header("Idempotency-Key", UUID.randomUUID())
                .body(Map.of("revision", 1, "meaning", "Complete and correct"))
                .post(form + "/signature")
                .then()
                .statusCode(403)
                .body("code", equalTo("sign-in-too-old"));
    }

    @Test
    void aRaterSeesNoStandingOfAHiddenForm() {
        String infusion = form(subject, "INFUSION", "INFUSION");
        enter(
                        as("dose-nurse", "01"),
                        infusion,
                        entry(daysAgo(8), Map.of("INF_START", daysAgo(8).toString())))
                .then()
                .statusCode(201);

        as("rater", "01").get(infusion + "/standing").then().statusCode(404);
        as("investigator", "01").get(infusion + "/standing").then().statusCode(200);
    }

    @Test
    void anInvestigatorSignsAllOfASubjectAndAnotherSiteDoesNotSeeIt() {
        String all = STUDY + "/subjects/" + subject;
        String hash = seen(all);
        enter(as("coordinator", "01"), form(subject, "SCREENING", "CONSENT"), consent())
                .then()
                .statusCode(201);
        post("investigator", "01", all + "/signature", Map.of("meaning", "Complete", "contentHash", hash))
                .statusCode(409)
                .body("code", equalTo("revision-conflict"));
        post("investigator", "01", all + "/signature", Map.of("meaning", "Complete", "contentHash", seen(all)))
                .statusCode(200)
                .body("signatures[0].valid", equalTo(true));
        post("investigator", "02", all + "/signature", Map.of("meaning", "Complete", "contentHash", hash))
                .statusCode(404);
    }

    private static Map<String, Object> consent() {
        return entry(daysAgo(9), Map.of("CONSENT_AT", daysAgo(9).toString()));
    }

    private static String seen(String what) {
        return as("investigator", "01").get(what + "/standing").path("contentHash");
    }

    @Test
    void aSubjectIsClosedAndOpenedAgain() {
        String closure = STUDY + "/subjects/" + subject + "/closure";
        post("data-manager", "*", closure, Map.of("action", "lock", "reason", "complete"))
                .statusCode(200)
                .body("state", equalTo("locked"));
        post("data-manager", "*", closure, Map.of("action", "freeze", "reason", "late"))
                .statusCode(409);
        post("data-manager", "*", closure, Map.of("action", "unlock", "reason", "late result"))
                .statusCode(200)
                .body("state", equalTo("open"));
        post("data-manager", "*", closure, Map.of("action", "melt", "reason", "no such thing"))
                .statusCode(400)
                .body("code", equalTo("invalid-value"));
    }

    @Test
    void aSiteTellsWhetherItIsFrozenAndSoDoesWhatLiesInIt() {
        String site = STUDY + "/sites/02";
        String other = EcrfApi.screen("02");
        as("rater", "02").get(site + "/standing").then().statusCode(200).body("state", equalTo("open"));
        post("data-manager", "*", site + "/closure", Map.of("action", "freeze", "reason", "cleaning"))
                .statusCode(200)
                .body("state", equalTo("frozen"));
        try {
            as("rater", "02")
                    .get(site + "/standing")
                    .then()
                    .statusCode(200)
                    .body("state", equalTo("frozen"))
                    .body("closedWith", nullValue())
                    .body("contentHash", nullValue())
                    .body("marks[-1].action", equalTo("freeze"))
                    .body("marks[-1].text", nullValue());
            as("investigator", "02")
                    .get(site + "/standing")
                    .then()
                    .statusCode(200)
                    .body("marks[-1].text", equalTo("cleaning"));
            as("rater", "02")
                    .get(STUDY + "/subjects/" + other + "/standing")
                    .then()
                    .body("state", equalTo("open"))
                    .body("closedWith.level", equalTo("site"))
                    .body("closedWith.state", equalTo("frozen"))
                    .body("closedWith.by", equalTo("data-manager.*"))
                    .body("closedWith.since", notNullValue());
            as("rater", "01").get(site + "/standing").then().statusCode(404);
        } finally {
            post("data-manager", "*", site + "/closure", Map.of("action", "unfreeze", "reason", "done"))
                    .statusCode(200)
                    .body("state", equalTo("open"));
        }
    }

    @Test
    void theStudyTellsWhetherItIsLocked() {
        as("monitor", "*").get(STUDY + "/lock").then().statusCode(200).body("locked", equalTo(false));
        as(Tokens.service("randomizer")).get(STUDY + "/lock").then().statusCode(200);
        as("data-manager", "*")
                .get(STUDY + "/lock-checklist")
                .then()
                .statusCode(200)
                .body("points.id", hasItems("unreviewed-forms"));
        post("data-manager", "*", STUDY + "/lock", Map.of("action", "lock", "reason", "end"))
                .statusCode(409)
                .body("state", equalTo("open"));
        as(Tokens.service("randomizer"))
                .body(Map.of("lockedAt", daysAgo(1).toString()))
                .put(STUDY + "/lock/seal")
                .then()
                .statusCode(409)
                .body("code", equalTo("state-conflict"));
    }
}
