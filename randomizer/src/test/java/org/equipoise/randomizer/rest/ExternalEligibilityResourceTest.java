package org.equipoise.randomizer.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;

import io.restassured.response.Response;
import java.util.Map;
import org.equipoise.randomizer.EcrfStub;
import org.equipoise.randomizer.RandomizerTest;
import org.equipoise.randomizer.TestStudy;
import org.junit.jupiter.api.Test;

@RandomizerTest
class ExternalEligibilityResourceTest {

    private final TestStudy study = new TestStudy();

    @Test
    void siteAndStrataComeWithTheRequestAndTheEcrfIsNotTold() {
        study.active(TestStudy.plan(60, 156, "external"));
        request("01", Map.of("madrsBand", "LT35"))
                .then()
                .statusCode(201)
                .body("strata", equalTo(Map.of("site", "01", "madrsBand", "LT35")));
        assertThat(EcrfStub.noticesFor(study.id(), "X-1")).isEmpty();
    }

    @Test
    void aMissingStratumIsNamed() {
        study.active(TestStudy.plan(60, 156, "external"));
        request("01", Map.of())
                .then()
                .statusCode(422)
                .body("code", equalTo("stratum-unknown"))
                .body("factors.factor", contains("madrsBand"));
    }

    @Test
    void anotherSiteIsOutOfReach() {
        study.active(TestStudy.plan(60, 156, "external"));
        request("02", Map.of("madrsBand", "LT35")).then().statusCode(404);
    }

    private Response request(String site, Map<String, String> strata) {
        return study.atSite("01", "investigator")
                .header("Idempotency-Key", "k")
                .body(Map.of("subject", "X-1", "site", site, "strata", strata))
                .post(study.path("/randomizations"));
    }
}
