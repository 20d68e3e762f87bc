package org.equipoise.stats.domain.linearmodel;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The columns that terms make of a table without missing values.
 *
 * <p>A factor within a term is coded by treatment contrasts (one indicator for each level but the first) if the term
 * without that factor is in the model too, and by one indicator for each level otherwise; the empty term counts as in the
 * model, but without an intercept the first factor's main effect has all its levels. In interactions the first variable varies fastest. Names are those of R: {@code ARMKET:VISITD07}. Source:
 * Chambers and Hastie, Statistical Models in S, 1992, section 2.4.
 */
public final class DesignMatrix {

    private final DataTable table;
    private final List<DesignColumn> columns;

    /**
     * Codes the terms.
     *
     * @param terms the model
     * @param table its variables, without missing values
     */
    public DesignMatrix(ModelTerms terms, DataTable table) {
        this.table = table;
        this.columns = new ArrayList<>();
        if (terms.intercept()) {
            columns.add(new DesignColumn(Optional.empty(), List.of()));
        }
        for (Term term : terms.terms()) {
            columns.addAll(columns(term, terms));
        }
    }

    private List<DesignColumn> columns(Term term, ModelTerms terms) {
        List<List<DesignColumn.Part>> products = List.of(List.of());
        for (String variable : term.variables()) {
            List<DesignColumn.Part> parts = parts(variable, contrasts(variable, term, terms));
            List<List<DesignColumn.Part>> longer = new ArrayList<>();
            for (DesignColumn.Part part : parts) {
                for (List<DesignColumn.Part> product : products) {
                    List<DesignColumn.Part> extended = new ArrayList<>(product);
                    extended.add(part);
                    longer.add(extended);
                }
            }
            products = longer;
        }
        return products.stream()
                .map(product -> new DesignColumn(Optional.of(term), product))
                .toList();
    }

    private boolean contrasts(String variable, Term term, ModelTerms terms) {
        if (term.order() == 1) {
            return terms.intercept() || !variable.equals(firstFactor(terms));
        }
        return terms.contains(Term.of(term.variables().stream()
                .filter(other -> !other.equals(variable))
                .toList()));
    }

    /** The factor that stands in for a missing intercept: the first main effect of a factor. */
    private String firstFactor(ModelTerms terms) {
        return terms.terms().stream()
                .filter(term -> term.order() == 1)
                .map(term -> term.variables().get(0))
                .filter(variable -> table.column(variable) instanceof FactorColumn)
                .findFirst()
                .orElse("");
    }

    private List<DesignColumn.Part> parts(String variable, boolean contrasts) {
        if (!(table.column(variable) instanceof FactorColumn factor)) {
            return List.of(new DesignColumn.Part(variable, -1, variable));
        }
        List<DesignColumn.Part> parts = new ArrayList<>();
        for (int level = contrasts ? 1 : 0; level < factor.levels().size(); level++) {
            parts.add(new DesignColumn.Part(
                    variable, level, variable + factor.levels().get(level)));
        }
        return parts;
    }

    /**
     * The columns' meanings, in order.
     *
     * @return the intercept, if there is one, and the columns of each term
     */
    public List<DesignColumn> columns() {
        return List.copyOf(columns);
    }

    /**
     * The names of the columns.
     *
     * @return as R's {@code model.matrix} gives them
     */
    public List<String> names() {
        return columns.stream().map(DesignColumn::name).toList();
    }

    /**
     * The values by columns.
     *
     * @return an array of p columns, each with one number for each row of the table
     */
    public double[][] values() {
        double[][] values = new double[columns.size()][];
        for (int j = 0; j < values.length; j++) {
            values[j] = values(columns.get(j));
        }
        return values;
    }

    private double[] values(DesignColumn column) {
        double[] values = new double[table.rows()];
        Arrays.fill(values, 1);
        for (DesignColumn.Part part : column.parts()) {
            if (part.level() < 0) {
                NumericColumn numeric = table.numeric(part.variable());
                for (int row = 0; row < values.length; row++) {
                    values[row] *= numeric.value(row);
                }
            } else {
                FactorColumn factor = table.factor(part.variable());
                for (int row = 0; row < values.length; row++) {
                    if (factor.code(row) != part.level()) {
                        values[row] = 0;
                    }
                }
            }
        }
        return values;
    }

    /**
     * The linear function of the coefficients that is a least-squares mean: covariates at their means over the rows,
     * factors at the given levels, and the mean over the levels of every other factor, each counting the same. Source:
     * Searle, Speed and Milliken, The American Statistician 1980;34:216.
     *
     * @param levels the level of each factor that is held
     * @return p weights
     * @throws IllegalArgumentException if a level or a factor does not exist
     */
    public double[] leastSquaresMean(Map<String, String> levels) {
        levels.forEach((variable, level) -> {
            if (!table.factor(variable).levels().contains(level)) {
                throw new IllegalArgumentException(
                        "the factor " + variable + " has no observed level of the name asked for");
            }
        });
        double[] weights = new double[columns.size()];
        for (int j = 0; j < weights.length; j++) {
            double weight = 1;
            for (DesignColumn.Part part : columns.get(j).parts()) {
                weight *= weight(part, levels);
            }
            weights[j] = weight;
        }
        return weights;
    }

    private double weight(DesignColumn.Part part, Map<String, String> levels) {
        if (part.level() < 0) {
            return mean(table.numeric(part.variable()));
        }
        FactorColumn factor = table.factor(part.variable());
        String held = levels.get(part.variable());
        if (held == null) {
            return 1.0 / factor.levels().size();
        }
        return factor.levels().get(part.level()).equals(held) ? 1 : 0;
    }

    private static double mean(NumericColumn column) {
        double mean = 0;
        for (int row = 0; row < column.size(); row++) {
            mean += (column.value(row) - mean) / (row + 1);
        }
        double correction = 0;
        for (int row = 0; row < column.size(); row++) {
            correction += (column.value(row) - mean) / column.size();
        }
        return mean + correction;
    }

    /**
     * The position of a row's level among a factor's levels.
     *
     * @param factor its name
     * @param row from 0, as in the table
     * @return the position from 0
     * @throws IllegalArgumentException if there is no such factor
     */
    public int code(String factor, int row) {
        return table.factor(factor).code(row);
    }

    /**
     * The levels of a factor.
     *
     * @param factor its name
     * @return the levels that occur, in their order
     * @throws IllegalArgumentException if there is no such factor
     */
    public List<String> levels(String factor) {
        return table.factor(factor).levels();
    }
}
