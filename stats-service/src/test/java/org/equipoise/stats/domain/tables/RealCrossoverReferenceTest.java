package org.equipoise.stats.domain.tables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.assertj.core.data.Offset;
import org.equipoise.stats.domain.analysis.Allocations;
import org.equipoise.stats.domain.analysis.AnalysisDefinition;
import org.equipoise.stats.domain.analysis.AnalysisPlan;
import org.equipoise.stats.domain.analysis.ArmLabels;
import org.equipoise.stats.domain.analysis.StudyRecords;
import org.equipoise.stats.domain.findings.BinaryFinding;
import org.equipoise.stats.domain.findings.ClosedFindings;
import org.equipoise.stats.domain.findings.CrossoverFinding;
import org.equipoise.stats.domain.findings.PrimaryFinding;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The shipped plan of {@code studies/nimh-crossover} on the trial's published data (OpenNeuro ds005917 version 1.0.1, CC0),
 * participants with major depressive disorder. Expected values computed with numpy from the same two tables. The data are no
 * part of the repository: {@code EQUIPOISE_NIMH_DATA} names the folder with participants.tsv and phenotype.tsv, and without
 * it these tests are skipped.
 */
class RealCrossoverReferenceTest {

    private static final String FOLDER = "EQUIPOISE_NIMH_DATA";
    private static final Instant START = Instant.parse("2005-01-03T14:00:00Z");
    private static final Offset<Double> PRINTED = within(5e-5);
    private static final Offset<Double> SHORT = within(5e-4);

    private static List<Map<String, String>> people;
    private static Map<String, Map<String, String>> scores;
    private static ClosedFindings findings;
    private static boolean ketamineFirstIsB;

    @BeforeAll
    static void analyse() throws IOException {
        String folder = System.getenv(FOLDER);
        assumeTrue(
                folder != null && Files.exists(Path.of(folder, "participants.tsv")),
                "skipped: " + FOLDER + " does not name a folder with participants.tsv and phenotype.tsv");
        people = table(Path.of(folder, "participants.tsv")).stream()
                .filter(person -> person.get("group").equals("MDD"))
                .toList();
        scores = new HashMap<>();
        table(Path.of(folder, "phenotype.tsv"))
                .forEach(row -> scores.computeIfAbsent(row.get("participant_id"), key -> new HashMap<>())
                        .put(row.get("session_id"), row.get("MADRS_Total")));
        ArmLabels labels = new ArmLabels(false);
        ketamineFirstIsB = labels.of(true).equals(ArmLabels.B);
        findings = ClosedAnalysis.compute(
                new ClosedInput(plan(), records(), allocations(), labels, LookFacts.first(), 1), Progress.NONE);
    }

    @Test
    void baselineAndDayTwoScoresAreThoseOfTheTables() {
        moments(people.stream().map(person -> score(person, "ses-b0")).toList(), 32, 33.375, 4.570);
        moments(people.stream().map(person -> score(person, "ses-d2")).toList(), 27, 23.593, 10.315);
        moments(people.stream().map(person -> score(person, "ses-p2")).toList(), 26, 31.308, 5.877);
    }

    @Test
    void theFirstInfusionsAloneAreComparedByAnalysisOfCovariance() {
        PrimaryFinding primary = findings.primary();
        assertThat(primary.information().observed()).isEqualTo(28);
        assertThat(towardsKetamine(primary.difference().estimate())).isCloseTo(-9.65505, PRINTED);
        assertThat(primary.difference().standardError()).isCloseTo(3.28863, PRINTED);
        assertThat(primary.difference().degreesOfFreedom()).isEqualTo(25);
        assertThat(towardsKetamine(primary.difference().estimate())
                        / primary.difference().standardError())
                .isCloseTo(-2.93589, PRINTED);
    }

    @Test
    void fiveOfFifteenRespondToKetamineAndNoneOfThirteenToSaline() {
        BinaryFinding response = findings.binaries().get(0);
        BinaryFinding.ArmCount ketamine = response.arms().get(ketamineFirstIsB ? 1 : 0);
        BinaryFinding.ArmCount saline = response.arms().get(ketamineFirstIsB ? 0 : 1);
        assertThat(List.of(ketamine.responders(), ketamine.n())).isEqualTo(List.of(5, 15));
        assertThat(List.of(saline.responders(), saline.n())).isEqualTo(List.of(0, 13));
    }

    @Test
    void withinParticipantsKetamineIsComparedWithSaline() {
        CrossoverFinding within = findings.crossover().get(0);
        assertThat(within.pairs()).isEqualTo(24);
        assertThat(towardsKetamine(within.paired().estimate())).isCloseTo(-6.750, SHORT);
        assertThat(within.pairedSd()).isCloseTo(9.543, SHORT);
        assertThat(towardsKetamine(within.pairedT())).isCloseTo(-3.4652, PRINTED);
        assertThat(within.paired().degreesOfFreedom()).isEqualTo(23);
    }

    private static double towardsKetamine(double contrast) {
        return ketamineFirstIsB ? contrast : -contrast;
    }

    private static void moments(List<OptionalDouble> values, int n, double mean, double sd) {
        double[] known = values.stream().flatMapToDouble(OptionalDouble::stream).toArray();
        assertThat(known).hasSize(n);
        assertThat(Trial.spread("A", known).mean()).isCloseTo(mean, SHORT);
        assertThat(Trial.spread("A", known).sd()).isCloseTo(sd, SHORT);
    }

    private static OptionalDouble score(Map<String, String> person, String session) {
        String cell =
                scores.getOrDefault(person.get("participant_id"), Map.of()).getOrDefault(session, "n/a");
        return cell.equals("n/a") || cell.isBlank()
                ? OptionalDouble.empty()
                : OptionalDouble.of(Double.parseDouble(cell));
    }

    private static AnalysisPlan plan() throws IOException {
        YAMLMapper yaml = new YAMLMapper();
        ObjectNode tree = (ObjectNode)
                yaml.readTree(Files.readString(Path.of("..", "studies", "nimh-crossover", "analysis.yaml")));
        tree.put("study", "NIMH-CROSSOVER").put("version", "1");
        return AnalysisPlan.of(yaml.treeToValue(tree, AnalysisDefinition.class));
    }

    private static Allocations allocations() {
        Map<String, String> arms = new HashMap<>();
        people.stream()
                .filter(person -> !person.get("infusion_1").equals("n/a"))
                .forEach(person -> arms.put(
                        person.get("participant_id"), person.get("infusion_1").equals("d") ? "KETSAL" : "SALKET"));
        return new Allocations(
                "list",
                List.of(
                        new Allocations.TreatmentArm("KETSAL", "Ketamine first", false),
                        new Allocations.TreatmentArm("SALKET", "Saline first", true)),
                arms);
    }

    private static StudyRecords records() {
        List<StudyRecords.Subject> subjects = new ArrayList<>();
        for (Map<String, String> person : people) {
            boolean ketamineFirst = person.get("infusion_1").equals("d");
            boolean randomized = !person.get("infusion_1").equals("n/a");
            List<StudyRecords.FormRecord> forms = new ArrayList<>();
            form(forms, "BASELINE", score(person, "ses-b0"), Duration.ZERO);
            if (randomized) {
                forms.add(new StudyRecords.FormRecord(
                        "INFUSION1",
                        "INFUSION",
                        1,
                        START.plus(Duration.ofDays(1)),
                        START,
                        1,
                        true,
                        Map.of("INF_START", START.plus(Duration.ofDays(1)).toString()),
                        Map.of()));
                form(forms, "P1_DAY2", score(person, ketamineFirst ? "ses-d2" : "ses-p2"), Duration.ofDays(3));
                form(forms, "P2_DAY2", score(person, ketamineFirst ? "ses-p2" : "ses-d2"), Duration.ofDays(17));
            }
            subjects.add(new StudyRecords.Subject(
                    person.get("participant_id"),
                    "01",
                    START,
                    randomized ? "randomized" : "screening",
                    null,
                    randomized ? START : null,
                    Map.of(),
                    forms));
        }
        return new StudyRecords("cut", START.plus(Duration.ofDays(400)), "1", "hash", subjects);
    }

    private static void form(List<StudyRecords.FormRecord> forms, String event, OptionalDouble value, Duration after) {
        value.ifPresent(score -> forms.add(new StudyRecords.FormRecord(
                event,
                "RATINGS",
                1,
                START.plus(after),
                START.plus(after),
                1,
                true,
                Map.of("MADRS_TOTAL", score),
                Map.of())));
    }

    private static List<Map<String, String>> table(Path file) throws IOException {
        List<String> lines = Files.readAllLines(file);
        String[] header = lines.get(0).split("\t", -1);
        List<Map<String, String>> rows = new ArrayList<>();
        for (String line : lines.subList(1, lines.size())) {
            String[] cells = line.split("\t", -1);
            Map<String, String> row = new HashMap<>();
            for (int column = 0; column < header.length; column++) {
                row.put(header[column], column < cells.length ? cells[column].strip() : "n/a");
            }
            rows.add(row);
        }
        return rows;
    }
}
