package org.equipoise.stats.domain.survival;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.equipoise.stats.domain.ConfidenceInterval;
import org.equipoise.stats.domain.Outcome;
import org.equipoise.stats.domain.linearmodel.DataTable;
import org.equipoise.stats.domain.linearmodel.DesignColumn;
import org.equipoise.stats.domain.linearmodel.DesignMatrix;
import org.equipoise.stats.domain.numerics.HouseholderQr;

/**
 * Cox's proportional-hazards regression with any number of covariates, also within strata.
 *
 * <p>The hazard of a participant with covariates x in stratum s is h<sub>s</sub>(t) exp(x'&beta;). &beta; maximizes the partial
 * likelihood &prod; P(who has the event | risk set, number of events), which is concave in &beta;: Newton's method with
 * halving of steps that do not raise it reaches the maximum wherever there is one. Where there is none (monotone likelihood: some
 * combination of covariates orders all events before the others at risk), the coefficients run off while the likelihood levels out;
 * that is told apart by the information, which vanishes along such a combination. Source: Cox, JRSS B 1972;34:187; Bryson
 * and Johnson, Technometrics 1981;23:381.
 *
 * <pre>{@code
 * CoxModel model = CoxModel.of("TIME", "EVENT", ModelTerms.of(Term.of("ARM"), Term.of("AGE"))).stratifiedBy("SITE");
 * CoxFit fit = ProportionalHazards.withDefaults().fit(model, table).orElseThrow();
 * }</pre>
 *
 * @param ties how events at the same time are treated
 * @param variance how the covariance of the coefficients is estimated
 * @param confidenceLevel the coverage of intervals
 */
public record ProportionalHazards(TieHandling ties, Variance variance, double confidenceLevel) {

    /** How the covariance of the coefficients is estimated. */
    public enum Variance {
        /** The inverse of the observed information. */
        MODEL_BASED,
        /**
         * The sandwich of score residuals, which holds if hazards are not proportional: D'D with D the residuals times the inverse
         * information. Not with exact ties. Source: Lin and Wei, JASA 1989;84:1074.
         */
        ROBUST
    }

    /** Checks the options. */
    public ProportionalHazards {
        Objects.requireNonNull(ties, "ties");
        Objects.requireNonNull(variance, "variance");
        ConfidenceInterval.requireLevel(confidenceLevel);
        if (ties == TieHandling.EXACT && variance == Variance.ROBUST) {
            throw new IllegalArgumentException(
                    "the robust variance has no score residuals for exact ties; use Efron's or Breslow's");
        }
    }

    /**
     * Efron's ties, model-based variance, intervals of 95 %.
     *
     * @return the default regression
     */
    public static ProportionalHazards withDefaults() {
        return new ProportionalHazards(TieHandling.EFRON, Variance.MODEL_BASED, 0.95);
    }

    /**
     * The same regression with another treatment of ties.
     *
     * @param handling how events at the same time are treated
     * @return the changed regression
     */
    public ProportionalHazards with(TieHandling handling) {
        return new ProportionalHazards(handling, variance, confidenceLevel);
    }

    /**
     * The same regression with another variance.
     *
     * @param kind how the covariance is estimated
     * @return the changed regression
     */
    public ProportionalHazards with(Variance kind) {
        return new ProportionalHazards(ties, kind, confidenceLevel);
    }

    /**
     * Fits a model to the complete rows of a table.
     *
     * @param model the model
     * @param table its columns, one row for each participant
     * @return the fit. Not computed without events, with a covariate that does not vary or depends on others among those at
     *     risk, with a monotone likelihood (no finite maximum, {@code NO_SOLUTION}), or if the iteration does not settle
     * @throws IllegalArgumentException if a column is missing or of the wrong kind, a time is negative or a flag neither 0 nor 1
     */
    public Outcome<CoxFit> fit(CoxModel model, DataTable table) {
        DataTable rows = table.select(table.completeRows(model.columns()), model.columns());
        if (rows.rows() < 2) {
            return tooFewEvents(0);
        }
        DesignMatrix design = new DesignMatrix(model.coded(), rows);
        CoxRows data = CoxRows.of(model, rows, design.values());
        if (data.events() == 0) {
            return tooFewEvents(rows.rows());
        }
        List<DesignColumn> columns =
                design.columns().subList(1, design.columns().size());
        List<String> names = columns.stream().map(DesignColumn::name).toList();
        Optional<Integer> dependent = dependentColumn(data);
        if (dependent.isPresent() || names.isEmpty()) {
            String term = columns.isEmpty() ? "(none)" : termOf(columns.get(dependent.orElseThrow()));
            return Outcome.notComputed(
                    Outcome.Reason.RANK_DEFICIENT,
                    "A column of the term " + term + " does not vary, or depends on the columns before it.",
                    "Leave out a term that carries the same information.");
        }
        return new CoxSearch(data, ties).maximum().flatMap(maximum -> {
            if (maximum.divergent() >= 0) {
                return monotone(termOf(columns.get(maximum.divergent())));
            }
            return CoxFit.of(this, names, data, maximum);
        });
    }

    private static String termOf(DesignColumn column) {
        return column.term().map(Object::toString).orElse("(intercept)");
    }

    private static Optional<Integer> dependentColumn(CoxRows data) {
        double[][] columns = data.centredColumns();
        if (columns.length == 0) {
            return Optional.of(0);
        }
        if (columns[0].length < columns.length) {
            return Optional.of(columns.length - 1);
        }
        return new HouseholderQr(columns).dependentColumn();
    }

    private static Outcome<CoxFit> tooFewEvents(int rows) {
        return Outcome.notComputed(
                Outcome.Reason.TOO_FEW_OBSERVATIONS,
                "There are no events among " + rows + " complete rows.",
                "Wait for events, or check the flags.");
    }

    private static Outcome<CoxFit> monotone(String term) {
        return Outcome.notComputed(
                Outcome.Reason.NO_SOLUTION,
                "The likelihood is monotone: a combination with the term " + term
                        + " orders the events, so that its hazard ratio would be 0 or infinite.",
                "Use the log-rank test for it, leave it out, pool its levels, or wait for more events.");
    }

    /** Copies without the intercept. */
    static double[][] withoutIntercept(double[][] columns) {
        List<double[]> rest = new ArrayList<>(List.of(columns));
        rest.remove(0);
        return rest.toArray(double[][]::new);
    }
}
