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
import org.equipoise.platform.audit.HashChain;
import org.equipoise.randomizer.KitTrial;
import org.equipoise.randomizer.RandomizerTest;
import org.equipoise.randomizer.TestStudy;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@RandomizerTest
class KitsResourceTest {

    private final KitTrial trial = new KitTrial();
    private final TestStudy study = trial.study();

    @Nested
    class Supply {

        @Test
        void kitsComeFromTheDepotToTheSiteStepByStep() {
            trial.active();
            trial.register(4, 4).then().statusCode(201);
            Response shipment = trial.request("01", 2, 3);
            shipment.then().statusCode(201);
            List<String> kits = shipment.path("kits");
            String id = shipment.path("shipment");
            assertThat(shipment.<String>path("state")).isEqualTo("requested");
            assertThat(kits).hasSize(5).isSorted();
            assertThat(trial.receive(id, KitTrial.intact(kits)).statusCode()).isEqualTo(409);
            trial.send(id).then().statusCode(201);
            assertThat(trial.send(id).<String>path("code")).isEqualTo("state-conflict");
            assertThat(trial.stock("01")).isZero();
            Map<String, String> conditions = new HashMap<>(KitTrial.intact(kits));
            conditions.put(kits.get(0), "damaged");
            conditions.put(kits.get(1), "in-doubt");
            conditions.put(kits.get(2), "missing");
            trial.receive(id, conditions).then().statusCode(201);
            assertThat(trial.stock("01")).isEqualTo(2);
            assertThat(state(kits.get(0))).isEqualTo("damaged");
            assertThat(state(kits.get(1))).isEqualTo("quarantined");
            assertThat(state(kits.get(2))).isEqualTo("lost");
            assertThat(state(kits.get(3))).isEqualTo("available");
            Response seen = study.as("pharmacist").get(trial.shipmentPath(id));
            assertThat(seen.<String>path("state")).isEqualTo("received");
        }

        @Test
        void aCancelledShipmentSetsItsKitsFree() {
            trial.active();
            trial.register(1, 1).then().statusCode(201);
            String id = trial.request("01", 1, 1).path("shipment");
            assertThat(trial.request("02", 1, 1).<String>path("code")).isEqualTo("out-of-kits");
            study.as("pharmacist")
                    .header("Idempotency-Key", KitTrial.key())
                    .post(trial.shipmentPath(id) + "/cancellation")
                    .then()
                    .statusCode(201);
            trial.request("02", 1, 1).then().statusCode(201);
            assertThat(trial.send(id).statusCode()).isEqualTo(409);
        }

        @Test
        void theSameRegistrationTwiceRegistersOnceAndAnswersTheSame() {
            trial.active();
            List<Map<String, Object>> batches = List.of(
                    KitTrial.batch("KTM", "A", KitTrial.LATER, 2), KitTrial.batch("MDZ", "B", KitTrial.LATER, 3));
            Response first = trial.register(batches, "k");
            first.then().statusCode(201);
            assertThat(trial.register(batches, "k").asString()).isEqualTo(first.asString());
            assertThat(trial.register(
                                    List.of(
                                            KitTrial.batch("KTM", "A", KitTrial.LATER, 1),
                                            KitTrial.batch("MDZ", "B", KitTrial.LATER, 3)),
                                    "k")
                            .<String>path("code"))
                    .isEqualTo("key-reused");
            List<String> kits = study.as("pharmacist").get(study.path("/kits")).path("items.kit");
            assertThat(kits).hasSize(5).isEqualTo(first.path("kits.kit"));
        }

        @Test
        void aRegistrationOrShipmentOfOneTypeIsRefused() {
            trial.active();
            Response registration = trial.register(List.of(KitTrial.batch("KTM", "A", KitTrial.LATER, 2)), "k");
            registration.then().statusCode(400);
            assertThat(registration.<String>path("errors[0].remedy")).contains("every type together");
            trial.register(2, 2).then().statusCode(201);
            Response shipment = study.as("pharmacist")
                    .header("Idempotency-Key", KitTrial.key())
                    .body(Map.of("depot", "central", "site", "01", "contents", Map.of("KTM", 1)))
                    .post(study.path("/shipments"));
            shipment.then().statusCode(400);
            assertThat(shipment.<String>path("errors[0].field")).isEqualTo("contents");
        }

        @Test
        void aReceiptNamesEachKitOfTheShipmentAndNoOther() {
            trial.active();
            trial.register(1, 1).then().statusCode(201);
            Response shipment = trial.request("01", 1, 1);
            String id = shipment.path("shipment");
            List<String> kits = shipment.path("kits");
            trial.send(id).then().statusCode(201);
            Response refused = trial.receive(id, Map.of(kits.get(0), "intact", "K0000000", "intact"));
            refused.then().statusCode(400);
            assertThat(refused.<List<String>>path("errors.field"))
                    .containsExactly("conditions." + kits.get(1), "conditions.K0000000");
        }

        @Test
        void aSitePharmacistAsksForTheirOwnSiteOnlyAndDoesNotSend() {
            trial.active();
            trial.register(2, 2).then().statusCode(201);
            Map<String, Object> body = Map.of("depot", "central", "site", "01", "contents", Map.of("KTM", 1, "MDZ", 1));
            study.atSite("02", "pharmacist")
                    .header("Idempotency-Key", "a")
                    .body(body)
                    .post(study.path("/shipments"))
                    .then()
                    .statusCode(404);
            Response mine = study.atSite("01", "pharmacist")
                    .header("Idempotency-Key", "b")
                    .body(body)
                    .post(study.path("/shipments"));
            mine.then().statusCode(201);
            String id = mine.path("shipment");
            study.atSite("01", "pharmacist")
                    .header("Idempotency-Key", "c")
                    .post(trial.shipmentPath(id) + "/dispatch")
                    .then()
                    .statusCode(403);
            study.atSite("02", "pharmacist").get(trial.shipmentPath(id)).then().statusCode(404);
        }

        @Test
        void aStudyWhoseKitsStandOnTheListManagesNone() {
            study.active();
            assertThat(trial.openDepot().<String>path("code")).isEqualTo("state-conflict");
            assertThat(trial.register(1, 1).<String>path("code")).isEqualTo("state-conflict");
        }

        @Test
        void resupplyIsSuggestedInWholeSets() {
            trial.active().supplied("01", 2, 5);
            Response suggested = study.as("pharmacist").get(study.path("/resupply?low=3&target=6"));
            assertThat(suggested.<List<String>>path("items.site")).containsExactly("01");
            assertThat(suggested.<Map<String, Integer>>path("items[0].contents"))
                    .isEqualTo(Map.of("KTM", 4, "MDZ", 4));
            assertThat(suggested.<Integer>path("items[0].doses")).isEqualTo(2);
            trial.register(4, 4).then().statusCode(201);
            trial.request("01", 4, 4).then().statusCode(201);
            assertThat(study.as("pharmacist")
                            .get(study.path("/resupply?low=3&target=6"))
                            .<List<String>>path("items"))
                    .as("what is underway counts")
                    .isEmpty();
        }
    }

    @Nested
    class Dispensing {

        @Test
        void aSubjectGetsAKitOfItsArmAndTheStockGoesDownByOne() {
            trial.active().supplied("01", 8);
            Map<String, String> kits = new HashMap<>();
            for (int i = 1; i <= 6; i++) {
                int before = trial.stock("01");
                Response answer = trial.randomize("01-00" + i);
                answer.then().statusCode(201);
                kits.put("01-00" + i, answer.path("kit"));
                assertThat(trial.stock("01")).isEqualTo(before - 1);
            }
            List<Map<String, String>> arms = study.allocations("a").path("items");
            assertThat(arms)
                    .hasSize(6)
                    .allSatisfy(item -> assertThat(trial.type(kits.get(item.get("subject"))))
                            .isEqualTo(item.get("arm")));
            assertThat(new HashSet<>(kits.values())).hasSize(6);
        }

        @Test
        void laterDosesAndReplacementsComeFromTheSameType() {
            trial.active().supplied("01", 8);
            String first = trial.randomize("01-001").path("kit");
            Response second = trial.dispense("01-001", "D2_INFUSION", "k2");
            second.then().statusCode(201);
            Response replacement = trial.replace("01-001", "D2_INFUSION", second.path("kit"));
            replacement.then().statusCode(201);
            assertThat(second.asString()).doesNotContain("type", "arm");
            assertThat(List.of(trial.type(second.path("kit")), trial.type(replacement.path("kit"))))
                    .containsOnly(trial.type(first));
            assertThat(replacement.<Integer>path("round")).isEqualTo(2);
            assertThat(state(second.path("kit"))).isEqualTo("damaged");
            assertThat(study.atSite("01", "rater")
                            .get(study.path("/subjects/01-001/dispensings"))
                            .<List<String>>path("items.kit"))
                    .containsExactly(first, second.path("kit"), replacement.path("kit"));
            assertThat(trial.replace("01-001", "D2_INFUSION", second.path("kit"))
                            .<String>path("code"))
                    .as("it is not the present kit any more")
                    .isEqualTo("state-conflict");
        }

        @Test
        void aDoseHasOneKitAndARetryGetsTheSameAnswer() {
            trial.active().supplied("01", 4);
            trial.randomize("01-001").then().statusCode(201);
            Response answer = trial.dispense("01-001", "D2", "k");
            assertThat(trial.dispense("01-001", "D2", "k").asString()).isEqualTo(answer.asString());
            Response again = trial.dispense("01-001", "D2", "j");
            assertThat(again.<String>path("code")).isEqualTo("already-dispensed");
            assertThat(again.<String>path("dispensing.kit")).isEqualTo(answer.path("kit"));
            assertThat(trial.dispense("01-001", "D3", "k").<String>path("code")).isEqualTo("key-reused");
            assertThat(trial.dispense("01-001", "RANDOMIZATION", "m").<String>path("code"))
                    .isEqualTo("already-dispensed");
        }

        @Test
        void aSubjectThatIsNotRandomizedOrOfAnotherSiteIsNotThere() {
            trial.active().supplied("01", 4);
            trial.randomize("01-001").then().statusCode(201);
            trial.dispense("01-999", "D2", "k").then().statusCode(404);
            study.atSite("02", "coordinator")
                    .header("Idempotency-Key", "k")
                    .body(Map.of("dose", "D2"))
                    .post(study.path("/subjects/01-001/dispensings"))
                    .then()
                    .statusCode(404);
        }

        @Test
        void whatExpiresFirstGoesFirstUnlessItExpiresTooSoon() {
            LocalDate today = LocalDate.now(ZoneOffset.UTC);
            trial.active(KitTrial.plan().replace("\"kits\"", "\"kitMinimumDays\":30,\"kits\""));
            List<Map<String, Object>> batches = new ArrayList<>();
            for (String type : List.of("KTM", "MDZ")) {
                batches.add(KitTrial.batch(type, "TOO-SOON", today.plusDays(29).toString(), 2));
                batches.add(KitTrial.batch(type, "FIRST", today.plusDays(40).toString(), 1));
                batches.add(KitTrial.batch(type, "LAST", today.plusDays(400).toString(), 2));
            }
            trial.register(batches, "k").then().statusCode(201);
            Response tooMany = trial.request("01", 4, 3);
            assertThat(tooMany.<String>path("code")).isEqualTo("out-of-kits");
            assertThat(tooMany.<Map<String, Integer>>path("missing")).isEqualTo(Map.of("KTM", 1));
            Response shipment = trial.request("01", 3, 3);
            trial.send(shipment.path("shipment")).then().statusCode(201);
            trial.receive(shipment.path("shipment"), KitTrial.intact(shipment.path("kits")))
                    .then()
                    .statusCode(201);
            String kit = trial.randomize("01-001").path("kit");
            assertThat(study.as("pharmacist").get(study.path("/kits/" + kit)).<String>path("lot"))
                    .isEqualTo("FIRST");
        }
    }

    @Nested
    class OutOfKits {

        @ParameterizedTest
        @ValueSource(booleans = {true, false})
        void isTheSameForEveryoneAsSoonAsAnyTypeIsGone(boolean ketamineIsGone) {
            trial.active().supplied("01", 3, 3);
            List<String> kits = study.as("pharmacist").get(study.path("/kits")).path("items.kit");
            kits.stream()
                    .filter(kit -> trial.type(kit).equals(ketamineIsGone ? "KTM" : "MDZ"))
                    .forEach(kit -> trial.account(kit, "quarantine").then().statusCode(201));
            for (int i = 0; i < 4; i++) {
                Response answer = trial.randomize("01-00" + i);
                answer.then().statusCode(409);
                assertThat(answer.<String>path("code")).isEqualTo("out-of-kits");
                assertThat(answer.<String>path("detail"))
                        .isEqualTo("The subject's site cannot hand out a kit now. Nothing was done.");
            }
            assertThat(study.as("monitor").get(study.path("/randomizations")).<List<Object>>path("items"))
                    .isEmpty();
            assertThat(trial.stock("01")).isEqualTo(3);
        }

        @Test
        void endsWithTheNextDelivery() {
            trial.active();
            assertThat(trial.randomize("01-001", "01", "k").<String>path("code"))
                    .isEqualTo("out-of-kits");
            trial.supplied("01", 1);
            assertThat(trial.doses("01")).isEqualTo(1);
            trial.randomize("01-001", "01", "k").then().statusCode(201);
            assertThat(trial.doses("01")).isZero();
            assertThat(trial.stock("01")).as("what nobody gets").isEqualTo(1);
            assertThat(trial.randomize("01-002", "01", "j").<String>path("code"))
                    .isEqualTo("out-of-kits");
            assertThat(trial.dispense("01-001", "D2", "d").<String>path("code")).isEqualTo("out-of-kits");
        }
    }

    @Nested
    class Accounting {

        @Test
        void aKitGoesItsWayAndNoOther() {
            trial.active().supplied("01", 2);
            String kit = trial.randomize("01-001").path("kit");
            assertThat(trial.account(kit, "release").<String>path("code")).isEqualTo("state-conflict");
            Response returned = trial.account(kit, "return");
            returned.then().statusCode(201);
            assertThat(returned.<String>path("state")).isEqualTo("returned");
            trial.account(kit, "destroy").then().statusCode(201);
            Response end = trial.account(kit, "lose");
            assertThat(end.<String>path("state")).isEqualTo("destroyed");
        }

        @Test
        void quarantineTakesAKitOutOfUseAndReleaseBringsItBack() {
            trial.active().supplied("01", 1);
            String kit = study.as("pharmacist").get(study.path("/kits")).path("items[0].kit");
            trial.account(kit, "quarantine").then().statusCode(201);
            assertThat(trial.randomize("01-001").<String>path("code")).isEqualTo("out-of-kits");
            trial.account(kit, "release").then().statusCode(201);
            trial.randomize("01-001").then().statusCode(201);
        }

        @Test
        void theHistoryOfAKitIsAChainThatHolds() {
            trial.active().supplied("01", 1);
            String kit = trial.randomize("01-001").path("kit");
            Response history = study.as("pharmacist").get(study.path("/kits/" + kit + "/history"));
            assertThat(history.<List<String>>path("items.entry.action"))
                    .containsExactly("kit-register", "kit-allot", "kit-send", "kit-receive", "kit-dispense");
            String hash = HashChain.genesis(study.id() + "/kit/" + kit);
            for (int i = 0; i < 5; i++) {
                assertThat(history.<String>path("items[" + i + "].previousHash"))
                        .isEqualTo(hash);
                hash = history.path("items[" + i + "].hash");
            }
        }

        @Test
        void kitsOfOtherSitesAndDepotsAreOutOfReachOfASite() {
            trial.active().supplied("02", 1);
            trial.register(1, 1).then().statusCode(201);
            List<String> kits = study.as("pharmacist").get(study.path("/kits")).path("items.kit");
            assertThat(kits)
                    .hasSize(4)
                    .allSatisfy(kit -> trial.account(kit, "damage").then().statusCode(404));
            assertThat(study.atSite("01", "pharmacist").get(study.path("/kits")).<List<Object>>path("items"))
                    .isEmpty();
            assertThat(study.atSite("02", "pharmacist")
                            .get(study.path("/stock"))
                            .<List<String>>path("items.place"))
                    .containsOnly("site/02");
        }
    }

    private String state(String kit) {
        return study.as("pharmacist").get(study.path("/kits/" + kit)).path("state");
    }
}
