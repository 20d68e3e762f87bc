package org.equipoise.launcher.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.equipoise.launcher.client.EquipoiseClient;
import org.equipoise.launcher.study.Study;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The repeat phase of KET-TRD-01, played against the eCRF service's own rules. */
class LaterDosesTest {

    private static final Instant TODAY = Instant.parse("2026-06-01T00:00:00Z");

    private final Study study = Study.load(Path.of("..", "studies", "ket-trd-01"));
    private final FakeEquipoise system = new FakeEquipoise(study);
    private final ObjectNode cycles =
            (ObjectNode) study.simulation().orElseThrow().path("laterDoses");

    @AfterEach
    void stop() {
        system.close();
    }

    private SimulationResult play(int subjects, long seed) {
        EquipoiseClient client = EquipoiseClient.at(system.address(), user -> "token-of-" + user);
        return new Simulation(client, study, new SimulationOptions(subjects, seed, TODAY, 4), system)
                .play(SimulationProgress.silent());
    }

    private void everyCycle(Consumer<ObjectNode> change) {
        cycles.path("cycles").forEach(cycle -> change.accept((ObjectNode) cycle));
    }

    /** Everybody gets all doses, each in its time. */
    private void everybodyStays() {
        cycles.put("share", 1);
        everyCycle(cycle -> {
            cycle.put("leave", 0).put("skipped", 0);
            ((ObjectNode) cycle.path("late")).put("chance", 0);
        });
        ((ObjectNode) study.simulation().orElseThrow().path("dropout")).put("chance", 0);
        ((ObjectNode) study.simulation().orElseThrow().path("recruitment")).put("lastDose", "-P200D");
    }

    /** Only the first doses of the first cycle, so that it takes less time. */
    private void firstDoses(int number) {
        ArrayNode doses = (ArrayNode) cycles.at("/cycles/0/doses");
        while (doses.size() > number) {
            doses.remove(number);
        }
    }

    private List<String> saved(String part) {
        return system.saved.keySet().stream()
                .filter(place -> place.contains(part))
                .toList();
    }

    private JsonNode sent(String place) {
        return system.saved.get(place).path("sent");
    }

    private Instant start(String subject, String event) {
        return Instant.parse(sent(subject + "/" + event + "/INFUSION/1")
                .at("/values/INF_START")
                .asText());
    }

    private double total(String subject, String visit) {
        return system.saved
                .get(subject + "/" + visit + "/MADRS/1")
                .at("/values/MADRS_TOTAL")
                .asDouble(Double.NaN);
    }

    @Test
    void aShareOfTheSubjectsGetsEightDosesAndTheOthersCompleteAtWeekFour() {
        firstDoses(1);
        cycles.put("share", 0.14);
        SimulationResult result = play(15, 2);

        assertThat(subjects("/D1_INFUSION/INFUSION/")).hasSizeBetween(2, 3);
        assertThat(result.later().given())
                .isEqualTo(saved("_INFUSION/INFUSION/").size());
        assertThat(subjects("/COMMON/DISPOSITION/")).hasSize(result.screened());
        assertThat(system.problems).hasSize(result.refusedMistakes());
    }

    private Set<String> subjects(String part) {
        return saved(part).stream().map(place -> place.substring(0, 6)).collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void eachDoseHasItsOwnKitItsGridAndTheRightAuthors() {
        everybodyStays();
        play(1, 4);

        String subject = system.arms.keySet().iterator().next();
        assertThat(system.dispensed).contains(subject + " D1_INFUSION", subject + " D8_INFUSION");
        Set<String> kits = new TreeSet<>();
        for (int dose = 1; dose <= 8; dose++) {
            String event = "D" + dose + "_";
            Instant start = start(subject, event + "INFUSION");
            String kit = sent(subject + "/" + event + "INFUSION/INFUSION/1")
                    .at("/values/INF_KIT")
                    .asText();
            assertThat(kit)
                    .isEqualTo(sent(subject + "/" + event + "PREDOSE/DOSE_PREPARATION/1")
                            .at("/values/PREP_KIT")
                            .asText())
                    .startsWith("L");
            kits.add(kit);
            for (String visit : List.of("PREDOSE", "PLUS40", "PLUS80", "PLUS110", "PLUS230", "H24")) {
                assertThat(saved(subject + "/" + event + visit + "/VITALS/")).isNotEmpty();
            }
            assertThat(Instant.parse(sent(subject + "/" + event + "PREDOSE/DOSE_ELIGIBILITY/1")
                            .at("/values/PD_DOSE_AT")
                            .asText()))
                    .isEqualTo(start);
            assertThat(saved(subject + "/" + event + "INFUSION/VITALS/")).hasSize(5);
            assertThat(saved(subject + "/" + event + "H24/QIDS/")).hasSize(dose % 2 == 0 ? 1 : 0);
            assertThat(saved(subject + "/" + event + "H24/MOCA/")).hasSize(dose % 4 == 0 ? 1 : 0);
        }
        assertThat(kits).hasSize(8);
        assertThat(system.requests)
                .filteredOn(request -> request.contains("_PREDOSE/forms/DRUG_SCREEN"))
                .isNotEmpty()
                .allSatisfy(request -> assertThat(request).startsWith("paul.pharmacist"));
        assertThat(system.requests)
                .filteredOn(request -> request.contains("/dispensings"))
                .allSatisfy(request -> assertThat(request).startsWith("clara.coordinator"));
    }

    @Test
    void onlyRespondersAtDaySevenGoOnOnceAWeek() {
        everybodyStays();
        firstDoses(1);
        play(8, 6);

        Set<String> weekly = subjects("/W1_INFUSION/INFUSION/");
        Set<String> responders = system.arms.keySet().stream()
                .filter(subject -> system.saved.containsKey(subject + "/DAY7/MADRS/1"))
                .filter(subject -> total(subject, "DAY7") * 2 <= total(subject, "BASELINE"))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(weekly).isNotEmpty().isEqualTo(responders);
        assertThat(subjects("/W4_H24/MADRS/")).isEqualTo(weekly);
    }

    @Test
    void everyDoseInItsTimeLiesInItsWindowAndAsksHardlyAnything() {
        everybodyStays();
        firstDoses(4);
        SimulationResult result = play(4, 8);

        Map<Boolean, Long> asked = system.asked.entrySet().stream()
                .filter(form -> form.getKey().matches("[^/]+/[DW][1-8]_.*"))
                .collect(Collectors.partitioningBy(form -> form.getValue().isEmpty(), Collectors.counting()));
        assertThat(asked.get(true)).isGreaterThan(700);
        assertThat(asked.getOrDefault(false, 0L)).as("queries of the rules").isLessThan(asked.get(true) / 100);
        assertThat(result.later().late()).isZero();
        assertThat(saved("_INFUSION/INFUSION/"))
                .allSatisfy(place ->
                        assertThat(sent(place).has("windowReason")).as(place).isFalse());
    }

    @Test
    void aLateDoseGivesItsReasonOnItsRecordAndMovesNoOther() {
        everybodyStays();
        everyCycle(cycle -> ((ObjectNode) cycle.path("late")).put("chance", 0.3));
        SimulationResult result = play(1, 10);

        List<String> late = saved("/INFUSION/1").stream()
                .filter(place -> place.matches("[^/]+/[DW][1-8]_INFUSION/.*")
                        && sent(place).has("windowReason"))
                .toList();
        assertThat(late).hasSize(result.later().late()).isNotEmpty();
        assertThat(saved("_INFUSION/VITALS/")).noneMatch(place -> sent(place).has("windowReason"));
        assertThat(late).allSatisfy(place -> {
            String[] part = place.split("/", -1);
            Duration afterFirst = Duration.between(start(part[0], "D1_INFUSION"), start(part[0], part[1]));
            assertThat(afterFirst).isGreaterThan(Duration.ofDays(3));
        });
    }

    @Test
    void ofASkippedDoseNothingIsEnteredAndWhoLeavesGetsNoMore() {
        everybodyStays();
        everyCycle(cycle -> cycle.put("skipped", 0.3).put("leave", 0.1));
        SimulationResult result = play(3, 12);

        assertThat(result.later().skipped()).isPositive();
        assertThat(result.dropouts()).isPositive();
        assertThat(result.later().given()).isEqualTo(system.dispensed.size());
        assertThat(saved("/COMMON/DISPOSITION/")).hasSize(result.screened());
        assertThat(subjects("/COMMON/DISPOSITION/")).hasSize(result.screened());
    }

    @Test
    void nothingIsPlayedThatLiesAfterTodayAndWhoIsInTheMidstOfItStays() {
        everybodyStays();
        ((ObjectNode) study.simulation().orElseThrow().path("recruitment"))
                .put("firstDose", "-P60D")
                .put("lastDose", "-P40D");
        play(2, 14);

        assertThat(system.saved.values())
                .allSatisfy(form -> assertThat(
                                Instant.parse(form.at("/sent/occurredAt").asText()))
                        .isBefore(TODAY));
        assertThat(saved("/D1_INFUSION/INFUSION/")).isNotEmpty();
        assertThat(saved("/D8_INFUSION/INFUSION/")).isEmpty();
        assertThat(system.arms.keySet())
                .allSatisfy(subject ->
                        assertThat(saved(subject + "/COMMON/DISPOSITION/")).isEmpty());
    }
}
