package org.equipoise.stats.domain.linearmodel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DesignMatrixTest {

    private final DataTable table = DataTable.of(
            FactorColumn.of("ARM", List.of("PBO", "KET"), List.of("PBO", "KET", "PBO", "KET", "PBO", "KET")),
            FactorColumn.of("VISIT", List.of("D1", "D1", "D2", "D2", "D3", "D3")),
            new NumericColumn("BASE", new double[] {1, 2, 3, 4, 5, 9}));

    private List<String> names(ModelTerms terms) {
        return new DesignMatrix(terms, table).names();
    }

    @Test
    void factorsAreCodedByTreatmentContrasts() {
        assertThat(names(ModelTerms.of().crossed("ARM", "VISIT")))
                .containsExactly("(Intercept)", "ARMKET", "VISITD2", "VISITD3", "ARMKET:VISITD2", "ARMKET:VISITD3");
    }

    @Test
    void withoutAnInterceptTheFirstFactorKeepsAllItsLevels() {
        assertThat(names(new ModelTerms(false, List.of(Term.of("VISIT")))))
                .containsExactly("VISITD1", "VISITD2", "VISITD3");
    }

    @Test
    void withoutAnInterceptTheOtherFactorsStillHaveAReference() {
        assertThat(names(new ModelTerms(false, List.of(Term.of("BASE"), Term.of("ARM"), Term.of("VISIT")))))
                .containsExactly("BASE", "ARMPBO", "ARMKET", "VISITD2", "VISITD3");
    }

    @Test
    void anInteractionWithoutItsMainEffectsKeepsAllCells() {
        assertThat(names(new ModelTerms(false, List.of(Term.of("ARM", "VISIT")))))
                .hasSize(6)
                .startsWith("ARMPBO:VISITD1", "ARMKET:VISITD1");
        assertThat(names(ModelTerms.of(Term.of("VISIT"), Term.of("VISIT", "ARM"))))
                .containsExactly(
                        "(Intercept)", "VISITD2", "VISITD3", "VISITD1:ARMKET", "VISITD2:ARMKET", "VISITD3:ARMKET");
    }

    @Test
    void anInteractionWithANumberIsASlopePerLevel() {
        assertThat(names(ModelTerms.of().crossed("BASE", "ARM")))
                .containsExactly("(Intercept)", "BASE", "ARMKET", "BASE:ARMKET");
        double[][] values = new DesignMatrix(ModelTerms.of().crossed("BASE", "ARM"), table).values();
        assertThat(values[3]).containsExactly(0, 2, 0, 4, 0, 9);
    }

    @Test
    void leastSquaresMeansTakeCovariatesAtTheirMeanAndFactorsEqually() {
        DesignMatrix design = new DesignMatrix(ModelTerms.of(Term.of("BASE"), Term.of("ARM"), Term.of("VISIT")), table);

        assertThat(design.leastSquaresMean(Map.of("ARM", "KET")))
                .containsExactly(new double[] {1, 4, 1, 1 / 3.0, 1 / 3.0}, within(1e-15));
        assertThatThrownBy(() -> design.leastSquaresMean(Map.of("ARM", "OTHER")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void levelsThatNoChosenRowHasAreForgotten() {
        DataTable chosen = table.select(new int[] {0, 1, 4, 5}, List.of("VISIT"));

        assertThat(chosen.factor("VISIT").levels()).containsExactly("D1", "D3");
        assertThat(chosen.factor("VISIT").code(3)).isEqualTo(1);
    }

    @Test
    void completeRowsHaveNoMissingValue() {
        DataTable gaps = DataTable.of(
                new NumericColumn("X", new double[] {1, Double.NaN, 3}),
                FactorColumn.of("F", Arrays.asList("a", "b", null)));

        assertThat(gaps.completeRows(List.of("X", "F"))).containsExactly(0);
    }

    @Test
    void columnsOfTheWrongKindOrLengthAreRefused() {
        assertThatThrownBy(() -> table.numeric("ARM")).hasMessageContaining("categories");
        assertThatThrownBy(() -> table.factor("BASE")).hasMessageContaining("numbers");
        assertThatThrownBy(() -> table.column("AGE")).hasMessageContaining("[ARM, VISIT, BASE]");
        assertThatThrownBy(() -> new NumericColumn("X", new double[] {Double.POSITIVE_INFINITY}))
                .hasMessageContaining("infinite");
        assertThatThrownBy(() -> FactorColumn.of("F", List.of("a"), List.of("b")))
                .hasMessageContaining("row 1");
        assertThatThrownBy(() ->
                        DataTable.of(new NumericColumn("X", new double[1]), new NumericColumn("Z", new double[2])))
                .hasMessageContaining("2 rows");
    }
}
