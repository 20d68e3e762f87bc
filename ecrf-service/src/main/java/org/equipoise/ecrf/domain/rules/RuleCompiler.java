package org.equipoise.ecrf.domain.rules;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.equipoise.ecrf.domain.study.DefinitionError;
import org.equipoise.ecrf.domain.study.EditCheck;
import org.equipoise.ecrf.domain.study.EligibilityDefinition;
import org.equipoise.ecrf.domain.study.Form;
import org.equipoise.ecrf.domain.study.Item;
import org.equipoise.ecrf.domain.study.ItemCategoryChecks;
import org.equipoise.ecrf.domain.study.ItemGroup;
import org.equipoise.ecrf.domain.study.ItemPath;
import org.equipoise.ecrf.domain.study.ItemType;
import org.equipoise.ecrf.domain.study.Severity;
import org.equipoise.ecrf.domain.study.StudyDefinition;
import org.equipoise.ecrf.domain.study.WithdrawalDefinition;

/**
 * Compiles every rule of a study and names every rule that is wrong.
 *
 * <p>Expressions may name the items of their form and the inputs that their check declares, each with the type of its item;
 * checks also {@link ItemPath#OCCURRED_AT}, when their form was observed, {@link ItemPath#EVENT}, in which event, and {@link
 * ItemPath#REPEAT}, as which repeat.
 * A derivation may name other derived items, but not in a circle. A rule that names items of a repeating group speaks about each
 * row; the group's own id is the list of all of them.
 */
public final class RuleCompiler {
    private final StudyDefinition study;
    private final List<DefinitionError> errors = new ArrayList<>();

    private RuleCompiler(StudyDefinition study) {
        this.study = study;
    }

    /**
     * What compiling came to.
     *
     * @param rules the rules; complete only if there are no errors
     * @param errors what is wrong
     */
    public record Compilation(StudyRules rules, List<DefinitionError> errors) {
        /** Copies the errors. */
        public Compilation {
            errors = List.copyOf(errors);
        }
    }

    /**
     * Compiles the rules of a study.
     *
     * @param study a definition whose references have been checked
     * @return the rules and what is wrong with them
     */
    public static Compilation compile(StudyDefinition study) {
        RuleCompiler compiler = new RuleCompiler(study);
        Map<String, FormRules> forms = new HashMap<>();
        study.forms().forEach(form -> forms.put(form.id(), compiler.form(form)));
        Optional<EligibilityRules> eligibility =
                study.eligibility().flatMap(definition -> compiler.eligibility(definition, forms));
        Optional<WithdrawalRule> withdrawal = study.withdrawal().flatMap(compiler::withdrawal);
        ConductRules conduct = new ConductCompiler(study, compiler.errors).compile();
        Dependencies dependencies = Dependencies.of(study, forms, withdrawal);
        return new Compilation(new StudyRules(forms, eligibility, withdrawal, conduct, dependencies), compiler.errors);
    }

    private FormRules form(Form form) {
        String path = "/forms/" + form.id();
        Variables variables = Variables.of(form);
        ExpressionCompiler compiler = new ExpressionCompiler(variables, errors);
        Map<String, Expression> derived = new LinkedHashMap<>();
        Map<String, Expression> skips = new LinkedHashMap<>();
        for (Item item : form.items()) {
            String at = path + "/items/" + item.id() + "/";
            item.derivation()
                    .flatMap(text -> compiler.derivation(at + "derivation", item)
                            .filter(expression -> staysInRow(form, item, at + "derivation", text, expression))
                            .filter(expression -> tellsNothing(form, item, at + "derivation", text, expression)))
                    .ifPresent(expression -> derived.put(item.id(), expression));
            item.skip()
                    .flatMap(skip -> compiler.condition(at + skip.member(), skip.condition())
                            .filter(expression ->
                                    staysInRow(form, item, at + skip.member(), skip.condition(), expression))
                            .filter(expression ->
                                    tellsNothing(form, item, at + skip.member(), skip.condition(), expression)))
                    .ifPresent(expression -> skips.put(item.id(), expression));
        }
        List<CompiledCheck> checks = new ArrayList<>();
        Variables observed = variables.with(Map.of(
                ItemPath.OCCURRED_AT,
                ItemType.DATETIME,
                ItemPath.REPEAT,
                ItemType.INTEGER,
                ItemPath.EVENT,
                ItemType.TEXT));
        ExpressionCompiler withoutInputs = new ExpressionCompiler(observed, errors);
        for (EditCheck check : form.editChecks()) {
            ExpressionCompiler own = check.inputs().isEmpty() ? withoutInputs : withInputs(observed, check);
            own.condition(path + "/editChecks/" + check.id() + "/assert", check.assertion())
                    .filter(assertion -> !decidesEligibility(form, check)
                            || isForAll(study, form.id(), path + "/editChecks/" + check.id(), assertion, errors))
                    .ifPresent(assertion -> checks.add(new CompiledCheck(check, assertion)));
        }
        return new FormRules(
                ItemRules.inOrder(form, derived, skips, errors),
                new Carrying(carried(form, compiler)),
                checks,
                required(form));
    }

    /** What such a check says stands in the certificate of eligibility. */
    private boolean decidesEligibility(Form form, EditCheck check) {
        return check.severity() == Severity.ERROR
                && study.eligibility()
                        .filter(eligibility -> eligibility.form().equals(form.id()))
                        .isPresent();
    }

    private static List<FormRules.Required> required(Form form) {
        return form.itemGroups().stream()
                .flatMap(group -> group.items().stream()
                        .filter(item -> item.category().isPresent() && item.required() && !item.isDerived())
                        .map(item -> new FormRules.Required(group, item)))
                .toList();
    }

    /** Whoever sees an item sees what it is computed from and what decides whether it is asked. */
    private boolean tellsNothing(Form form, Item item, String path, String text, Expression expression) {
        List<String> hidden = named(form, expression)
                .filter(read -> ItemCategoryChecks.tells(study, form.id(), item.id(), read))
                .toList();
        if (!hidden.isEmpty()) {
            errors.add(new DefinitionError(
                    path,
                    text,
                    "items that all who see " + item.id() + " may see, or a category for " + item.id()
                            + " that hides it from whoever does not see " + String.join(", ", hidden)));
        }
        return hidden.isEmpty();
    }

    private static Stream<String> named(Form form, Expression expression) {
        return Stream.concat(
                        expression.variables().stream(),
                        form.itemGroups().stream()
                                .filter(group -> expression.groups().contains(group.id()))
                                .flatMap(group -> group.items().stream().map(Item::id)))
                .distinct()
                .sorted();
    }

    /** What a form decides for all who see it, or for everyone, is decided by items that all who see it may see. */
    static boolean isForAll(
            StudyDefinition study, String form, String path, Expression expression, List<DefinitionError> errors) {
        List<String> hidden = study.form(form).stream()
                .flatMap(known -> named(known, expression))
                .filter(item -> ItemCategoryChecks.hides(study, form, item))
                .toList();
        hidden.forEach(item -> errors.add(new DefinitionError(path, item, ItemCategoryChecks.EVERYBODY)));
        return hidden.isEmpty();
    }

    /** An item of a row can look at its row and at the form, and an item of the form at no single row. */
    private boolean staysInRow(Form form, Item item, String path, String text, Expression expression) {
        Optional<String> own = form.repeatingGroup(item.id()).map(ItemGroup::id);
        if (expression.rowGroup().isPresent() && !expression.rowGroup().equals(own)) {
            String group = expression.rowGroup().get();
            errors.add(new DefinitionError(
                    path,
                    text,
                    "items outside the repeating group " + group + ", or " + group + ", the list of its rows"));
            return false;
        }
        return true;
    }

    private List<Carrying.Carried> carried(Form form, ExpressionCompiler compiler) {
        List<Carrying.Carried> carried = new ArrayList<>();
        for (Item item : form.items()) {
            item.carried().ifPresent(rule -> {
                String path = "/forms/" + form.id() + "/items/" + item.id() + "/carried/when";
                compiler.condition(path, rule.when())
                        .filter(when -> staysInRow(form, item, path, rule.when(), when))
                        .filter(when -> tellsNothing(form, item, path, rule.when(), when))
                        .ifPresent(when -> carried.add(new Carrying.Carried(item.id(), rule, when)));
            });
        }
        return carried;
    }

    /** A condition about the form as a whole. */
    private Optional<Expression> ofForm(Form form, String path, String text) {
        return new ExpressionCompiler(Variables.of(form), errors)
                .condition(path, text)
                .filter(expression -> {
                    expression
                            .rowGroup()
                            .ifPresent(group -> errors.add(new DefinitionError(
                                    path,
                                    text,
                                    "items outside the repeating group " + group + ", or the group itself")));
                    return expression.rowGroup().isEmpty() && isForAll(study, form.id(), path, expression, errors);
                });
    }

    private ExpressionCompiler withInputs(Variables variables, EditCheck check) {
        Map<String, ItemType> inputs = new HashMap<>();
        check.inputs()
                .forEach((name, path) -> study.form(path.form())
                        .flatMap(form -> StudyDefinition.item(form, path.item()))
                        .ifPresent(item -> inputs.put(name, item.type())));
        return new ExpressionCompiler(variables.with(inputs), errors);
    }

    private Optional<EligibilityRules> eligibility(EligibilityDefinition definition, Map<String, FormRules> forms) {
        Optional<Form> form = study.form(definition.form());
        if (form.isEmpty()) {
            return Optional.empty();
        }
        Optional<Expression> rule = ofForm(form.get(), "/eligibility/rule", definition.rule());
        List<EligibilityRules.Reason> reasons = new ArrayList<>();
        for (int i = 0; i < definition.reasons().size(); i++) {
            EligibilityDefinition.Reason reason = definition.reasons().get(i);
            ofForm(form.get(), "/eligibility/reasons/" + i + "/when", reason.when())
                    .ifPresent(when -> reasons.add(new EligibilityRules.Reason(when, reason.text())));
        }
        List<EligibilityRules.Stratification> strata =
                definition.strata().stream().map(this::stratification).toList();
        FormPlace place = new FormPlace(definition.event(), definition.form());
        StandingChecks checks = forms.get(definition.form()).standing(study, place);
        return rule.map(condition -> new EligibilityRules(place, condition, reasons, checks, strata));
    }

    private Optional<WithdrawalRule> withdrawal(WithdrawalDefinition definition) {
        FormPlace place = new FormPlace(definition.event(), definition.form());
        return study.form(definition.form())
                .flatMap(form -> ofForm(form, "/withdrawal/when", definition.when()))
                .map(when -> new WithdrawalRule(place, when, definition.date(), definition.stillEntered()));
    }

    private EligibilityRules.Stratification stratification(EligibilityDefinition.Stratification definition) {
        String path = "/eligibility/strata/" + definition.factor() + "/levels/";
        ItemPath source = definition.source();
        Variables value = study.item(source)
                .map(item -> Variables.of(EligibilityRules.VALUE, item.type()))
                .orElseGet(() -> new Variables(Map.of(), Map.of(), Set.of()));
        ExpressionCompiler compiler = new ExpressionCompiler(value, errors);
        List<EligibilityRules.Level> levels = new ArrayList<>();
        for (EligibilityDefinition.Level level : definition.levels()) {
            compiler.condition(path + level.code() + "/when", level.when())
                    .ifPresent(when -> levels.add(new EligibilityRules.Level(level.code(), when)));
        }
        return new EligibilityRules.Stratification(definition.factor(), source, levels);
    }
}
