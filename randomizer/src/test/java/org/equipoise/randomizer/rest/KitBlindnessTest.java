package org.equipoise.randomizer.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.response.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.equipoise.platform.security.Role;
import org.equipoise.randomizer.KitTrial;
import org.equipoise.randomizer.RandomizerTest;
import org.equipoise.randomizer.TestStudy;
import org.junit.jupiter.api.Test;

/** Two trials with managed kits that differ in their arms only look the same to every blinded role. */
@RandomizerTest
class KitBlindnessTest {

    private static final String SWAPPED =
            KitTrial.plan().replace("KTM", "X").replace("MDZ", "KTM").replace("\"X\"", "\"MDZ\"");

    private static final List<String> PATHS = List.of(
            "/randomizations",
            "/audit",
            "/sites/01/stock",
            "/sites/02/stock",
            "/stock",
            "/resupply",
            "/kits",
            "/shipments",
            "/depots",
            "/subjects/01-001/dispensings");

    @Test
    void noBlindedRoleCanTellTwoTrialsApartByTheirArms() {
        List<String> one = whatBlindedPeopleSee(KitTrial.plan());
        List<String> other = whatBlindedPeopleSee(SWAPPED);
        assertThat(other).hasSameSizeAs(one).hasSizeGreaterThan(80);
        for (int i = 0; i < one.size(); i++) {
            assertThat(other.get(i)).isEqualTo(one.get(i));
        }
        assertThat(String.join("\n", one))
                .contains("NUMBER", "out-of-kits", "already-dispensed")
                .doesNotContainIgnoringCase("KTM", "MDZ", "Ketamine", "Midazolam", "L-1", "L-2", KitTrial.LATER);
    }

    @Test
    void theAuditTrailOfBlindedPeopleHoldsNoKitsJourney() {
        KitTrial trial = new KitTrial().active().supplied("01", 2);
        trial.randomize("01-001").then().statusCode(201);
        List<String> streams =
                trial.study().as("monitor").get(trial.study().path("/audit")).path("items.stream");
        assertThat(streams).isNotEmpty().noneMatch(stream -> stream.contains("/kit/"));
        assertThat(streams).anyMatch(stream -> stream.contains("/list/"));
    }

    @Test
    void theStockFallsByOneWithEachSubjectWhateverTheArm() {
        KitTrial trial = new KitTrial().active().supplied("01", 6);
        List<Integer> stock = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            stock.add(trial.stock("01"));
            trial.randomize("01-00" + i).then().statusCode(201);
        }
        assertThat(stock).containsExactly(12, 11, 10, 9, 8, 7);
    }

    /** Plays a small trial with doses, a broken kit and a shortage, and asks as every blinded role for everything. */
    private static List<String> whatBlindedPeopleSee(String plan) {
        KitTrial trial = new KitTrial().active(plan).supplied("01", 9, 8);
        TestStudy study = trial.study();
        List<Response> seen = new ArrayList<>();
        for (int i = 1; i <= 4; i++) {
            seen.add(trial.randomize("01-00" + i));
        }
        Response second = trial.dispense("01-001", "D2", "second");
        seen.add(second);
        seen.add(trial.dispense("01-001", "D2", "again"));
        seen.add(trial.replace("01-001", "D2", second.path("kit")));
        seen.add(trial.replace("01-001", "D2", second.path("kit")));
        seen.add(trial.randomize("01-001"));
        trial.supplied("02", 1);
        seen.add(trial.randomize("02-001", "02", KitTrial.key()));
        seen.add(trial.randomize("02-002", "02", KitTrial.key()));
        seen.add(trial.randomize("02-003", "02", KitTrial.key()));
        Stream.of(Role.values()).filter(Role::blinded).forEach(role -> {
            PATHS.forEach(path -> seen.add(study.as(role.id()).get(study.path(path))));
            seen.add(study.as(role.id())
                    .header("Idempotency-Key", "other")
                    .body(Map.of("dose", "D2"))
                    .post(study.path("/subjects/01-001/dispensings")));
        });
        return seen.stream().map(answer -> BlindnessTest.masked(study, answer)).toList();
    }
}
