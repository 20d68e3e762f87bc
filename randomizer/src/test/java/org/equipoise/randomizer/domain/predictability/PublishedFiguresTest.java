package org.equipoise.randomizer.domain.predictability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.equipoise.randomizer.domain.Plans;
import org.equipoise.randomizer.domain.plan.PlanDraft;
import org.equipoise.randomizer.domain.plan.PlanDraft.Method;
import org.junit.jupiter.api.Test;

/** The table of predictability in docs/methods/randomization.md names every method of lists, with what is computed for it. */
class PublishedFiguresTest {

    private static final Path PAGE = Path.of("..", "docs", "methods", "randomization.md");
    private static final int ALLOCATIONS = 24;
    private static final Map<String, Method> ROWS = rows();

    @Test
    void agreeWithWhatIsComputed() throws IOException {
        Map<String, List<String>> table = new HashMap<>();
        for (String line : Files.readAllLines(PAGE)) {
            List<String> cells =
                    Arrays.stream(line.split("\\|", -1)).map(String::strip).toList();
            if (cells.size() == 7) {
                table.putIfAbsent(cells.get(1), cells);
            }
        }
        assertThat(table).containsKeys(ROWS.keySet().toArray(String[]::new));
        ROWS.forEach((name, method) -> {
            PlanAssessment figures = new Assessor(100, 1)
                    .assess(
                            Plans.sound(new PlanDraft(
                                    "S",
                                    "1",
                                    method,
                                    Plans.KET_TRD_01.arms(),
                                    List.of(),
                                    ALLOCATIONS,
                                    Map.of(),
                                    "ecrf")),
                            new Accrual(ALLOCATIONS, Map.of()));
            List<String> row = table.get(name);
            assertThat(figures.convergence().value())
                    .as("convergence of " + name)
                    .isEqualTo(Double.parseDouble(row.get(2)), within(5.1e-5));
            assertThat(figures.knowingMethod().value())
                    .as("knowing of " + name)
                    .isEqualTo(Double.parseDouble(row.get(3)), within(5.1e-5));
        });
    }

    private static Map<String, Method> rows() {
        Map<String, Method> rows = new HashMap<>();
        rows.put("complete randomization", new Method("complete", null));
        rows.put("random allocation rule", new Method("random-allocation", null));
        rows.put("truncated binomial", new Method("truncated-binomial", null));
        rows.put("Wei's urn UD(1, 1)", urn(1));
        rows.put("Wei's urn UD(0, 1)", urn(0));
        rows.put("big stick, *b* = 2", tolerance("big-stick", null, 2));
        rows.put("big stick, *b* = 3", tolerance("big-stick", null, 3));
        rows.put("Efron, *p* = 2/3", tolerance("efron-biased-coin", "2/3", null));
        rows.put("Efron, *p* = 0.8", tolerance("efron-biased-coin", "0.8", null));
        rows.put("Chen, *p* = 2/3, *b* = 3", tolerance("chen-biased-coin", "2/3", 3));
        rows.put("maximal procedure, *b* = 2", tolerance("maximal-procedure", null, 2));
        rows.put("maximal procedure, *b* = 3", tolerance("maximal-procedure", null, 3));
        rows.put("blocks of 2", new Method("permuted-blocks", List.of(2)));
        rows.put("blocks of 4", new Method("permuted-blocks", List.of(4)));
        rows.put("blocks of 6", new Method("permuted-blocks", List.of(6)));
        rows.put("blocks of 4 and 6", new Method("permuted-blocks", List.of(4, 6)));
        return rows;
    }

    private static Method urn(int initialBalls) {
        return new Method("wei-urn", null, null, null, null, initialBalls, 1, null, null);
    }

    private static Method tolerance(String type, String probability, Integer tolerance) {
        return new Method(type, null, probability, null, tolerance, null, null, null, null);
    }
}
