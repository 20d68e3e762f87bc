package org.equipoise.ecrf.rest;

import static org.equipoise.ecrf.rest.EcrfApi.STUDY;
import static org.equipoise.ecrf.rest.EcrfApi.as;
import static org.equipoise.ecrf.rest.EcrfApi.daysAgo;
import static org.equipoise.ecrf.rest.EcrfApi.enter;
import static org.equipoise.ecrf.rest.EcrfApi.entry;
import static org.equipoise.ecrf.rest.EcrfApi.form;
import static org.equipoise.ecrf.rest.EcrfApi.madrs;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.equipoise.testing.MongoServer;
import org.equipoise.testing.TestIssuer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TestIssuer.class)
@QuarkusTestResource(MongoServer.class)
class ExportsResourceTest {
    private String subject;

    @BeforeEach
    void enterAForm() {
        EcrfApi.publishExample();
        subject = EcrfApi.screen("01");
        enter(as("rater", "01"), form(subject, "SCREENING", "MADRS"), entry(daysAgo(9), madrs(2)))
                .then()
                .statusCode(201);
    }

    @Test
    void aTableIsStreamedAsAFile() {
        as("data-manager", "*")
                .get(STUDY + "/exports/csv?history=true")
                .then()
                .statusCode(200)
                .header("Content-Type", startsWith("text/csv"))
                .header("Content-Disposition", startsWith("attachment; filename=\"KET-TRD-01-"))
                .body(startsWith("study,site,subject,"))
                .body(containsString("," + subject + ",SCREENING,MADRS,1,1,TOTAL,6,"));
    }

    @Test
    void anInvestigatorGetsTheirOwnSiteOnly() {
        String other = EcrfApi.screen("02");
        enter(as("rater", "02"), form(other, "SCREENING", "MADRS"), entry(daysAgo(9), madrs(2)))
                .then()
                .statusCode(201);

        as("investigator", "02")
                .get(STUDY + "/exports/csv")
                .then()
                .statusCode(200)
                .body(containsString(other))
                .body(not(containsString(",01-")));
    }

    @Test
    void odmAndDatasetJsonAreServed() {
        as("monitor", "*").get(STUDY + "/exports/odm").then().statusCode(200).body(endsWith("</ODM>"));
        as("monitor", "*")
                .get(STUDY + "/exports/dataset-json?form=MADRS")
                .then()
                .statusCode(200)
                .body("itemGroupOID", equalTo("MADRS"))
                .body("records", greaterThan(0));
    }

    @Test
    void whatCannotBeExportedIsRefusedBeforeTheFirstByte() {
        as("monitor", "*").get(STUDY + "/exports/pdf").then().statusCode(400).body("fix", containsString("csv"));
        as("monitor", "*").get(STUDY + "/exports/dataset-json").then().statusCode(400);
        as("monitor", "*")
                .get(STUDY + "/exports/csv?asOf=2999-01-01T00:00:00Z")
                .then()
                .statusCode(400);
    }
}
