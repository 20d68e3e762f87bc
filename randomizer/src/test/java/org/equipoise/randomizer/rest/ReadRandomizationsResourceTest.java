package org.equipoise.randomizer.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.nullValue;

import io.restassured.response.Response;
import java.util.ArrayList;
import java.util.List;
import org.equipoise.randomizer.RandomizerTest;
import org.equipoise.randomizer.TestStudy;
import org.junit.jupiter.api.Test;

@RandomizerTest
class ReadRandomizationsResourceTest {

    private final TestStudy study = new TestStudy();

    @Test
    void goesPageByPageInTheOrderOfRandomization() {
        study.active();
        for (int i = 1; i <= 5; i++) {
            study.randomizeEligible("01-00" + i).then().statusCode(201);
        }
        List<String> seen = new ArrayList<>();
        String after = "";
        do {
            Response page = study.as("monitor").get(study.path("/randomizations?limit=2" + after));
            page.then().statusCode(200);
            seen.addAll(page.path("items.subject"));
            after = page.path("next") == null ? null : "&after=" + page.path("next");
        } while (after != null);
        assertThat(seen).containsExactly("01-001", "01-002", "01-003", "01-004", "01-005");
    }

    @Test
    void showsOnlyTheSitesOfTheCaller() {
        study.active();
        study.randomizeEligible("01-001").then().statusCode(201);
        study.atSite("02", "rater")
                .get(study.path("/randomizations"))
                .then()
                .statusCode(200)
                .body("items", empty())
                .body("next", nullValue());
        study.atSite("02", "rater")
                .get(study.path("/randomizations/01-001"))
                .then()
                .statusCode(404);
        study.atSite("01", "rater")
                .get(study.path("/randomizations/01-001"))
                .then()
                .statusCode(200)
                .body("subject", equalTo("01-001"));
        study.atSite("01", "dose-nurse")
                .get(study.path("/randomizations"))
                .then()
                .body("items.subject", hasItem("01-001"));
    }

    @Test
    void refusesACursorThatIsNoneAndALimitOutOfRange() {
        study.active();
        study.as("monitor").get(study.path("/randomizations?after=xyz")).then().statusCode(400);
        study.as("monitor").get(study.path("/randomizations?limit=0")).then().statusCode(400);
        study.as("monitor").get(study.path("/randomizations?limit=201")).then().statusCode(400);
        study.as("monitor").get(study.path("/randomizations?limit=many")).then().statusCode(400);
    }
}
