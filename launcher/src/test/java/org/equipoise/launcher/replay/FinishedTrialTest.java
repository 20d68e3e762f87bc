package org.equipoise.launcher.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.equipoise.launcher.study.Study;
import org.equipoise.launcher.system.LaunchFailure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FinishedTrialTest {

    static final Path STUDY = Path.of("../studies/nimh-crossover");
    static final List<String> PARTICIPANTS = List.of(
            "participant_id\tage\tsex\tBMI\tgroup\tinfusion_1\tinfusion_2",
            "p1\t29\tM\t27.84\tMDD\td\tp",
            "p2\t35\tF\tn/a\tMDD\tp\tn/a",
            "p3\t40\tF\t22.00\tHC\td\tp",
            "p4\t51\tM\t30.10\tMDD\tn/a\tn/a",
            "p5\t33\tF\t21.50\tMDD\tp\td");
    static final List<String> MEASUREMENTS = List.of(
            "participant_id\tsession_id\tMADRS_Total\tHAMD_Bech\tHAM17_Total",
            "p1\tses-b0\t35\t14\t20",
            "p1\tses-d2\t24\t8\tn/a",
            "p1\tses-p2\t33\t13\t20",
            "p2\tses-b0\t31\t12\t18",
            "p2\tses-p2\tn/a\tn/a\tn/a",
            "p4\tses-b0\t30\t12\t18",
            "p5\tses-b0\t36\t15\t22",
            "p5\tses-p2\t34\t14\t21",
            "p5\tses-d2\t20\t7\t12");

    private final ReplayPlan plan = ReplayPlan.read(STUDY);
    private final FinishedTrial trial = trial(plan);

    static FinishedTrial trial(ReplayPlan plan) {
        return FinishedTrial.of(
                plan, Table.of("participants.tsv", PARTICIPANTS), Table.of("phenotype.tsv", MEASUREMENTS));
    }

    @Test
    void theStudyIsDataThatCanBePublished() {
        assertThat(Study.load(STUDY).id()).isEqualTo("NIMH-CROSSOVER");
    }

    @Test
    void participantsOfOtherGroupsAreLeftOut() {
        assertThat(trial.people()).extracting(FinishedTrial.Person::id).containsExactly("p1", "p2", "p4", "p5");
    }

    @Test
    void theListHasTheOrdersOfThoseWhoWereRandomizedInTheirTurn() {
        assertThat(trial.list()).isEqualTo("site,arm\n01,KETSAL\n01,SALKET\n01,SALKET\n");
        assertThat(trial.people().get(2).arm()).isEmpty();
    }

    @Test
    void aVisitIsCountedFromTheInfusionThatThePersonHadFirst() {
        assertThat(madrs(0, "P1_DAY2")).contains("24");
        assertThat(madrs(0, "P2_DAY2")).contains("33");
        assertThat(madrs(3, "P1_DAY2")).contains("34");
        assertThat(madrs(3, "P2_DAY2")).contains("20");
    }

    @Test
    void aFormWithoutAnyValueIsNotEnteredAndAnItemWithoutOneIsMissing() {
        assertThat(trial.people().get(1).cells(plan, entry("P1_DAY2", "RATINGS")))
                .isEmpty();
        assertThat(trial.people()
                        .get(0)
                        .cells(plan, entry("P1_DAY2", "RATINGS"))
                        .orElseThrow())
                .containsOnlyKeys("MADRS_TOTAL", "HAMD6_TOTAL");
    }

    @Test
    void anInfusionThatDidNotTakePlaceIsNotEntered() {
        assertThat(trial.people().get(1).cells(plan, entry("INFUSION1", "INFUSION")))
                .isPresent();
        assertThat(trial.people().get(1).cells(plan, entry("INFUSION2", "INFUSION")))
                .isEmpty();
    }

    @Test
    void whereTheDataAreAbsentItSaysWhichFileAndWhereItWasLookedFor(@TempDir Path empty) {
        assertThatThrownBy(() -> FinishedTrial.read(plan, empty))
                .isInstanceOf(LaunchFailure.class)
                .hasMessageContaining("participants.tsv")
                .hasMessageContaining(empty.toString())
                .hasMessageContaining("no part of Equipoise");
    }

    @Test
    void tablesThatAreNotWhatTheyShouldBeAreNamedWithTheirLine() {
        assertThatThrownBy(() -> Table.of("x.tsv", List.of("a\tb", "1")))
                .hasMessageContaining("x.tsv:2")
                .hasMessageContaining("1 cells");
        assertThatThrownBy(() ->
                        FinishedTrial.of(plan, Table.of("x.tsv", List.of("id", "p1")), Table.of("y.tsv", MEASUREMENTS)))
                .hasMessageContaining("x.tsv has no column group");
        assertThatThrownBy(() -> FinishedTrial.of(
                        plan,
                        Table.of("x.tsv", PARTICIPANTS),
                        Table.of("y.tsv", List.of(MEASUREMENTS.get(0), MEASUREMENTS.get(1), MEASUREMENTS.get(1)))))
                .hasMessageContaining("two rows of p1 at ses-b0");
    }

    private Optional<String> madrs(int person, String event) {
        return trial.people().get(person).cells(plan, entry(event, "RATINGS")).map(cells -> cells.get("MADRS_TOTAL"));
    }

    private ReplayPlan.Entry entry(String event, String form) {
        return plan.entries().stream()
                .filter(entry -> entry.event().equals(event) && entry.form().equals(form))
                .findFirst()
                .orElseThrow();
    }
}
