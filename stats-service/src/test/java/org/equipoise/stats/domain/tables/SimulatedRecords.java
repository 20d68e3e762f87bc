package org.equipoise.stats.domain.tables;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.equipoise.stats.SimulatedTrial;
import org.equipoise.stats.domain.analysis.Allocations;
import org.equipoise.stats.domain.analysis.AnalysisDefinition;
import org.equipoise.stats.domain.analysis.AnalysisPlan;
import org.equipoise.stats.domain.analysis.ArmLabels;
import org.equipoise.stats.domain.analysis.StudyRecords;
import org.equipoise.stats.domain.analysis.StudyRecords.FormRecord;
import org.equipoise.stats.domain.analysis.StudyRecords.Subject;

/** The forms of a simulated trial of the built-in study; the same arguments give the same forms. */
public record SimulatedRecords(StudyRecords records, Allocations allocations) {

    static final Instant START = Instant.parse("2026-01-05T09:00:00Z");
    private static final Map<String, Duration> VISITS = visits();
    private static final int DRAWS = 20;
    private static final double[] EXPERIMENTAL = {-9, -11, -10.3, -9.7, -7, -5.5, -5.5};

    private static Map<String, Duration> visits() {
        Map<String, Duration> visits = new LinkedHashMap<>();
        visits.put("PLUS230", Duration.ofMinutes(230));
        visits.put("H24", Duration.ofHours(24));
        visits.put("H48", Duration.ofDays(2));
        visits.put("H72", Duration.ofDays(3));
        visits.put("DAY7", Duration.ofDays(7));
        visits.put("WEEK2", Duration.ofDays(14));
        visits.put("WEEK4", Duration.ofDays(28));
        return visits;
    }

    /** The shipped plan of the built-in study, with fewer imputations. */
    static AnalysisPlan plan() {
        return AnalysisPlan.of(definition());
    }

    public static AnalysisDefinition definition() {
        return definitionFor(SimulatedTrial.STUDY);
    }

    public static AnalysisDefinition definitionFor(String study) {
        try {
            YAMLMapper yaml = new YAMLMapper();
            ObjectNode tree = (ObjectNode)
                    yaml.readTree(Files.readString(Path.of("..", "studies", "ket-trd-01", "analysis.yaml")));
            tree.put("study", study).put("version", "1");
            for (JsonNode analysis : tree.path("analyses").path("sensitivity")) {
                ((ObjectNode) analysis).put("draws", DRAWS);
            }
            return yaml.treeToValue(tree, AnalysisDefinition.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    ClosedInput input(AnalysisPlan plan, LookFacts history) {
        return new ClosedInput(plan, records, allocations, new ArmLabels(true), history, 20_261_121L);
    }

    /** A trial at a moment well after its last visit, with the effect of the built-in simulation times a factor. */
    public static SimulatedRecords of(int size, double effect, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Subject> subjects = new ArrayList<>();
        Map<String, String> arms = new TreeMap<>();
        for (int i = 0; i < size; i++) {
            boolean experimental = (i / 6 + i) % 2 == 0;
            String site = "0" + (1 + i % 6);
            String name = site + "-" + String.format("%04d", 1 + i / 6);
            subjects.add(subject(name, site, START.plus(Duration.ofDays(i)), experimental ? effect : 0, random));
            arms.put(name, experimental ? SimulatedTrial.EXPERIMENTAL_CODE : SimulatedTrial.CONTROL_CODE);
        }
        subjects.add(failure("01-9001"));
        Instant cut = START.plus(Duration.ofDays(size + 40L));
        return new SimulatedRecords(
                new StudyRecords("snapshot-1", cut, "1", "0".repeat(64), subjects), SimulatedTrial.allocations(arms));
    }

    /** The first subjects alone, and their data up to a cut at which they have a value at 24 h. */
    SimulatedRecords first(int count) {
        List<Subject> kept = records.subjects().subList(0, count);
        Map<String, String> arms = new TreeMap<>(allocations.armOfSubject());
        arms.keySet().retainAll(kept.stream().map(Subject::subject).toList());
        return new SimulatedRecords(
                new StudyRecords("snapshot-" + count, records.takenAt(), "1", "1".repeat(64), kept),
                SimulatedTrial.allocations(arms));
    }

    /** As many of the first subjects as it takes to have a number of primary values. */
    public SimulatedRecords withPrimaryValues(AnalysisPlan plan, int wanted) {
        int count = wanted;
        SimulatedRecords part = first(count);
        while (PrimarySet.of(plan, part.records()).information() < wanted) {
            part = first(++count);
        }
        return part;
    }

    private static Subject failure(String name) {
        return new Subject(
                name,
                "01",
                START,
                "screen-failure",
                null,
                null,
                Map.of(),
                List.of(
                        form("BASELINE", "ELIGIBILITY", 1, START, Map.of("I5", false, "I1", true, "E1", false)),
                        form(
                                "COMMON",
                                "DISPOSITION",
                                1,
                                START,
                                Map.of("DS_STATUS", "SCREEN_FAILURE", "DS_REASON", "NOT_ELIGIBLE"))));
    }

    static FormRecord form(String event, String form, int repeat, Instant at, Map<String, Object> values) {
        return new FormRecord(event, form, repeat, at, at.plusSeconds(86_400), 1, true, values, Map.of());
    }

    private static Subject subject(
            String name, String site, Instant randomizedAt, double effect, SplittableRandom random) {
        Instant dose = randomizedAt.plus(Duration.ofHours(20));
        double baseline = Math.min(60, Math.max(28, Math.rint(33 + 5 * normal(random))));
        List<FormRecord> forms = new ArrayList<>();
        forms.add(form("BASELINE", "MADRS", 1, randomizedAt, Map.of("MADRS_TOTAL", (int) baseline)));
        forms.add(form("BASELINE", "QIDS", 1, randomizedAt, Map.of("QIDS_TOTAL", (int) (baseline / 2))));
        forms.add(form("BASELINE", "VITALS", 1, randomizedAt, Map.of("VS_SYS", 120 + random.nextInt(10))));
        forms.add(form(
                "INFUSION",
                "INFUSION",
                1,
                dose,
                Map.of(
                        "INF_START",
                        dose.toString(),
                        "INF_MINUTES",
                        39 + random.nextInt(4),
                        "INF_VOLUME",
                        100,
                        "INF_INTERRUPTED",
                        random.nextInt(20) == 0,
                        "INF_STOPPED_EARLY",
                        false)));
        double shift = (effect > 0 ? 20 : 4) + 6 * normal(random);
        forms.add(form("PLUS40", "VITALS", 1, dose.plusSeconds(2_400), Map.of("VS_SYS", (int) (124 + shift))));
        int leaves = random.nextInt(10) == 0 ? 2 + random.nextInt(5) : VISITS.size();
        scores(forms, dose, baseline, effect, leaves, random);
        events(forms, dose, effect, leaves, random);
        return new Subject(
                name,
                site,
                randomizedAt.minus(Duration.ofDays(10)),
                "randomized",
                null,
                randomizedAt,
                Map.of("site", site, "madrsBand", baseline < 35 ? "LT35" : "GE35"),
                forms);
    }

    private static void scores(
            List<FormRecord> forms, Instant dose, double baseline, double effect, int leaves, SplittableRandom random) {
        double level = normal(random) * Math.sqrt(0.4);
        int v = 0;
        for (Map.Entry<String, Duration> visit : VISITS.entrySet()) {
            double change = -5 + effect * (EXPERIMENTAL[v] + 5) + 10 * (level + normal(random) * Math.sqrt(0.6));
            double score = Math.min(60, Math.max(0, Math.rint(baseline + change)));
            boolean missed = random.nextInt(40) == 0;
            Instant at = dose.plus(visit.getValue());
            if (v < leaves && !missed) {
                forms.add(form(
                        visit.getKey(), "MADRS", 1, at, Map.of("MADRS_TOTAL", (int) score, "MADRS_CARRIED", v < 2)));
                forms.add(form(
                        visit.getKey(),
                        "CSSRS",
                        1,
                        at,
                        Map.of("CSSRS_HIGHEST", random.nextInt(6) == 0 ? 1 : 0, "CSSRS_ACTUAL", false)));
                if (v > 3) {
                    forms.add(form(visit.getKey(), "QIDS", 1, at, Map.of("QIDS_TOTAL", (int) (score / 2))));
                }
                guesses(forms, visit.getKey(), at, effect, random);
            }
            v++;
        }
    }

    private static void guesses(
            List<FormRecord> forms, String visit, Instant at, double effect, SplittableRandom random) {
        if (!List.of("H24", "DAY7", "WEEK4").contains(visit)) {
            return;
        }
        String[][] items = {
            {"BLINDING_PARTICIPANT", "BGP_GUESS"}, {"BLINDING_RATER", "BGR_GUESS"}, {"BLINDING_DOSE_STAFF", "BGS_GUESS"}
        };
        for (String[] item : items) {
            boolean right = random.nextInt(10) < 6;
            String guess =
                    random.nextInt(5) == 0 ? "DO_NOT_KNOW" : (right == effect > 0) ? "EXPERIMENTAL" : "COMPARATOR";
            forms.add(form(visit, item[0], 1, at, Map.of(item[1], guess)));
        }
    }

    private static void events(
            List<FormRecord> forms, Instant dose, double effect, int leaves, SplittableRandom random) {
        int repeat = 1;
        for (String code : List.of("DISSOCIATION", "NAUSEA", "HEADACHE")) {
            if (random.nextInt(10) < (effect > 0 ? 5 : 2)) {
                forms.add(event(repeat++, code, code, dose.plusSeconds(1_800), false));
            }
        }
        if (random.nextInt(15) == 0) {
            forms.add(event(repeat, "NONE", "Fracture of the wrist", dose.plus(Duration.ofDays(9)), true));
        }
        LocalDate day = dose.atZone(ZoneOffset.UTC).toLocalDate();
        if (random.nextInt(12) == 0) {
            forms.add(form(
                    "COMMON",
                    "CONMED",
                    1,
                    dose.plus(Duration.ofDays(10)),
                    Map.of("CM_RESCUE", true, "CM_START", day.plusDays(10).toString())));
        }
        if (random.nextInt(8) == 0) {
            forms.add(form("COMMON", "DEVIATION", 1, dose, Map.of("DV_TYPE", "WINDOW", "DV_IMPORTANT", false)));
        }
        boolean left = leaves < VISITS.size();
        forms.add(form(
                "COMMON",
                "DISPOSITION",
                1,
                dose.plus(Duration.ofDays(29)),
                Map.of(
                        "DS_STATUS", left ? "WITHDRAWN" : "COMPLETED",
                        "DS_REASON", left ? "LOST" : "NONE",
                        "DS_DATE", day.plusDays(29).toString())));
    }

    private static FormRecord event(int repeat, String special, String term, Instant start, boolean serious) {
        return form(
                "COMMON",
                "AE",
                repeat,
                start,
                Map.of(
                        "AE_TERM",
                        term,
                        "AE_SPECIAL",
                        special,
                        "AE_START",
                        start.toString(),
                        "AE_SERIOUS",
                        serious,
                        "AE_DEATH",
                        false,
                        "AE_HOSPITAL",
                        serious));
    }

    private static double normal(SplittableRandom random) {
        double sum = 0;
        for (int i = 0; i < 12; i++) {
            sum += random.nextDouble();
        }
        return sum - 6;
    }
}
