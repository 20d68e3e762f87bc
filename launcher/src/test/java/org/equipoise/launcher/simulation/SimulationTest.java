package org.equipoise.launcher.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.equipoise.launcher.client.EquipoiseClient;
import org.equipoise.launcher.study.Study;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SimulationTest {

    private static final Instant TODAY = Instant.parse("2026-06-01T00:00:00Z");

    private final Study study = Study.load(Path.of("..", "studies", "ket-trd-01"));
    private final FakeEquipoise system = new FakeEquipoise(study);

    @AfterEach
    void stop() {
        system.close();
    }

    @Test
    void randomizesAsManyAsWantedAndDoesNotCountScreeningFailures() {
        SimulationResult result = play(20, 7, SimulationProgress.silent());

        assertThat(system.arms).hasSize(20);
        assertThat(result.randomized()).isEqualTo(20);
        assertThat(result.screened()).isGreaterThan(20);
        assertThat(result.screeningFailures()).isEqualTo(result.screened() - 20);
        assertThat(result.saves()).isEqualTo(system.saved.size() + result.corrections());
    }

    @Test
    void sendsNothingWrongButTheMistakesItPlans() {
        SimulationResult result = play(30, 8, SimulationProgress.silent());

        assertThat(system.problems)
                .hasSize(result.refusedMistakes())
                .allSatisfy(problem -> assertThat(problem).contains(": range: "));
        assertThat(result.refusedMistakes()).isPositive();
        assertThat(result.corrections()).isPositive();
        assertThat(result.queries()).isPositive();
        assertThat(result.lateVisits()).isPositive();
        assertThat(result.missingItems()).isPositive();
    }

    @Test
    void aSourceThatComesToContradictItsAnswerTakesEligibilityAway() {
        play(1, 7, SimulationProgress.silent());
        String subject = system.arms.keySet().iterator().next();
        ObjectNode history =
                system.saved.get(subject + "/SCREENING/HISTORY/1").path("sent").deepCopy();
        assertThat(system.objections(subject)).isEmpty();

        ((ObjectNode) history.path("values")).put("MH_SEIZURE", true);
        system.correct(subject, "SCREENING", "HISTORY", history);

        assertThat(system.objections(subject)).containsExactly("The history names a seizure disorder, and E9 says no.");
    }

    @Test
    void givesTheSameValuesForTheSameSeed() {
        play(6, 11, SimulationProgress.silent());
        try (FakeEquipoise second = new FakeEquipoise(study)) {
            new Simulation(client(second), study, new SimulationOptions(6, 11, TODAY, 1), second)
                    .play(SimulationProgress.silent());
            assertThat(screeningData(second)).isNotEmpty().isEqualTo(screeningData(system));
        }
    }

    @Test
    void spreadsSubjectsOverAllSitesEachWithItsOwnPeople() {
        play(12, 3, SimulationProgress.silent());

        assertThat(system.arms.keySet())
                .extracting(subject -> subject.substring(0, 2))
                .contains("01", "02", "03", "04", "05", "06");
        assertThat(system.requests)
                .filteredOn(request -> request.contains("/subjects/03-001/"))
                .isNotEmpty()
                .allSatisfy(request -> assertThat(request).matches("[a-z]+\\.[a-z]+\\.03 .*"));
        assertThat(system.requests)
                .filteredOn(request -> request.contains("/forms/MADRS?"))
                .allSatisfy(request -> assertThat(request).startsWith("rita.rater"));
        assertThat(system.requests)
                .filteredOn(request -> request.contains("/forms/DOSE_PREPARATION?"))
                .allSatisfy(request -> assertThat(request).startsWith("paul.pharmacist"));
    }

    @Test
    void liesWhollyInThePast() {
        play(10, 4, SimulationProgress.silent());

        assertThat(system.saved.values())
                .allSatisfy(form -> assertThat(
                                Instant.parse(form.at("/sent/occurredAt").asText()))
                        .isBefore(TODAY));
    }

    @Test
    void reportsEverySeriousEventWithinTheClocksAlikeOnBothArms() {
        study.simulation().orElseThrow().path("occasional").forEach(what -> {
            if (what.has("followedBy")) {
                ((ObjectNode) what).putObject("chance").put("experimental", 1).put("control", 1);
            }
        });

        play(16, 12, SimulationProgress.silent());

        List<Reported> reports = reports();
        assertThat(reports).hasSizeGreaterThan(10);
        assertThat(reports).extracting(Reported::arm).contains(Arm.EXPERIMENTAL, Arm.CONTROL);
        assertThat(reports).allSatisfy(report -> {
            assertThat(report.at("SAE_AWARE_AT")).isEqualTo(report.event("AE_AWARE_AT"));
            assertThat(report.at("SAE_REPORTED_AT"))
                    .isBetween(
                            report.at("SAE_AWARE_AT"), report.at("SAE_AWARE_AT").plus(Duration.ofHours(24)));
            assertThat(report.at("SAE_AUTHORITY_AT"))
                    .isBetween(
                            report.at("SAE_REPORTED_AT"),
                            report.at("SAE_REPORTED_AT").plus(Duration.ofDays(15)));
            assertThat(report.at("SAE_AUTHORITY_AT")).isBefore(TODAY);
        });
        assertThat(reports)
                .extracting(report -> report.sae().path("SAE_NARRATIVE").asText())
                .containsOnly("Admitted because of worsening (simulated)");
    }

    /** A report with the event that it is about. */
    private record Reported(Arm arm, JsonNode ae, JsonNode sae) {
        Instant at(String item) {
            return Instant.parse(sae.path(item).asText());
        }

        Instant event(String item) {
            return Instant.parse(ae.path(item).asText());
        }
    }

    /** Of each serious event, which fails if its report is missing. */
    private List<Reported> reports() {
        Map<String, JsonNode> sent = new TreeMap<>();
        system.saved.forEach((place, form) -> sent.put(place, form.at("/sent/values")));
        return sent.entrySet().stream()
                .filter(form -> form.getValue().path("AE_SERIOUS").asBoolean())
                .map(ae -> {
                    String[] place = ae.getKey().split("/", -1);
                    String number = place[place.length - 1];
                    JsonNode sae = sent.entrySet().stream()
                            .filter(form -> form.getKey().startsWith(place[0] + "/")
                                    && form.getValue()
                                            .path("SAE_AE_REPEAT")
                                            .asText()
                                            .equals(number))
                            .findFirst()
                            .orElseThrow()
                            .getValue();
                    return new Reported(system.arms.get(place[0]), ae.getValue(), sae);
                })
                .toList();
    }

    @Test
    void looksExactlyAtThePlannedInformationAndOnceMoreAtTheEnd() {
        withoutLaterDoses();
        firstLookAt(13);
        List<LookResult> heard = new ArrayList<>();
        SimulationResult result = play(18, 5, new Listener(heard, new ArrayList<>()));

        assertThat(system.looks).containsExactly(1, 2);
        assertThat(system.endsOfTrial).containsExactly("", "");
        assertThat(system.informationAtLook).containsExactly(13, result.withPrimary());
        assertThat(result.looks()).isEqualTo(heard);
        assertThat(heard.get(0).report())
                .isEqualTo(system.address() + "/api/stats/studies/KET-TRD-01/analyses/analysis-1/report");
    }

    @Test
    void doesNotLookAgainAfterAStop() {
        system.decision = "stop-efficacy";
        withoutLaterDoses();
        firstLookAt(13);

        SimulationResult result = play(18, 5, SimulationProgress.silent());

        assertThat(result.looks())
                .singleElement()
                .satisfies(look -> assertThat(look.stops()).isTrue());
        assertThat(result.randomized()).isEqualTo(18);
    }

    @Test
    void goesOnWithTheLooksWhereAnEarlierSimulationEnded() {
        system.randomizedBefore = 100;
        system.looksBefore.add(1);

        SimulationResult result = play(10, 9, SimulationProgress.silent());

        assertThat(system.looks).containsExactly(2, 3);
        assertThat(system.endsOfTrial).containsExactly("", "The simulated trial ends here");
        assertThat(system.informationAtLook).containsExactly(4, result.withPrimary());
    }

    @Test
    void refusesMoreSubjectsThanThePlanAllows() {
        system.randomizedBefore = 150;

        assertThatThrownBy(() -> play(7, 9, SimulationProgress.silent()))
                .isInstanceOf(SimulationFailure.class)
                .hasMessage(
                        "7 more subjects are too many: 150 are randomized, and the randomization plan allows 6 more:"
                                + " --subjects 6");
        assertThat(system.saved).isEmpty();
    }

    @Test
    void endsWellWithoutALookIfTheTrialIsTooSmall() {
        system.enough = 10;
        List<String> heard = new ArrayList<>();

        SimulationResult result = play(3, 5, new Listener(new ArrayList<>(), heard));

        assertThat(result.looks()).isEmpty();
        assertThat(heard).last().isEqualTo("too few");
    }

    @Test
    void playsASecondStudyWithoutCode() {
        Study minimal = Study.load(Path.of("..", "studies", "example-minimal"));
        try (FakeEquipoise other = new FakeEquipoise(minimal)) {
            SimulationResult result = new Simulation(
                            client(other), minimal, new SimulationOptions(20, 1, TODAY, 2), other)
                    .play(SimulationProgress.silent());

            assertThat(result.randomized()).isEqualTo(20);
            assertThat(result.looks()).extracting(LookResult::look).containsExactly(1, 2);
            assertThat(other.problems).isEmpty();
        }
    }

    @Test
    void reportsEachSubjectOnce() {
        List<String> done = new ArrayList<>();
        play(9, 6, new Listener(new ArrayList<>(), done));

        assertThat(done).hasSize(9).doesNotHaveDuplicates();
    }

    @Test
    void endsWithOneLineThatSaysWhatWasRefused() {
        system.refuseForm = Optional.of("CONSENT");

        assertThatThrownBy(() -> play(3, 1, SimulationProgress.silent()))
                .isInstanceOf(SimulationFailure.class)
                .hasMessageContaining("/forms/CONSENT?repeat=1 as clara.coordinator")
                .hasMessageContaining("422 check-failed: One check failed; nothing was saved.: Correct it.");
    }

    private record Listener(List<LookResult> looks, List<String> done) implements SimulationProgress {
        @Override
        public synchronized void subjectDone(String subject, int number, int planned) {
            done.add(subject);
        }

        @Override
        public void look(LookResult result) {
            looks.add(result);
        }

        @Override
        public void noLook(String why) {
            done.add(why);
        }
    }

    /** They take their time, and decide nothing about the looks. */
    private void withoutLaterDoses() {
        ((ObjectNode) study.simulation().orElseThrow().path("laterDoses")).put("share", 0);
    }

    private void firstLookAt(int information) {
        ((ObjectNode) study.analysisPlan().at("/looks/0")).put("information", information);
    }

    private SimulationResult play(int subjects, long seed, SimulationProgress progress) {
        return new Simulation(client(system), study, new SimulationOptions(subjects, seed, TODAY, 4), system)
                .play(progress);
    }

    private static EquipoiseClient client(FakeEquipoise server) {
        return EquipoiseClient.at(server.address(), user -> "token-of-" + user);
    }

    /** What was entered at screening, without the subjects' numbers, which depend on who came first. */
    private static List<String> screeningData(FakeEquipoise server) {
        TreeSet<String> lines = new TreeSet<>();
        server.saved.forEach((place, form) -> {
            if (place.contains("/SCREENING/")) {
                lines.add(place.substring(0, 2) + place.substring(place.indexOf('/')) + " " + form.path("sent"));
            }
        });
        return List.copyOf(lines);
    }
}
