package org.equipoise.ecrf.domain.rules;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.equipoise.ecrf.domain.study.Condition;
import org.equipoise.ecrf.domain.study.DefinitionError;
import org.equipoise.ecrf.domain.study.ItemType;
import org.equipoise.ecrf.domain.study.ParticipationDefinition;
import org.equipoise.ecrf.domain.study.RelapseDefinition;
import org.equipoise.ecrf.domain.study.SafetyDefinition;
import org.equipoise.ecrf.domain.study.StudyDefinition;

/** Compiles the rules about a study's conduct. */
final class ConductCompiler {
    private final StudyDefinition study;
    private final List<DefinitionError> errors;

    ConductCompiler(StudyDefinition study, List<DefinitionError> errors) {
        this.study = study;
        this.errors = errors;
    }

    ConductRules compile() {
        Map<String, NamedCondition> conditions = new HashMap<>();
        study.conduct()
                .conditions()
                .forEach(condition ->
                        condition(condition).ifPresent(compiled -> conditions.put(condition.id(), compiled)));
        List<ReportingClock> clocks = study.conduct().safety().clocks().stream()
                .flatMap(clock -> clock(clock).stream())
                .toList();
        return new ConductRules(
                conditions,
                study.conduct().participation().map(this::participation),
                clocks,
                study.conduct().relapse().flatMap(relapse -> relapse(relapse, conditions)));
    }

    private Optional<NamedCondition> condition(Condition condition) {
        Map<String, ItemType> inputs = new HashMap<>();
        condition.inputs().forEach((name, path) -> study.item(path).ifPresent(item -> inputs.put(name, item.type())));
        return new ExpressionCompiler(new Variables(inputs, Map.of(), Set.of()), errors)
                .condition("/schedule/conditions/" + condition.id() + "/when", condition.when())
                .map(when -> new NamedCondition(condition, when));
    }

    private ParticipationRule participation(ParticipationDefinition definition) {
        List<ParticipationRule.End> ends = new ArrayList<>();
        for (ParticipationDefinition.End end : definition.ends()) {
            over(definition.form(), "/participation/ends/" + end.status() + "/when", end.when())
                    .ifPresent(when -> ends.add(new ParticipationRule.End(end.status(), when)));
        }
        return new ParticipationRule(definition, ends);
    }

    private Optional<ReportingClock> clock(SafetyDefinition.Clock clock) {
        String path = "/safety/clocks/" + clock.id();
        Optional<Expression> when = clock.when().flatMap(text -> over(clock.form(), path + "/when", text));
        Optional<Expression> calls =
                clock.calledForBy().flatMap(cause -> over(cause.form(), path + "/calledForBy/when", cause.when()));
        boolean complete = when.isPresent() == clock.when().isPresent()
                && calls.isPresent() == clock.calledForBy().isPresent();
        return complete ? Optional.of(new ReportingClock(clock, when, calls)) : Optional.empty();
    }

    private Optional<RelapseRule> relapse(RelapseDefinition definition, Map<String, NamedCondition> conditions) {
        Optional<Expression> score = study.form(definition.score().form())
                .flatMap(form -> form.item(definition.score().item()))
                .map(item -> Variables.of(EligibilityRules.VALUE, item.type()))
                .flatMap(value -> new ExpressionCompiler(value, errors)
                        .condition("/relapse/score/when", definition.score().when()));
        List<Expression> singles = definition.events().stream()
                .flatMap(single ->
                        over(single.form(), "/relapse/events/" + single.id() + "/when", single.when()).stream())
                .toList();
        NamedCondition among = conditions.get(definition.among());
        boolean complete =
                among != null && singles.size() == definition.events().size();
        return score.filter(condition -> complete)
                .map(condition -> new RelapseRule(definition, among, condition, singles));
    }

    private Optional<Expression> over(String form, String path, String text) {
        return study.form(form)
                .map(Variables::of)
                .flatMap(variables -> new ExpressionCompiler(variables, errors).condition(path, text))
                .filter(expression -> RuleCompiler.isForAll(study, form, path, expression, errors));
    }
}
