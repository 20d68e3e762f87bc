package org.equipoise.randomizer.domain.list;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntUnaryOperator;
import java.util.function.UnaryOperator;
import org.equipoise.randomizer.domain.Plans;
import org.equipoise.randomizer.domain.list.UploadRules.Existing;
import org.equipoise.randomizer.domain.list.UploadRules.Verdict;
import org.equipoise.randomizer.domain.plan.PlanDraft;
import org.equipoise.randomizer.domain.plan.RandomizationPlan;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Four strata of four entries, 1:1. */
class UploadRulesTest {

    private static final RandomizationPlan PLAN = Plans.sound(new PlanDraft(
            "S",
            "1",
            Plans.KET_TRD_01.method(),
            Plans.KET_TRD_01.arms(),
            Plans.KET_TRD_01.factors(),
            4,
            Map.of("study", 16),
            "ecrf"));
    private static final List<String> HEADER = List.of("arm", "site", "madrsBand");

    @Test
    void takesASoundListInTheOrderOfTheFile() {
        List<StratumSequence> sequences = sound(file(HEADER, rows()));
        assertThat(sequences)
                .extracting(sequence -> sequence.stratum().key())
                .containsExactly(
                        "site=01,madrsBand=LT35",
                        "site=01,madrsBand=GE35",
                        "site=02,madrsBand=LT35",
                        "site=02,madrsBand=GE35");
        assertThat(sequences.get(0).firstPosition()).isEqualTo(1);
        assertThat(sequences.get(0).rows())
                .extracting(row -> row.arm().code())
                .containsExactly("KTM", "MDZ", "MDZ", "KTM");
    }

    @Test
    void continuesStrataThatHaveEntries() {
        Existing existing = new Existing(Map.of("site=01,madrsBand=LT35", 4), Set.of());
        List<List<String>> rows = new ArrayList<>(rows());
        rows.removeIf(row -> row.get(1).equals("01") && row.get(2).equals("LT35"));
        rows.add(List.of("KTM", "01", "LT35"));
        rows.add(List.of("MDZ", "01", "LT35"));
        Verdict verdict = UploadRules.examine(PLAN, file(HEADER, rows), existing);
        StratumSequence first = ((Verdict.Sound) verdict).sequences().get(0);
        assertThat(first.firstPosition()).isEqualTo(5);
        assertThat(first.rows()).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "3 | arm       | XYZ  | one of the plan's arms",
                "3 | site      | 09   | one of [01, 02]",
                "3 | madrsBand |      | one of [LT35, GE35]"
            })
    void namesLineColumnValueAndExpectationOfABadCell(int line, String column, String value, String expected) {
        String bad = value == null ? "" : value;
        List<List<String>> rows = change(1, row -> {
            List<String> changed = new ArrayList<>(row);
            changed.set(HEADER.indexOf(column), bad);
            return changed;
        });
        assertThat(faults(file(HEADER, rows))).singleElement().satisfies(fault -> {
            assertThat(fault.line()).isEqualTo(line);
            assertThat(fault.column()).isEqualTo(column);
            assertThat(fault.value()).isEqualTo(bad);
            assertThat(fault.expected()).contains(expected);
        });
    }

    @Test
    void namesEveryBadRowUpToABound() {
        List<List<String>> rows = new ArrayList<>();
        for (int i = 0; i < 150; i++) {
            rows.add(List.of("XYZ", "01", "LT35"));
        }
        Verdict.Faulty faulty = (Verdict.Faulty) UploadRules.examine(PLAN, file(HEADER, rows), Existing.NOTHING);
        assertThat(faulty.count()).isEqualTo(150);
        assertThat(faulty.faults()).hasSize(UploadRules.MOST_FAULTS);
        assertThat(faulty.faults().get(99).line()).isEqualTo(101);
    }

    @Test
    void refusesARowWithMissingCellsAndAFileWithoutAColumn() {
        assertThat(faults(file(HEADER, change(0, row -> row.subList(0, 2)))))
                .singleElement()
                .satisfies(fault -> assertThat(fault.expected()).isEqualTo("3 cells, as in the header"));
        assertThat(faults(file(List.of("arm", "site", "site", "colour"), rows())))
                .extracting(ListFault::column)
                .containsExactlyInAnyOrder("site", "colour", "madrsBand");
        assertThat(faults(file(List.of(), List.of()))).hasSize(3);
    }

    @Test
    void refusesAListThatIsShorterThanThePlanAndItsCapsNeed() {
        List<List<String>> rows = new ArrayList<>(rows());
        rows.remove(0);
        rows.remove(0);
        assertThat(faults(file(HEADER, rows))).singleElement().satisfies(fault -> {
            assertThat(fault.value()).isEqualTo("site=01,madrsBand=LT35: 2 rows");
            assertThat(fault.expected()).contains("at least 4 rows", "caps");
        });
    }

    @Test
    void refusesArmsThatDoNotAgreeWithTheRatio() {
        List<List<String>> rows = new ArrayList<>();
        for (String site : List.of("01", "02")) {
            for (String band : List.of("LT35", "GE35")) {
                for (int i = 0; i < 18; i++) {
                    rows.add(List.of(i % 6 == 0 ? "KTM" : "MDZ", site, band));
                }
            }
        }
        assertThat(faults(file(HEADER, rows)))
                .extracting(ListFault::value)
                .containsExactly("KTM: 12 of 72 rows", "MDZ: 60 of 72 rows");
    }

    @Test
    void refusesNumbersThatAreMalformedTwiceThereOrTaken() {
        List<String> header = List.of("arm", "site", "madrsBand", "randomizationNumber", "kit");
        List<List<String>> rows = numbered(i -> (i * 7) % 16);
        rows.set(1, with(rows.get(1), "TEST-1", rows.get(1).get(4)));
        rows.set(2, with(rows.get(2), rows.get(0).get(3), rows.get(2).get(4)));
        rows.set(3, with(rows.get(3), "N 1", "K-used"));
        Verdict verdict = UploadRules.examine(PLAN, file(header, rows), new Existing(Map.of(), Set.of("K-used")));
        assertThat(((Verdict.Faulty) verdict).faults())
                .extracting(fault -> fault.line() + " " + fault.column())
                .containsExactly("3 randomizationNumber", "4 randomizationNumber", "5 randomizationNumber", "5 kit");
        assertThat(((Verdict.Faulty) verdict).faults().get(1).expected()).contains("line 2 has it");
    }

    @Test
    void refusesNumbersInTheOrderOfTheRows() {
        List<String> header = List.of("arm", "site", "madrsBand", "randomizationNumber", "kit");
        assertThat(faults(file(header, numbered(i -> i))))
                .extracting(ListFault::column)
                .containsExactly("randomizationNumber", "kit");
        assertThat(faults(file(header, numbered(i -> 15 - i)))).hasSize(2);
        List<StratumSequence> sequences = sound(file(header, numbered(i -> (i * 7) % 16)));
        assertThat(sequences.get(0).rows().get(1).randomizationNumber()).hasValue("N17");
    }

    @Test
    void passesOnWhatTheReaderFound() {
        UploadedFile broken = new UploadedFile(HEADER, List.of(), List.of(new ListFault(7, "", null, "quotes closed")));
        assertThat(faults(broken)).extracting(ListFault::line).containsExactly(7L);
    }

    @Test
    void keepsArmsOutOfText() {
        UploadedFile file = file(HEADER, change(0, row -> List.of("XYZ", "01", "LT35")));
        assertThat(file.toString() + faults(file) + sound(file(HEADER, rows()))).doesNotContain("KTM", "MDZ", "XYZ");
    }

    private static List<List<String>> rows() {
        List<List<String>> rows = new ArrayList<>();
        for (String site : List.of("01", "02")) {
            for (String band : List.of("LT35", "GE35")) {
                for (String arm : List.of("KTM", "MDZ", "MDZ", "KTM")) {
                    rows.add(List.of(arm, site, band));
                }
            }
        }
        return rows;
    }

    private static List<List<String>> change(int index, UnaryOperator<List<String>> change) {
        List<List<String>> rows = rows();
        rows.set(index, change.apply(rows.get(index)));
        return rows;
    }

    private static List<List<String>> numbered(IntUnaryOperator number) {
        List<List<String>> rows = rows();
        for (int i = 0; i < rows.size(); i++) {
            int n = 10 + number.applyAsInt(i);
            rows.set(i, with(rows.get(i), "N" + n, "K" + n));
        }
        return rows;
    }

    private static List<String> with(List<String> row, String number, String kit) {
        List<String> cells = new ArrayList<>(row.subList(0, 3));
        cells.add(number);
        cells.add(kit);
        return cells;
    }

    private static UploadedFile file(List<String> header, List<List<String>> rows) {
        List<UploadedFile.Row> lines = new ArrayList<>();
        rows.forEach(row -> lines.add(new UploadedFile.Row(lines.size() + 2L, row)));
        return new UploadedFile(header, lines, List.of());
    }

    private static List<StratumSequence> sound(UploadedFile file) {
        return ((Verdict.Sound) UploadRules.examine(PLAN, file, Existing.NOTHING)).sequences();
    }

    private static List<ListFault> faults(UploadedFile file) {
        return ((Verdict.Faulty) UploadRules.examine(PLAN, file, Existing.NOTHING)).faults();
    }
}
