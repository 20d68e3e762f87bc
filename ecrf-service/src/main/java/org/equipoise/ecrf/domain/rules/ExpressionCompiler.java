package org.equipoise.ecrf.domain.rules;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelIssue;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelReference;
import dev.cel.common.navigation.CelNavigableAst;
import dev.cel.common.navigation.CelNavigableExpr;
import dev.cel.common.types.CelType;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerBuilder;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.extensions.CelExtensions;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.equipoise.ecrf.domain.study.DefinitionError;
import org.equipoise.ecrf.domain.study.Item;

/**
 * Compiles expressions over the items of a form, and reports what is wrong with them.
 *
 * <p>Besides CEL's standard functions, {@code math.greatest}, {@code math.least}, {@code math.abs} and their relatives can be
 * used, and what {@link PartialDateLibrary} has for partial dates. Integers and decimals may be compared with each other, but not
 * added without {@code double()}.
 */
final class ExpressionCompiler {
    /** Longest expression, in characters. */
    static final int LONGEST = 4000;

    private static final CelOptions OPTIONS = CelOptions.current()
            .enableHeterogeneousNumericComparisons(true)
            .maxExpressionCodePointSize(LONGEST)
            .comprehensionMaxIterations(10_000)
            .build();
    private static final CelRuntime RUNTIME = CelRuntimeFactory.standardCelRuntimeBuilder()
            .setOptions(OPTIONS)
            .addLibraries(CelExtensions.math())
            .addFunctionBindings(PartialDateLibrary.bindings())
            .build();

    private final CelCompiler compiler;
    private final Variables variables;
    private final List<DefinitionError> errors;

    /**
     * A compiler for expressions over some variables.
     *
     * @param variables what expressions may name
     * @param errors where to add what is wrong
     */
    ExpressionCompiler(Variables variables, List<DefinitionError> errors) {
        CelCompilerBuilder builder = CelCompilerFactory.standardCelCompilerBuilder()
                .setOptions(OPTIONS)
                .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
                .addLibraries(CelExtensions.math())
                .addFunctionDeclarations(PartialDateLibrary.declarations());
        variables.celTypes().forEach(builder::addVar);
        this.compiler = builder.build();
        this.variables = variables;
        this.errors = errors;
    }

    /**
     * Compiles a condition.
     *
     * @param path where it stands in the definition
     * @param text the expression
     * @return the compiled condition, or empty if there were errors
     */
    Optional<Expression> condition(String path, String text) {
        return compile(path, text, SimpleType.BOOL, "a condition (true or false)");
    }

    /**
     * Compiles the derivation of an item.
     *
     * @param path where it stands in the definition
     * @param item the derived item
     * @return the compiled derivation, or empty if there were errors
     */
    Optional<Expression> derivation(String path, Item item) {
        CelType type = Operands.type(item.type());
        return compile(path, item.derivation().orElseThrow(), type, "a value of type " + type.name());
    }

    private Optional<Expression> compile(String path, String text, CelType type, String expected) {
        CelValidationResult checked = compiler.compile(text);
        if (checked.hasError()) {
            List<CelIssue> found = checked.getErrors();
            String issues = found.stream().map(ExpressionCompiler::describe).collect(Collectors.joining("; "));
            errors.add(new DefinitionError(path, text, "a CEL expression that gives " + expected + "; " + issues));
            return Optional.empty();
        }
        try {
            return typed(path, text, checked.getAst(), type, expected);
        } catch (CelValidationException | CelEvaluationException refused) {
            errors.add(
                    new DefinitionError(path, text, "a CEL expression that can be evaluated: " + refused.getMessage()));
            return Optional.empty();
        }
    }

    private Optional<Expression> typed(
            String path, String text, CelAbstractSyntaxTree tree, CelType type, String expected)
            throws CelEvaluationException {
        CelType found = tree.getResultType();
        if (!found.equals(type) && !found.equals(SimpleType.DYN)) {
            errors.add(new DefinitionError(path, text, expected + ", but it gives " + found.name()));
            return Optional.empty();
        }
        if (comparesWhatWasWritten(tree)) {
            errors.add(new DefinitionError(
                    path, text, "before, after or sameDay between partial dates, not an operator such as =="));
            return Optional.empty();
        }
        Map<Long, CelReference> references = tree.getReferenceMap();
        Set<String> names = references.values().stream().map(CelReference::name).collect(Collectors.toSet());
        Set<String> named = new TreeSet<>(variables.types().keySet());
        named.retainAll(names);
        Set<String> groups = new TreeSet<>(variables.groups());
        groups.retainAll(names);
        Set<String> rows = named.stream()
                .map(variables.groupOf()::get)
                .filter(Objects::nonNull)
                .collect(Collectors.toCollection(TreeSet::new));
        if (rows.size() > 1) {
            errors.add(new DefinitionError(
                    path, text, "items of one repeating group, but they stand in " + String.join(" and ", rows)));
            return Optional.empty();
        }
        return Optional.of(new Expression(
                RUNTIME.createProgram(tree), named, groups, rows.stream().findFirst()));
    }

    private static boolean comparesWhatWasWritten(CelAbstractSyntaxTree tree) {
        return CelNavigableAst.fromAst(tree)
                .getRoot()
                .allNodes()
                .map(CelNavigableExpr::expr)
                .filter(expression -> expression.getKind() == CelExpr.ExprKind.Kind.CALL
                        && PartialDateLibrary.REFUSED_OPERATORS.contains(
                                expression.call().function()))
                .flatMap(ExpressionCompiler::operands)
                .anyMatch(operand -> tree.getType(operand.id())
                        .filter(PartialDateLibrary.TYPE::equals)
                        .isPresent());
    }

    private static Stream<CelExpr> operands(CelExpr call) {
        List<CelExpr> operands = call.call().args();
        return operands.stream();
    }

    private static String describe(CelIssue issue) {
        return "column " + (issue.getSourceLocation().getColumn() + 1) + ": " + issue.getMessage();
    }
}
