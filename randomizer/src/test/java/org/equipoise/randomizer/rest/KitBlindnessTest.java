package org.equipoise.randomizer.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.response.Response;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.equipoise.platform.security.Role;
import org.equipoise.randomizer.KitTrial;
import org.equipoise.randomizer.RandomizerTest;
import org.equipoise.randomizer.TestStudy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
    void theDosesFallByOneWithEachSubjectWhateverTheArmAndKitsAreNotCounted() {
        KitTrial trial = new KitTrial().active().supplied("01", 6);
        List<Integer> stock = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            assertThat(trial.blindedStock("01").<Map<String, Object>>path("$")).containsOnlyKeys("site", "doses");
            stock.add(trial.doses("01"));
            trial.randomize("01-00" + i).then().statusCode(201);
        }
        assertThat(stock).containsExactly(6, 5, 4, 3, 2, 1);
    }

    /**
     * Trials with other arms and other seeds, in which kits of the two types are used up unevenly. Who sees every answer, the
     * stock, and on each kit its delivery and expiry, sees the same, to the subject at whom the site runs out.
     */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void trialsWithOtherArmsRunOutAtTheSameSubject(boolean minimization) {
        Set<List<String>> seen = new HashSet<>();
        for (String plan : List.of(KitTrial.plan(), SWAPPED, KitTrial.plan())) {
            seen.add(untilOut(new KitTrial().active(minimization ? KitTrial.minimized(plan) : plan)));
        }
        assertThat(seen).hasSize(1);
        assertThat(seen.iterator().next().stream().filter(line -> line.contains("out-of-kits")))
                .hasSize(4);
    }

    private static List<String> untilOut(KitTrial trial) {
        Map<String, String> deliveries = new HashMap<>();
        String soon = LocalDate.now(ZoneOffset.UTC).plusDays(60).toString();
        deliveries.put(trial.delivered("01", 4, soon), "first");
        String second = trial.delivered("01", 4, KitTrial.LATER);
        deliveries.put(second, "second");
        List<String> seen = new ArrayList<>();
        for (int i = 1; i <= 3; i++) {
            seen.add(label(trial, deliveries, trial.randomize("01-00" + i)));
        }
        Response dose = trial.dispense("01-001", "D2", KitTrial.key());
        seen.add(label(trial, deliveries, dose));
        seen.add(label(trial, deliveries, trial.replace("01-001", "D2", dose.path("kit"))));
        List<String> boxed =
                trial.study().as("pharmacist").get(trial.shipmentPath(second)).path("kits");
        String broken = boxed.stream()
                .filter(kit -> state(trial, kit).equals("available"))
                .findFirst()
                .orElseThrow();
        trial.account(broken, "damage").then().statusCode(201);
        for (int i = 4; i <= 8; i++) {
            seen.add(label(trial, deliveries, trial.randomize("01-00" + i)));
        }
        seen.add(label(trial, deliveries, trial.dispense("01-002", "D2", KitTrial.key())));
        return seen;
    }

    private static String state(KitTrial trial, String kit) {
        return trial.study()
                .as("pharmacist")
                .get(trial.study().path("/kits/" + kit))
                .path("state");
    }

    /** What is seen of an answer, and of the kit in it by who reads its label and knows the deliveries. */
    private static String label(KitTrial trial, Map<String, String> deliveries, Response answer) {
        String kit = answer.statusCode() == 201 ? answer.path("kit") : null;
        String seen = answer.statusCode() + " " + answer.path("code") + " " + trial.doses("01");
        if (kit == null) {
            return seen;
        }
        String expiry = trial.study()
                .as("pharmacist")
                .get(trial.study().path("/kits/" + kit))
                .path("expiry");
        String delivery = deliveries.keySet().stream()
                .filter(id -> trial.study()
                        .as("pharmacist")
                        .get(trial.shipmentPath(id))
                        .<List<String>>path("kits")
                        .contains(kit))
                .map(deliveries::get)
                .findFirst()
                .orElseThrow();
        return seen + " " + expiry + " " + delivery;
    }

    @Test
    void theNumbersOfAuditEntriesHaveNoGapsWhereKitsWent() {
        KitTrial trial = new KitTrial().active().supplied("01", 2);
        List<Integer> before = auditNumbers(trial);
        trial.randomize("01-001").then().statusCode(201);
        trial.supplied("02", 3);
        trial.randomize("01-002").then().statusCode(201);
        List<Integer> after = auditNumbers(trial);
        assertThat(after)
                .hasSize(before.size() + 2)
                .isEqualTo(IntStream.rangeClosed(1, after.size()).boxed().toList());
        assertThat(after).startsWith(before.toArray(Integer[]::new));
    }

    private static List<Integer> auditNumbers(KitTrial trial) {
        return trial.study()
                .as("monitor")
                .get(trial.study().path("/audit?limit=200"))
                .path("items.id");
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
