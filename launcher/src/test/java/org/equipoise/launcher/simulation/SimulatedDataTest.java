package org.equipoise.launcher.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.equipoise.launcher.study.Study;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Moments of 4,000 simulated people; tolerances are about four standard errors. */
class SimulatedDataTest {

    private static final int PEOPLE = 4000;
    private static final Instant TODAY = Instant.parse("2026-06-01T00:00:00Z");

    private final Study study = Study.load(Path.of("..", "studies", "ket-trd-01"));
    private final SimulationPlan plan = SimulationPlan.of(study.simulation().orElseThrow());
    private final List<Participant> people = Population.of(study, plan, new SimulationOptions(PEOPLE, 2026, TODAY));
    private final List<Participant> eligible =
            people.stream().filter(person -> person.failure().isEmpty()).toList();

    @Test
    void baselineSeverityIsThatOfAPopulationOf33AndFiveThatScoresAtLeast28() {
        assertThat(eligible).hasSize(PEOPLE);
        // normal(33, 5) cut off below 28: mean 33 + 5 phi(1)/Phi(1) = 34.44, SD 3.97 (and the cut at 50 is not felt)
        assertThat(mean(eligible, person -> person.number("severity"))).isCloseTo(34.44, within(0.25));
        assertThat(sd(eligible, person -> person.number("severity"))).isCloseTo(3.97, within(0.2));
    }

    @ParameterizedTest
    @CsvSource({
        "EXPERIMENTAL, H24, -11",
        "EXPERIMENTAL, DAY7, -7",
        "EXPERIMENTAL, WEEK2, -5",
        "CONTROL, H24, -5",
        "CONTROL, WEEK4, -5"
    })
    void changeOfMadrsHasTheMeanOfItsArmAndAStandardDeviationOf10To11(Arm arm, String visit, double change) {
        assertThat(mean(eligible, person -> change(person, visit, arm))).isCloseTo(change, within(0.75));
        assertThat(sd(eligible, person -> change(person, visit, arm))).isBetween(10.0, 11.0);
    }

    @Test
    void changesOfOnePersonCorrelateByAbout04() {
        double[] first = eligible.stream()
                .mapToDouble(p -> change(p, "H24", Arm.CONTROL))
                .toArray();
        double[] second = eligible.stream()
                .mapToDouble(p -> change(p, "DAY7", Arm.CONTROL))
                .toArray();

        assertThat(correlation(first, second)).isCloseTo(0.4, within(0.06));
    }

    @Test
    void dissociationRisesAt40MinutesOnOneArmAndIsGoneBy110() {
        assertThat(mean(eligible, person -> state(person, "dissociation", "PLUS40", Arm.EXPERIMENTAL)))
                .isCloseTo(22, within(1.0));
        assertThat(mean(eligible, person -> state(person, "dissociation", "PLUS40", Arm.CONTROL)))
                .isLessThan(5);
        assertThat(eligible).allSatisfy(person -> {
            assertThat(state(person, "dissociation", "PLUS110", Arm.EXPERIMENTAL))
                    .isZero();
            assertThat(person.state(
                            "dissociation",
                            situation(person, "PREDOSE", Dose.first(person, Optional.empty()), Optional.empty())))
                    .isZero();
        });
    }

    /** At the eighth repeat dose 0.97 to the power of 8 is left of 11 points, and 0.95 to the power of 8 of 22. */
    @Test
    void effectsFadeFromDoseToDoseOnBothArms() {
        assertThat(mean(
                        eligible,
                        person -> atDose(person, "depression", "D8_H24", Arm.EXPERIMENTAL) - person.number("severity")))
                .isCloseTo(-8.62, within(0.75));
        assertThat(mean(
                        eligible,
                        person -> atDose(person, "depression", "D8_H24", Arm.CONTROL) - person.number("severity")))
                .isCloseTo(-3.92, within(0.75));
        assertThat(mean(eligible, person -> atDose(person, "dissociation", "D8_PLUS40", Arm.EXPERIMENTAL)))
                .isCloseTo(14.6, within(1.0));
        assertThat(eligible)
                .allSatisfy(person -> assertThat(atDose(person, "dissociation", "D8_PREDOSE", Arm.EXPERIMENTAL))
                        .isZero());
    }

    private static double atDose(Participant person, String state, String event, Arm arm) {
        Dose eighth = new Dose(Optional.of("D8"), 8, person.zero(), Optional.empty());
        return person.state(state, situation(person, event, eighth, Optional.of(arm)));
    }

    @Test
    void aShareOfThePeopleIsSpreadEvenlyFromTheSecondOn() {
        List<Integer> chosen = eligible.stream()
                .filter(person -> person.isAmong(0.14))
                .map(Participant::place)
                .toList();

        assertThat(chosen.subList(0, 4)).containsExactly(2, 9, 16, 23);
        assertThat(chosen).hasSize(560);
        assertThat(eligible).noneMatch(person -> person.isAmong(0)).allMatch(person -> person.isAmong(1));
    }

    @Test
    void systolicPressureRisesBy20At40Minutes() {
        assertThat(mean(
                        eligible,
                        person -> state(person, "systolic", "PLUS40", Arm.EXPERIMENTAL) - person.number("systolic")))
                .isCloseTo(20, within(0.6));
        assertThat(mean(
                        eligible,
                        person -> state(person, "systolic", "PLUS40", Arm.CONTROL) - person.number("systolic")))
                .isCloseTo(0, within(0.6));
    }

    @Test
    void aSixthFailsScreeningAndATenthLeavesEarly() {
        assertThat(1 - (double) PEOPLE / people.size()).isCloseTo(0.17, within(0.025));
        assertThat(mean(eligible, person -> person.draws().chance(plan.dropout().chance(), "dropout") ? 1 : 0))
                .isCloseTo(0.1, within(0.02));
    }

    @Test
    void dosesAreSpreadOverTheRecruitmentPeriodInTheMorning() {
        assertThat(eligible.get(0).zero()).isBefore(TODAY.minus(Duration.ofDays(418)));
        assertThat(people).allSatisfy(person -> {
            assertThat(person.zero()).isBefore(TODAY.minus(Duration.ofDays(39)));
            assertThat(person.zero().atZone(person.zone()).getHour()).isBetween(9, 10);
        });
        assertThat(people).extracting(Participant::site).contains("01", "02", "03", "04", "05", "06");
    }

    @Test
    void anotherSeedGivesOtherPeople() {
        List<Participant> others = Population.of(study, plan, new SimulationOptions(50, 2027, TODAY));

        assertThat(others.subList(0, 50))
                .extracting(person -> person.trait("severity"))
                .doesNotContainAnyElementsOf(people.subList(0, 50).stream()
                        .map(person -> person.trait("severity"))
                        .toList());
    }

    private interface Measure {
        double of(Participant person);
    }

    private static double change(Participant person, String visit, Arm arm) {
        return state(person, "depression", visit, arm) - person.number("severity");
    }

    private static double state(Participant person, String state, String visit, Arm arm) {
        return person.state(state, situation(person, visit, Dose.first(person, Optional.empty()), Optional.of(arm)));
    }

    private static Situation situation(Participant person, String visit, Dose dose, Optional<Arm> arm) {
        return new Situation(person, arm, visit, dose, dose.start(), 1, path -> Optional.empty());
    }

    private static double mean(List<Participant> people, Measure measure) {
        return people.stream().mapToDouble(measure::of).average().orElseThrow();
    }

    private static double sd(List<Participant> people, Measure measure) {
        double mean = mean(people, measure);
        double squares = people.stream()
                .mapToDouble(person -> (measure.of(person) - mean) * (measure.of(person) - mean))
                .sum();
        return Math.sqrt(squares / (people.size() - 1));
    }

    private static double correlation(double[] x, double[] y) {
        double mx = Arrays.stream(x).average().orElseThrow();
        double my = Arrays.stream(y).average().orElseThrow();
        double xy = 0;
        double xx = 0;
        double yy = 0;
        for (int i = 0; i < x.length; i++) {
            xy += (x[i] - mx) * (y[i] - my);
            xx += (x[i] - mx) * (x[i] - mx);
            yy += (y[i] - my) * (y[i] - my);
        }
        return xy / Math.sqrt(xx * yy);
    }
}
