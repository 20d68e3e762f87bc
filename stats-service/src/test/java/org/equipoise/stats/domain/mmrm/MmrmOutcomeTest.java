package org.equipoise.stats.domain.mmrm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.equipoise.stats.domain.Outcome;
import org.equipoise.stats.domain.linearmodel.Column;
import org.equipoise.stats.domain.linearmodel.DataTable;
import org.equipoise.stats.domain.linearmodel.FactorColumn;
import org.equipoise.stats.domain.linearmodel.NumericColumn;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What happens where there is nothing to fit: a reason, an explanation and advice, never a wrong number. */
class MmrmOutcomeTest {

    private static final String FULL = "CHG ~ BASE*VISIT + ARM*VISIT + us(VISIT|SUBJ)";
    private static final List<String> NAMES = List.of("SUBJ", "ARM", "VISIT", "BASE", "CHG", "W");

    private final DataTable table = new SimulatedTrial(30, 4, 2).table();

    private static Outcome.NotComputed<MmrmFit> failure(String formula, DataTable table) {
        Outcome<MmrmFit> outcome = Mmrm.withDefaults().fit(MmrmModel.parse(formula), table);
        assertThat(outcome).isInstanceOf(Outcome.NotComputed.class);
        Outcome.NotComputed<MmrmFit> failure = (Outcome.NotComputed<MmrmFit>) outcome;
        assertThat(failure.advice()).isNotBlank();
        assertThat(failure.explanation() + failure.advice())
                .doesNotContain("KET")
                .doesNotContain("PBO");
        return failure;
    }

    private DataTable rows(IntPredicate kept) {
        return table.select(IntStream.range(0, table.rows()).filter(kept).toArray(), NAMES);
    }

    private DataTable with(NumericColumn column) {
        List<Column> columns = new ArrayList<>();
        for (String name : NAMES) {
            if (!name.equals(column.name())) {
                columns.add(table.column(name));
            }
        }
        columns.add(column);
        return DataTable.of(columns);
    }

    @Nested
    class TooLittleData {

        @Test
        void oneSubject() {
            assertThat(failure("CHG ~ VISIT + cs(VISIT|SUBJ)", rows(row -> row < 4))
                            .reason())
                    .isEqualTo(Outcome.Reason.TOO_FEW_OBSERVATIONS);
        }

        @Test
        void noObservationAtAll() {
            double[] missing = new double[table.rows()];
            Arrays.fill(missing, Double.NaN);

            assertThat(failure(FULL, with(new NumericColumn("CHG", missing))).reason())
                    .isEqualTo(Outcome.Reason.TOO_FEW_OBSERVATIONS);
        }

        @Test
        void aVisitWithoutDataInAnArm() {
            DataTable lacking = rows(row -> !(table.factor("VISIT").code(row) == 3
                    && table.factor("ARM").code(row) == 1));

            Outcome.NotComputed<MmrmFit> failure = failure(FULL, lacking);

            assertThat(failure.reason()).isEqualTo(Outcome.Reason.TOO_FEW_OBSERVATIONS);
            assertThat(failure.explanation())
                    .contains("8 cells")
                    .contains("1 have no observation")
                    .contains("D13");
        }

        @Test
        void twoVisitsThatNoSubjectHasBoth() {
            DataTable lacking = rows(row -> {
                int subject = row / 4;
                int visit = table.factor("VISIT").code(row);
                return !(visit == 3 && subject < 16) && !(visit == 0 && subject >= 16);
            });

            Outcome.NotComputed<MmrmFit> failure = failure(FULL, lacking);

            assertThat(failure.reason()).isEqualTo(Outcome.Reason.TOO_FEW_OBSERVATIONS);
            assertThat(failure.explanation()).contains("D10").contains("D13");
        }

        @Test
        void fewerSubjectsThanTheUnstructuredCovarianceNeeds() {
            DataTable few = new SimulatedTrial(6, 5, 8).table();

            assertThat(failure("CHG ~ ARM*VISIT + us(VISIT|SUBJ)", few).reason())
                    .isEqualTo(Outcome.Reason.NOT_CONVERGED);
            assertThat(Mmrm.withDefaults()
                            .fit(MmrmModel.parse("CHG ~ ARM*VISIT + cs(VISIT|SUBJ)"), few)
                            .value())
                    .isPresent();
        }
    }

    @Nested
    class NothingToTellApart {

        @Test
        void aCovariateTwice() {
            double[] copy = new double[table.rows()];
            for (int row = 0; row < copy.length; row++) {
                copy[row] = 3 - 2 * table.numeric("BASE").value(row);
            }

            Outcome.NotComputed<MmrmFit> failure =
                    failure("CHG ~ BASE + W + ARM*VISIT + us(VISIT|SUBJ)", with(new NumericColumn("W", copy)));

            assertThat(failure.reason()).isEqualTo(Outcome.Reason.RANK_DEFICIENT);
            assertThat(failure.explanation()).contains("term W");
        }

        @Test
        void aResponseThatTheModelExplainsExactly() {
            double[] exact = new double[table.rows()];
            for (int row = 0; row < exact.length; row++) {
                exact[row] = 7 + 2 * table.numeric("BASE").value(row);
            }

            assertThat(failure(FULL, with(new NumericColumn("CHG", exact))).reason())
                    .isEqualTo(Outcome.Reason.NO_VARIATION);
            assertThat(failure(FULL, with(new NumericColumn("CHG", new double[exact.length])))
                            .reason())
                    .isEqualTo(Outcome.Reason.NO_VARIATION);
        }

        @Test
        void aVisitWithoutVariation() {
            double[] flat = new double[table.rows()];
            for (int row = 0; row < flat.length; row++) {
                flat[row] = table.factor("VISIT").code(row) == 2
                        ? 5
                        : table.numeric("CHG").value(row);
            }

            Outcome.NotComputed<MmrmFit> failure = failure(FULL, with(new NumericColumn("CHG", flat)));

            assertThat(failure.reason()).isEqualTo(Outcome.Reason.NO_VARIATION);
            assertThat(failure.explanation()).contains("D12");
        }

        @Test
        void twoVisitsThatAreCopiesOfEachOther() {
            double[] copied = new double[table.rows()];
            for (int row = 0; row < copied.length; row++) {
                copied[row] = table.numeric("CHG").value(table.factor("VISIT").code(row) == 3 ? row - 1 : row);
            }

            assertThat(failure(FULL, with(new NumericColumn("CHG", copied))).reason())
                    .isEqualTo(Outcome.Reason.NOT_CONVERGED);
        }

        @Test
        void numbersBeyondDoublePrecision() {
            assertThat(failure(
                                    FULL,
                                    new SimulatedTrial(30, 4, 2)
                                            .withResponseScale(1e200)
                                            .table())
                            .reason())
                    .isEqualTo(Outcome.Reason.OUT_OF_RANGE);
        }

        @Test
        void aSubjectThatAloneDeterminesACoefficient() {
            double[] single = new double[table.rows()];
            Arrays.fill(single, 0, 4, 1);
            Mmrm jackknife = Mmrm.withDefaults().with(CoefficientCovariance.EMPIRICAL_JACKKNIFE);

            Outcome<MmrmFit> outcome = jackknife.fit(
                    MmrmModel.parse("CHG ~ W*VISIT + us(VISIT|SUBJ)"), with(new NumericColumn("W", single)));

            assertThat(((Outcome.NotComputed<MmrmFit>) outcome).reason()).isEqualTo(Outcome.Reason.NO_SOLUTION);
        }
    }

    @Nested
    class Mistakes {

        @Test
        void twoObservationsOfASubjectAtAVisit() {
            int[] twice = IntStream.concat(IntStream.range(0, table.rows()), IntStream.of(5))
                    .toArray();

            assertThatThrownBy(() -> Mmrm.withDefaults().fit(MmrmModel.parse(FULL), table.select(twice, NAMES)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("two observations at visit D11");
        }

        @Test
        void aWeightOfZero() {
            assertThatThrownBy(() -> Mmrm.withDefaults()
                            .fit(
                                    MmrmModel.parse(FULL).weightedBy("W"),
                                    with(new NumericColumn("W", new double[table.rows()]))))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("above 0");
        }

        @Test
        void aSubjectInTwoGroups() {
            List<String> groups = IntStream.range(0, table.rows())
                    .mapToObj(row -> row == 0 ? "A" : "B")
                    .toList();
            List<Column> columns = new ArrayList<>();
            NAMES.forEach(name -> columns.add(table.column(name)));
            columns.add(FactorColumn.of("G", groups));

            assertThatThrownBy(() -> Mmrm.withDefaults()
                            .fit(MmrmModel.parse("CHG ~ VISIT + cs(VISIT|G/SUBJ)"), DataTable.of(columns)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("two groups");
        }

        @Test
        void kenwardAndRogerWithMaximumLikelihood() {
            Mmrm kenwardRoger = Mmrm.withDefaults().with(DegreesOfFreedom.KENWARD_ROGER);

            assertThatThrownBy(() -> kenwardRoger.with(Estimation.ML))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("REML");
            assertThatThrownBy(() -> kenwardRoger.with(CoefficientCovariance.EMPIRICAL))
                    .isInstanceOf(IllegalArgumentException.class);
        }

        @Test
        void aLinearFunctionOfTheWrongLengthOrOfNothing() {
            MmrmFit fit = Mmrm.withDefaults().fit(MmrmModel.parse(FULL), table).orElseThrow();

            assertThatThrownBy(() -> fit.estimate(1, 0)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> fit.estimate(new double[fit.names().size()]))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> fit.leastSquaresMeans("SITE")).isInstanceOf(IllegalArgumentException.class);
        }

        @Test
        void anUnknownStructureOrColumn() {
            assertThatThrownBy(() -> MmrmModel.parse("CHG ~ VISIT + arma(VISIT|SUBJ)"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("toeph");
            assertThatThrownBy(() -> MmrmModel.parse("CHG ~ VISIT"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("us(VISIT | SUBJ)");
            assertThatThrownBy(() -> Mmrm.withDefaults().fit(MmrmModel.parse("CHG ~ AGE + us(VISIT|SUBJ)"), table))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("AGE");
        }
    }
}
