package org.equipoise.randomizer.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;

import io.restassured.response.Response;
import java.util.List;
import org.equipoise.randomizer.Database;
import org.equipoise.randomizer.RandomizerTest;
import org.equipoise.randomizer.TestStudy;
import org.junit.jupiter.api.Test;

@RandomizerTest
class PlanAssessmentsResourceTest {

    private static final String MINIMIZATION = TestStudy.plan()
            .replace(
                    "\"type\":\"permuted-blocks\",\"blockSizes\":[4,6]",
                    "\"type\":\"minimization\",\"measure\":\"range\",\"probability\":\"4/5\"")
            .replace("\"entriesPerStratum\":60,", "");

    private final TestStudy study = new TestStudy();

    @Test
    void aPlanIsComparedWithItsAlternativesAndNothingIsStored() {
        String body = """
                {"plan":%s,"alternatives":[{"name":"minimization","plan":%s}],
                 "accrual":{"subjects":20,"shares":{"site":{"01":0.25,"02":0.75}}},"simulations":200,"seed":5}""".formatted(TestStudy.plan(), MINIMIZATION);
        Response first = assess(body);
        first.then()
                .statusCode(200)
                .body("assessments.name", equalTo(List.of("plan", "minimization")))
                .body("assessments[0].guesses.convergence.exact", equalTo(true))
                .body("assessments[0].imbalance.strata", hasSize(4))
                .body("assessments[0].imbalance.sites.of", equalTo(List.of("01", "02")))
                .body("assessments[0].runningOut.value", equalTo(0.0f))
                .body("assessments[1].method", equalTo("minimization"))
                .body("assessments[1].guesses.convergence.exact", equalTo(false));
        assertThat(assess(body).asString()).isEqualTo(first.asString());
        assertThat(Database.column("SELECT version FROM plan WHERE study = '" + study.id() + "'"))
                .isEmpty();
    }

    /** Blocks of two are a coin and a certainty in turn. */
    @Test
    void blocksOfTwoAreGuessedThreeTimesInFour() {
        String pairs = TestStudy.plan()
                .replace("[4,6]", "[2]")
                .replaceAll("\"factors\":\\[.*?\\]\\}\\]\\}", "\"factors\":[]}");
        assess("{\"plan\":" + pairs.replace("\"caps\":{\"study\":156},", "") + ",\"accrual\":{\"subjects\":40}}")
                .then()
                .statusCode(200)
                .body("assessments[0].guesses.convergence.value", equalTo(0.75f));
    }

    @Test
    void faultsNameThePlanTheFieldAndTheRemedy() {
        assess("{\"plan\":" + TestStudy.plan().replace("[4,6]", "[5]") + ",\"accrual\":{\"subjects\":40}}")
                .then()
                .statusCode(422)
                .body("code", equalTo("invalid-plan"))
                .body("errors.field", hasItem("plan: method.blockSizes[0]"));
        assess("{\"plan\":" + TestStudy.plan() + ",\"accrual\":{\"subjects\":2000},\"simulations\":20000}")
                .then()
                .statusCode(400)
                .body("code", equalTo("invalid-value"));
        assess("{\"plan\":" + TestStudy.plan() + "}").then().statusCode(400);
    }

    private Response assess(String body) {
        return study.as("statistician").body(body).post(study.path("/plan-assessments"));
    }
}
