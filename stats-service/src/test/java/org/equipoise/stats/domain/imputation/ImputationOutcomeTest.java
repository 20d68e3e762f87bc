package org.equipoise.stats.domain.imputation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.equipoise.stats.domain.Outcome;
import org.equipoise.stats.domain.linearmodel.DataTable;
import org.equipoise.stats.domain.linearmodel.FactorColumn;
import org.equipoise.stats.domain.linearmodel.NumericColumn;
import org.junit.jupiter.api.Test;

/** What cannot be imputed is said, with a reason and without naming an arm. */
class ImputationOutcomeTest {

    private static final ImputationModel MODEL = GappyTrial.model(GappyTrial.US);
    private static final DataTable TABLE = new GappyTrial(30, 3, 1).table();

    private static DataTable with(NumericColumn base, NumericColumn change) {
        return DataTable.of(TABLE.factor("SUBJ"), TABLE.factor("ARM"), TABLE.factor("VISIT"), base, change);
    }

    private static NumericColumn column(String name, IntToDoubleFunction value) {
        return new NumericColumn(
                name, IntStream.range(0, TABLE.rows()).mapToDouble(value).toArray());
    }

    private static void failed(Outcome<?> outcome, Outcome.Reason reason) {
        assertThat(outcome).isInstanceOfSatisfying(Outcome.NotComputed.class, failure -> {
            assertThat(failure.reason()).isEqualTo(reason);
            assertThat(failure.explanation() + failure.advice())
                    .isNotBlank()
                    .doesNotContain("PBO")
                    .doesNotContain("KET");
        });
    }

    @Test
    void aSubjectWithoutBaseline() {
        DataTable table = with(
                column(
                        "BASE",
                        row -> row < 3 ? Double.NaN : TABLE.numeric("BASE").value(row)),
                TABLE.numeric("CHG"));

        failed(IncompleteTrial.of(MODEL, table), Outcome.Reason.INCOMPLETE_DATA);
    }

    @Test
    void aReferenceArmThatNobodyIsIn() {
        ImputationModel model =
                ImputationModel.parse(GappyTrial.US, "CHG ~ BASE + ARM", ImputationModel.Treatment.of("ARM", "NONE"));

        failed(IncompleteTrial.of(model, TABLE), Outcome.Reason.TOO_FEW_OBSERVATIONS);
    }

    @Test
    void nothingObservedAtAllOrAtAVisit() {
        failed(
                IncompleteTrial.of(MODEL, with(TABLE.numeric("BASE"), column("CHG", row -> Double.NaN))),
                Outcome.Reason.TOO_FEW_OBSERVATIONS);
        failed(
                IncompleteTrial.of(
                        MODEL,
                        with(
                                TABLE.numeric("BASE"),
                                column(
                                        "CHG",
                                        row -> row % 3 == 1
                                                ? Double.NaN
                                                : TABLE.numeric("CHG").value(row)))),
                Outcome.Reason.TOO_FEW_OBSERVATIONS);
    }

    @Test
    void theLastMeanOfASubjectWithoutOne() {
        IncompleteTrial trial = IncompleteTrial.of(MODEL, TABLE).orElseThrow();

        failed(
                trial.withEvents(
                        Map.of("K1003", new IntercurrentEvent("W10", ImputationStrategy.LAST_MEAN_CARRIED_FORWARD))),
                Outcome.Reason.INCOMPLETE_DATA);
    }

    @Test
    void aModelThatDoesNotConverge() {
        DataTable table = with(TABLE.numeric("BASE"), column("CHG", row -> 3 * row % 7 + (row % 3 == 2 ? row - 1 : 0)));
        DataTable constant = with(TABLE.numeric("BASE"), column("CHG", row -> 4));

        failed(
                IncompleteTrial.of(MODEL, constant)
                        .flatMap(trial ->
                                ConditionalMeanImputation.withDefaults().analyse(trial)),
                Outcome.Reason.NO_VARIATION);
        assertThat(IncompleteTrial.of(MODEL, table).value()).isPresent();
    }

    @Test
    void aSubjectWithoutWhomTheModelCannotBeFittedIsNamed() {
        int[] rows = IntStream.range(0, TABLE.rows())
                .filter(row -> row < 6 * 3 || row >= 12 * 3)
                .toArray();
        String[] sites = new String[TABLE.rows()];
        Arrays.fill(sites, "A");
        sites[0] = sites[1] = sites[2] = "B";
        DataTable table = DataTable.of(
                        TABLE.factor("SUBJ"),
                        TABLE.factor("ARM"),
                        TABLE.factor("VISIT"),
                        TABLE.numeric("BASE"),
                        TABLE.numeric("CHG"),
                        FactorColumn.of("SITE", List.of(sites)))
                .select(rows, List.of("SUBJ", "ARM", "VISIT", "BASE", "CHG", "SITE"));
        ImputationModel model = ImputationModel.parse(
                "CHG ~ SITE + ARM*VISIT + cs(VISIT | SUBJ)",
                "CHG ~ BASE + ARM",
                ImputationModel.Treatment.of("ARM", "PBO"));

        Outcome<ImputedAnalyses> outcome = IncompleteTrial.of(model, table)
                .flatMap(trial -> ConditionalMeanImputation.withDefaults().analyse(trial));

        failed(outcome, Outcome.Reason.TOO_FEW_OBSERVATIONS);
        assertThat(((Outcome.NotComputed<ImputedAnalyses>) outcome).explanation())
                .contains("Without subject K1000");
    }

    @Test
    void whatMakesNoSenseForAnyDataIsAProgrammingError() {
        IncompleteTrial trial = IncompleteTrial.of(MODEL, TABLE).orElseThrow();
        IntercurrentEvent event = new IntercurrentEvent("W11", ImputationStrategy.COPY_REFERENCE);

        assertThatIllegalArgumentException().isThrownBy(() -> trial.withEvents(Map.of("NOBODY", event)));
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        ImputationModel.parse(GappyTrial.US, "CHG ~ BASE", ImputationModel.Treatment.of("ARM", "PBO")));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ImputationModel.parse(
                        GappyTrial.US, "CHG ~ ARM*VISIT", ImputationModel.Treatment.of("ARM", "PBO")));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> IncompleteTrial.of(
                        MODEL, TABLE.select(new int[] {0, 0, 1}, List.of("SUBJ", "ARM", "VISIT", "BASE", "CHG"))));
    }

    @Test
    void absentRowsCountAsMissingVisits() {
        int[] rows = IntStream.range(0, TABLE.rows())
                .filter(row -> !TABLE.numeric("CHG").missing(row))
                .toArray();
        DataTable shorter = TABLE.select(rows, List.of("SUBJ", "ARM", "VISIT", "BASE", "CHG"));

        IncompleteTrial whole = IncompleteTrial.of(MODEL, TABLE).orElseThrow();
        IncompleteTrial part = IncompleteTrial.of(MODEL, shorter).orElseThrow();

        assertThat(part.missing()).isEqualTo(whole.missing()).isPositive();
        assertThat(ConditionalMeanImputation.withDefaults().impute(part))
                .isEqualTo(ConditionalMeanImputation.withDefaults().impute(whole));
    }
}
