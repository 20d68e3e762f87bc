package org.equipoise.ecrf.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.equipoise.ecrf.rest.EcrfApi.STUDY;
import static org.equipoise.ecrf.rest.EcrfApi.as;
import static org.equipoise.ecrf.rest.EcrfApi.daysAgo;
import static org.equipoise.ecrf.rest.EcrfApi.enter;
import static org.equipoise.ecrf.rest.EcrfApi.entry;
import static org.equipoise.ecrf.rest.EcrfApi.form;
import static org.equipoise.ecrf.rest.EcrfApi.madrs;
import static org.equipoise.ecrf.rest.EcrfApi.publishExample;
import static org.equipoise.ecrf.rest.EcrfApi.screen;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipFile;
import org.equipoise.platform.audit.ArchiveVerifier;
import org.equipoise.platform.audit.RootKeys;
import org.equipoise.testing.MongoServer;
import org.equipoise.testing.TestIssuer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@QuarkusTest
@QuarkusTestResource(MongoServer.class)
@QuarkusTestResource(TestIssuer.class)
class ArchiveResourceTest {
    private static final String ARCHIVE = STUDY + "/sites/02/archive";

    @TempDir
    Path folder;

    private String subject;

    @BeforeEach
    void enterAForm() {
        publishExample();
        screen("01");
        subject = screen("02");
        enter(as("rater", "02"), form(subject, "BASELINE", "MADRS"), entry(daysAgo(6), madrs(5)))
                .then()
                .statusCode(201);
    }

    private Path fetched() throws IOException {
        byte[] zip = as("investigator", "02")
                .get(ARCHIVE)
                .then()
                .statusCode(200)
                .contentType("application/zip")
                .header("Content-Disposition", matchesPattern("attachment; filename=\"KET-TRD-01-02-.*\\.zip\""))
                .extract()
                .asByteArray();
        return Files.write(folder.resolve("archive.zip"), zip);
    }

    private static String text(ZipFile zip, String path) throws IOException {
        return new String(zip.getInputStream(zip.getEntry(path)).readAllBytes(), StandardCharsets.UTF_8);
    }

    @Test
    void anArchiveHoldsTheSiteAndVerifiesWithoutTheSystemByKeysKeptElsewhere() throws IOException {
        RootKeys kept = new ObjectMapper()
                .readValue(as("monitor", "*").get(STUDY + "/audit/keys").asString(), RootKeys.class);

        try (ZipFile zip = new ZipFile(fetched().toFile())) {
            ArchiveVerifier.Report report = ArchiveVerifier.verify(zip, ArchiveVerifier.Kept.keys(kept));

            assertThat(report.findings()).isEmpty();
            assertThat(report.signed()).isTrue();
            assertThat(report.chains().entries()).isPositive();
            assertThat(text(zip, "data.csv"))
                    .contains(subject + ",BASELINE,MADRS,")
                    .doesNotContain(",01-");
            assertThat(text(zip, "DV.csv")).startsWith("STUDYID,DOMAIN,USUBJID,DVSEQ,");
            assertThat(zip.getEntry("casebooks/" + subject + ".pdf")).isNotNull();
        }
    }

    @Test
    void ofASiteThatIsNotOnesOwnThereIsNone() {
        as("investigator", "01").get(ARCHIVE).then().statusCode(404).body("code", equalTo("not-found"));
        as("monitor", "*").get(STUDY + "/sites/99/archive").then().statusCode(404);
    }

    @Test
    void whoMayNotExportIsForbiddenTo() {
        as("rater", "02").get(ARCHIVE).then().statusCode(403).body("code", equalTo("permission-missing"));
        as("dose-nurse", "02").get(ARCHIVE).then().statusCode(403);
    }

    @Test
    void theFileOfThePharmacyHasANameOfItsOwn() {
        as("pharmacist", "02")
                .get(ARCHIVE)
                .then()
                .statusCode(200)
                .header("Content-Disposition", containsString("-02-pharmacy-"));
    }
}
