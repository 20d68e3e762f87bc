package org.equipoise.launcher.study;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cel.bundle.Cel;
import dev.cel.bundle.CelBuilder;
import dev.cel.bundle.CelFactory;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.SimpleType;
import dev.cel.extensions.CelExtensions;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/** The expressions of a study, compiled and evaluated as the eCRF service does, to test what stands in the files. */
public final class CelStudy {

    private final Map<String, JsonNode> forms = new HashMap<>();
    private final Map<String, Compiled> compiled = new HashMap<>();

    private record Compiled(Cel cel, CelAbstractSyntaxTree tree, Set<String> variables) {}

    public CelStudy(Study study) {
        study.definition()
                .path("forms")
                .forEach(form -> forms.put(form.path("form").asText(), form));
    }

    /** Everything that does not compile, or does not have the type it must have. */
    public List<String> faults() {
        List<String> faults = new ArrayList<>();
        forms.forEach((id, form) -> {
            for (JsonNode item : FormItems.of(form)) {
                if (item.has("derivation")) {
                    compile(id, item.path("derivation").asText(), Map.of(), type(item), faults);
                }
            }
            for (JsonNode check : form.path("editChecks")) {
                compile(id, check.path("assert").asText(), inputTypes(check), SimpleType.BOOL, faults);
            }
        });
        return faults;
    }

    /** Entered values with the derived ones. */
    public Map<String, Object> complete(String form, Map<String, Object> entered) {
        Map<String, Object> values = new HashMap<>(entered);
        boolean more = true;
        while (more) {
            more = false;
            for (JsonNode item : FormItems.of(forms.get(form))) {
                String id = item.path("id").asText();
                if (item.has("derivation") && !values.containsKey(id)) {
                    Optional<Object> value =
                            evaluate(form, item.path("derivation").asText(), Map.of(), type(item), values);
                    value.ifPresent(known -> values.put(id, known));
                    more |= value.isPresent();
                }
            }
        }
        return values;
    }

    /** The edit checks that fail. */
    public List<JsonNode> failures(String form, Map<String, Object> values, Function<String, Object> inputs) {
        List<JsonNode> failures = new ArrayList<>();
        for (JsonNode check : forms.get(form).path("editChecks")) {
            Map<String, Object> all = new HashMap<>(values);
            check.path("inputs").properties().forEach(input -> {
                Object value = inputs.apply(input.getValue().asText());
                if (value != null) {
                    all.put(input.getKey(), value);
                }
            });
            Optional<Object> fine =
                    evaluate(form, check.path("assert").asText(), inputTypes(check), SimpleType.BOOL, all);
            if (fine.filter(Boolean.FALSE::equals).isPresent()) {
                failures.add(check);
            }
        }
        return failures;
    }

    /** A condition over a form's items; empty if an item has no value. */
    public Optional<Object> condition(String form, String expression, Map<String, Object> values) {
        return evaluate(form, expression, Map.of(), SimpleType.BOOL, values);
    }

    /** How a JSON value looks to an expression. */
    public Map<String, Object> operands(String form, JsonNode values) {
        Map<String, Object> operands = new HashMap<>();
        values.properties().forEach(value -> {
            JsonNode item = FormItems.find(forms.get(form), value.getKey()).orElseThrow();
            operands.put(value.getKey(), operand(item, value.getValue()));
        });
        return operands;
    }

    private static Object operand(JsonNode item, JsonNode value) {
        return switch (item.path("type").asText()) {
            case "integer" -> value.longValue();
            case "decimal" -> value.doubleValue();
            case "boolean" -> value.booleanValue();
            case "datetime" -> Instant.parse(value.asText());
            case "choices" -> {
                List<String> codes = new ArrayList<>();
                value.forEach(code -> codes.add(code.asText()));
                yield codes;
            }
            default -> value.asText();
        };
    }

    private static CelType type(JsonNode item) {
        return switch (item.path("type").asText()) {
            case "integer" -> SimpleType.INT;
            case "decimal" -> SimpleType.DOUBLE;
            case "boolean" -> SimpleType.BOOL;
            case "datetime" -> SimpleType.TIMESTAMP;
            case "choices" -> ListType.create(SimpleType.STRING);
            default -> SimpleType.STRING;
        };
    }

    private Map<String, CelType> inputTypes(JsonNode check) {
        Map<String, CelType> types = new HashMap<>();
        check.path("inputs").properties().forEach(input -> {
            ItemReference reference = ItemReference.parse(input.getValue().asText());
            types.put(
                    input.getKey(),
                    type(FormItems.findForRule(forms.get(reference.form()), reference.item())
                            .orElseThrow()));
        });
        return types;
    }

    private Optional<Object> evaluate(
            String form, String text, Map<String, CelType> more, CelType type, Map<String, Object> values) {
        Compiled program = compiled.computeIfAbsent(form + "\n" + text, key -> {
            List<String> faults = new ArrayList<>();
            return compile(form, text, more, type, faults).orElseThrow(() -> new AssertionError(faults));
        });
        if (!values.keySet().containsAll(program.variables())) {
            return Optional.empty();
        }
        try {
            return Optional.of(program.cel().createProgram(program.tree()).eval(values));
        } catch (CelEvaluationException e) {
            throw new AssertionError(form + ": " + text, e);
        }
    }

    private Optional<Compiled> compile(
            String form, String text, Map<String, CelType> more, CelType type, List<String> faults) {
        CelBuilder builder = CelFactory.standardCelBuilder()
                .setOptions(CelOptions.current()
                        .enableHeterogeneousNumericComparisons(true)
                        .build())
                .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
                .addCompilerLibraries(CelExtensions.math())
                .addRuntimeLibraries(CelExtensions.math());
        FormItems.of(forms.get(form))
                .forEach(item -> builder.addVar(item.path("id").asText(), type(item)));
        builder.addVar("OCCURRED_AT", SimpleType.TIMESTAMP);
        more.forEach(builder::addVar);
        Cel cel = builder.build();
        try {
            CelAbstractSyntaxTree tree = cel.compile(text).getAst();
            if (!tree.getResultType().equals(type) && !tree.getResultType().equals(SimpleType.DYN)) {
                faults.add(form + ": " + text + " gives " + tree.getResultType().name() + ", not " + type.name());
                return Optional.empty();
            }
            Set<String> variables = new TreeSet<>();
            tree.getReferenceMap().values().forEach(reference -> variables.add(reference.name()));
            variables.removeIf(name -> name.isEmpty()
                    || (FormItems.findForRule(forms.get(form), name).isEmpty() && !more.containsKey(name)));
            return Optional.of(new Compiled(cel, tree, variables));
        } catch (CelValidationException e) {
            faults.add(form + ": " + text + ": " + e.getMessage());
            return Optional.empty();
        }
    }
}
