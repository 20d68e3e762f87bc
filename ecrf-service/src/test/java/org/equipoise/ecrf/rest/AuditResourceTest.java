package org.equipoise.ecrf.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.equipoise.ecrf.rest.EcrfApi.STUDY;
import static org.equipoise.ecrf.rest.EcrfApi.as;
import static org.equipoise.ecrf.rest.EcrfApi.daysAgo;
import static org.equipoise.ecrf.rest.EcrfApi.enter;
import static org.equipoise.ecrf.rest.EcrfApi.entry;
import static org.equipoise.ecrf.rest.EcrfApi.form;
import static org.equipoise.ecrf.rest.EcrfApi.madrs;
import static org.equipoise.ecrf.rest.EcrfApi.publishExample;
import static org.equipoise.ecrf.rest.EcrfApi.screen;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.bson.Document;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.equipoise.platform.audit.AuditFinding;
import org.equipoise.platform.audit.AuditRoot;
import org.equipoise.platform.audit.AuditVerifier;
import org.equipoise.platform.audit.AuditVerifier.StoredEntry;
import org.equipoise.platform.audit.RootKeys;
import org.equipoise.testing.MongoServer;
import org.equipoise.testing.TestIssuer;
import org.equipoise.testing.Tokens;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(MongoServer.class)
@QuarkusTestResource(TestIssuer.class)
class AuditResourceTest {
    private static final ObjectMapper JSON = new ObjectMapper().registerModule(new JavaTimeModule());

    @Inject
    MongoClient mongo;

    @ConfigProperty(name = "quarkus.mongodb.database")
    String database;

    @Test
    void anExportVerifiesAgainstTheRootsUntilSomebodyTouchesTheStore() throws IOException {
        publishExample();
        String subject = screen("01");
        enter(as("rater", "01"), form(subject, "BASELINE", "MADRS"), entry(daysAgo(6), madrs(5)))
                .then()
                .statusCode(201);
        sign();
        assertThat(findingsOn(subject)).isEmpty();
        List<Integer> newest = as("monitor", "*")
                .get(STUDY + "/audit/roots?newestFirst=true&limit=2")
                .then()
                .statusCode(200)
                .extract()
                .path("items.seq");
        assertThat(newest).isSortedAccordingTo(Comparator.reverseOrder());

        Document touched = replaceFirstValue(subject, 6L);

        assertThat(findingsOn(subject)).singleElement().satisfies(finding -> {
            assertThat(finding.kind()).isEqualTo(AuditFinding.Kind.CHANGED);
            assertThat(finding.place()).endsWith(subject + "/BASELINE/MADRS/1");
        });
        assertThat(as("data-manager", "*")
                        .get(STUDY + "/audit/verification")
                        .then()
                        .statusCode(200)
                        .extract()
                        .<List<String>>path("findings.place"))
                .anyMatch(place -> place.endsWith(subject + "/BASELINE/MADRS/1"));
        replaceFirstValue(
                subject, touched.getList("values", Document.class).get(0).get("value"));
        assertThat(findingsOn(subject)).isEmpty();
    }

    @Test
    void rootsGoOnSoundlyIfTheCopyOfWhatTheyNamedIsTouched() throws IOException {
        publishExample();
        screen("01");
        sign();
        MongoCollection<Document> heads = mongo.getDatabase(database).getCollection("auditHeads");
        heads.insertOne(new Document("_id", "open/KET-TRD-01/zzz")
                .append("study", "KET-TRD-01")
                .append("hidden", false)
                .append("stream", "KET-TRD-01/zzz")
                .append("seq", 1L)
                .append("hash", "0"));
        heads.updateOne(Filters.eq("stream", "KET-TRD-01/versions/1"), Updates.set("seq", 9L));
        String subject = screen("01");
        int streams = sign();

        assertThat(heads.find(Filters.eq("_id", "open/KET-TRD-01/zzz"))).isEmpty();
        assertThat(findingsOn(subject)).isEmpty();
        assertThat(sign()).isEqualTo(streams);
        assertThat(heads.countDocuments(Filters.and(Filters.eq("study", "KET-TRD-01"), Filters.eq("hidden", false))))
                .isEqualTo(streams);
        assertThat(findingsOn(subject)).isEmpty();
    }

    private static int sign() {
        return as("monitor", "*")
                .header("Idempotency-Key", UUID.randomUUID())
                .post(STUDY + "/audit/roots")
                .then()
                .statusCode(201)
                .extract()
                .path("streams");
    }

    @Test
    void aSubjectsRecordAndAPublishedVersionVerifyUntilSomebodyTouchesThem() throws IOException {
        publishExample();
        String subject = screen("01");
        as(Tokens.service("randomizer"))
                .body(Map.of(
                        "randomizationNumber",
                        "R-" + subject,
                        "kit",
                        "K-1",
                        "randomizedAt",
                        "2026-03-01T09:00:00.123456Z",
                        "strata",
                        Map.of("site", "01")))
                .put(STUDY + "/subjects/" + subject + "/randomization")
                .then()
                .statusCode(200);
        sign();
        assertThat(findingsOn(subject)).isEmpty();
        assertThat(findingsOn("/versions/")).isEmpty();

        set(subject, "randomization.kit", "K-2");
        assertThat(findingsOn(subject))
                .extracting(AuditFinding::kind, finding -> finding.place().replaceAll(".*/subjects/", ""))
                .containsExactly(tuple(AuditFinding.Kind.CHANGED, subject + "/randomization"));
        set(subject, "randomization.kit", "K-1");

        Document before = set(subject, "definitionVersion", "9");
        assertThat(findingsOn(subject))
                .extracting(AuditFinding::kind, finding -> finding.place().replaceAll(".*/subjects/", ""))
                .containsExactly(tuple(AuditFinding.Kind.CHANGED, subject));
        set(subject, "definitionVersion", before.getString("definitionVersion"));
        assertThat(findingsOn(subject)).isEmpty();

        Document published = setVersion("publishedBy.name", "nobody");
        assertThat(findingsOn("/versions/1")).extracting(AuditFinding::kind).contains(AuditFinding.Kind.CHANGED);
        setVersion(
                "publishedBy.name", published.get("publishedBy", Document.class).getString("name"));
        assertThat(findingsOn("/versions/1")).isEmpty();
    }

    private Document set(String subject, String field, Object value) {
        return mongo.getDatabase(database)
                .getCollection("subjects")
                .findOneAndUpdate(
                        Filters.and(Filters.eq("study", "KET-TRD-01"), Filters.eq("subject", subject)),
                        Updates.set(field, value));
    }

    private Document setVersion(String field, Object value) {
        return mongo.getDatabase(database)
                .getCollection("studies")
                .findOneAndUpdate(
                        Filters.and(Filters.eq("study", "KET-TRD-01"), Filters.eq("version", "1")),
                        Updates.set(field, value));
    }

    private Document replaceFirstValue(String subject, Object value) {
        return mongo.getDatabase(database)
                .getCollection("revisions")
                .findOneAndUpdate(
                        Filters.and(
                                Filters.eq("study", "KET-TRD-01"),
                                Filters.eq("subject", subject),
                                Filters.eq("form", "MADRS")),
                        Updates.set("values.0.value", value));
    }

    private static List<AuditFinding> findingsOn(String subject) throws IOException {
        RootKeys keys =
                JSON.readValue(as("monitor", "*").get(STUDY + "/audit/keys").asString(), RootKeys.class);
        List<AuditRoot> roots = JSON.readerForListOf(AuditRoot.class)
                .readValue(JSON.readTree(as("monitor", "*")
                                .get(STUDY + "/audit/roots?limit=200")
                                .asString())
                        .path("items"));
        AuditVerifier verifier = new AuditVerifier("KET-TRD-01", keys, roots, Optional.empty());
        for (String line : (Iterable<String>)
                as("monitor", "*").get(STUDY + "/audit/export").asString().lines()::iterator) {
            verifier.accept(JSON.readValue(line, StoredEntry.class));
        }
        return verifier.finish(List.of()).findings().stream()
                .filter(finding ->
                        finding.place().contains(subject) || finding.place().startsWith("roots"))
                .toList();
    }
}
