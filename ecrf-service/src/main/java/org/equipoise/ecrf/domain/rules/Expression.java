package org.equipoise.ecrf.domain.rules;

import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.equipoise.ecrf.domain.form.ItemValue;
import org.equipoise.ecrf.domain.study.CellKey;

/**
 * A compiled expression. It can be evaluated by several threads at once.
 *
 * <p>The missing-item rule is built in: an expression is evaluated only when every variable that it names has a value.
 */
public final class Expression {
    private final CelRuntime.Program program;
    private final Set<String> variables;
    private final Set<String> groups;
    private final Optional<String> rowGroup;

    Expression(CelRuntime.Program program, Set<String> variables, Set<String> groups, Optional<String> rowGroup) {
        this.program = program;
        this.variables = Set.copyOf(variables);
        this.groups = Set.copyOf(groups);
        this.rowGroup = rowGroup;
    }

    /** What an evaluation came to. */
    public sealed interface Outcome {}

    /**
     * The expression has a value.
     *
     * @param value {@code Long}, {@code Double}, {@code Boolean}, {@code String}, {@code Instant} or a list
     */
    public record Result(Object value) implements Outcome {}

    /**
     * A variable has no value, so the expression says nothing.
     *
     * @param variables the variables without a value
     */
    public record NotEvaluated(Set<String> variables) implements Outcome {
        /** Copies the set. */
        public NotEvaluated {
            variables = Set.copyOf(variables);
        }
    }

    /** The expression compares dates of which too little is known; it says nothing. */
    public record Open() implements Outcome {}

    /**
     * The expression has no value for these variables, such as a division by zero.
     *
     * @param reason the reason in the words of the expression language; it holds no item values
     */
    public record Failed(String reason) implements Outcome {}

    /**
     * The variables that the expression names.
     *
     * @return their names
     */
    public Set<String> variables() {
        return variables;
    }

    /**
     * The repeating groups that the expression looks at as a whole.
     *
     * @return their ids; such a group is known even if it has no row
     */
    public Set<String> groups() {
        return groups;
    }

    /**
     * The repeating group whose items the expression names, so that it speaks about one row at a time.
     *
     * @return the group's id, or empty if it speaks about the form
     */
    public Optional<String> rowGroup() {
        return rowGroup;
    }

    /**
     * Evaluates the expression.
     *
     * @param values the known values by variable; others are ignored
     * @return the result, or why there is none
     */
    public Outcome evaluate(Map<String, ItemValue> values) {
        Map<String, Object> operands = new HashMap<>();
        for (String variable : variables) {
            Optional.ofNullable(values.get(variable))
                    .ifPresent(value -> operands.put(variable, Operands.operand(value)));
        }
        if (operands.size() < variables.size()) {
            Set<String> absent = new TreeSet<>(variables);
            absent.removeAll(operands.keySet());
            return new NotEvaluated(absent);
        }
        groups.forEach(group -> operands.put(group, rows(group, values)));
        try {
            return new Result(program.eval(operands));
        } catch (CelEvaluationException failure) {
            return failure.getCause() instanceof Undecided
                    ? new Open()
                    : new Failed(failure.getErrorCode().name());
        }
    }

    private static List<Map<String, Object>> rows(String group, Map<String, ItemValue> values) {
        Map<Integer, Map<String, Object>> rows = new TreeMap<>();
        values.forEach((key, value) -> CellKey.parse(key)
                .filter(cell -> cell.group().equals(group))
                .ifPresent(cell -> rows.computeIfAbsent(cell.row(), row -> new HashMap<>())
                        .put(cell.item(), Operands.operand(value))));
        return List.copyOf(rows.values());
    }

    /**
     * Evaluates the expression as far as the known values decide it: {@code a || b} is true if one of them is, whatever the other
     * may be.
     *
     * @param values the known values by variable; others are ignored
     * @return the result; not evaluated if it depends on a variable without a value
     */
    public Outcome decide(Map<String, ItemValue> values) {
        Outcome outcome = evaluate(values);
        if (!(outcome instanceof NotEvaluated)) {
            return outcome;
        }
        Map<String, Object> operands = new HashMap<>();
        variables.stream()
                .filter(values::containsKey)
                .forEach(variable -> operands.put(variable, Operands.operand(values.get(variable))));
        groups.forEach(group -> operands.put(group, rows(group, values)));
        try {
            Object value = program.eval(operands);
            return value instanceof Boolean ? new Result(value) : outcome;
        } catch (CelEvaluationException undecided) {
            return outcome;
        }
    }

    /**
     * Evaluates a condition.
     *
     * @param values the known values by variable
     * @return true or false, or empty if there is no result
     */
    public Optional<Boolean> holds(Map<String, ItemValue> values) {
        return evaluate(values) instanceof Result result && result.value() instanceof Boolean truth
                ? Optional.of(truth)
                : Optional.empty();
    }
}
