package org.equipoise.ecrf.domain.rules;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.equipoise.ecrf.domain.study.DefinitionError;
import org.equipoise.ecrf.domain.study.EditCheck;
import org.equipoise.ecrf.domain.study.EligibilityDefinition;
import org.equipoise.ecrf.domain.study.Form;
import org.equipoise.ecrf.domain.study.Item;
import org.equipoise.ecrf.domain.study.ItemPath;
import org.equipoise.ecrf.domain.study.ItemType;
import org.equipoise.ecrf.domain.study.StudyDefinition;
import org.equipoise.ecrf.domain.study.WithdrawalDefinition;

/**
 * Compiles every rule of a study and names every rule that is wrong.
 *
 * <p>Expressions may name the items of their form and the inputs that their check declares, each with the type of its item.
 * A derivation may name other derived items, but not in a circle.
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
        Dependencies dependencies = Dependencies.of(study, forms, withdrawal);
        return new Compilation(new StudyRules(forms, eligibility, withdrawal, dependencies), compiler.errors);
    }

    private FormRules form(Form form) {
        String path = "/forms/" + form.id();
        Map<String, ItemType> variables = variables(form);
        ExpressionCompiler compiler = new ExpressionCompiler(variables, errors);
        Map<Item, Expression> derived = new LinkedHashMap<>();
        form.items().stream()
                .filter(Item::isDerived)
                .forEach(item -> compiler.derivation(path + "/items/" + item.id() + "/derivation", item)
                        .ifPresent(expression -> derived.put(item, expression)));
        List<CompiledCheck> checks = new ArrayList<>();
        for (EditCheck check : form.editChecks()) {
            ExpressionCompiler own = check.inputs().isEmpty() ? compiler : withInputs(variables, check);
            own.condition(path + "/editChecks/" + check.id() + "/assert", check.assertion())
                    .ifPresent(assertion -> checks.add(new CompiledCheck(check, assertion)));
        }
        return new FormRules(Derivations.inOrder(path, derived, errors), checks);
    }

    private ExpressionCompiler withInputs(Map<String, ItemType> variables, EditCheck check) {
        Map<String, ItemType> all = new HashMap<>(variables);
        check.inputs()
                .forEach((name, path) -> study.form(path.form())
                        .flatMap(form -> form.item(path.item()))
                        .ifPresent(item -> all.put(name, item.type())));
        return new ExpressionCompiler(all, errors);
    }

    private Optional<EligibilityRules> eligibility(EligibilityDefinition definition, Map<String, FormRules> forms) {
        Optional<Form> form = study.form(definition.form());
        if (form.isEmpty()) {
            return Optional.empty();
        }
        ExpressionCompiler compiler = new ExpressionCompiler(variables(form.get()), errors);
        Optional<Expression> rule = compiler.condition("/eligibility/rule", definition.rule());
        List<EligibilityRules.Reason> reasons = new ArrayList<>();
        for (int i = 0; i < definition.reasons().size(); i++) {
            EligibilityDefinition.Reason reason = definition.reasons().get(i);
            compiler.condition("/eligibility/reasons/" + i + "/when", reason.when())
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
                .flatMap(form -> new ExpressionCompiler(variables(form), errors)
                        .condition("/withdrawal/when", definition.when()))
                .map(when -> new WithdrawalRule(place, when, definition.date(), definition.stillEntered()));
    }

    private EligibilityRules.Stratification stratification(EligibilityDefinition.Stratification definition) {
        String path = "/eligibility/strata/" + definition.factor() + "/levels/";
        ItemPath source = definition.source();
        Map<String, ItemType> value = new HashMap<>();
        study.item(source).ifPresent(item -> value.put(EligibilityRules.VALUE, item.type()));
        ExpressionCompiler compiler = new ExpressionCompiler(value, errors);
        List<EligibilityRules.Level> levels = new ArrayList<>();
        for (EligibilityDefinition.Level level : definition.levels()) {
            compiler.condition(path + level.code() + "/when", level.when())
                    .ifPresent(when -> levels.add(new EligibilityRules.Level(level.code(), when)));
        }
        return new EligibilityRules.Stratification(definition.factor(), source, levels);
    }

    private static Map<String, ItemType> variables(Form form) {
        Map<String, ItemType> variables = new HashMap<>();
        form.items().forEach(item -> variables.put(item.id(), item.type()));
        return variables;
    }
}
