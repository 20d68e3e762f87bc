package org.equipoise.stats.domain.analysis;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.equipoise.stats.domain.analysis.AnalysisDefinition.KeySecondaryDefinition;

/**
 * The rules of key secondary hypotheses.
 *
 * <ul>
 *   <li>Each has an identifier of its own and a label.
 *   <li>Either none names an analysis, and all are descriptive; or each does, and they are tested in their order.
 *   <li>One that is tested names a longitudinal endpoint with one of its visits, or a responder endpoint or a time to an event
 *       with the direction in which its proportion or time improves, and a known spending function.
 * </ul>
 */
final class KeySecondaryRules {

    private static final String LIST = "keySecondary";

    private final PlannedAnalyses analyses;
    private final List<PlanError> errors = new ArrayList<>();
    private final Set<String> ids = new HashSet<>();

    private KeySecondaryRules(AnalysisDefinition definition) {
        this.analyses = definition.analyses() == null ? PlannedAnalyses.NONE : definition.analyses();
    }

    static List<PlanError> errorsIn(AnalysisDefinition definition) {
        KeySecondaryRules rules = new KeySecondaryRules(definition);
        List<KeySecondaryDefinition> entries = PlanRules.present(definition.keySecondary());
        boolean tested = entries.stream().anyMatch(entry -> entry != null && entry.of() != null);
        for (int i = 0; i < entries.size(); i++) {
            rules.entry(LIST + "[" + i + "]", entries.get(i), tested);
        }
        return rules.errors;
    }

    /** Those that are tested; of a definition without errors. */
    static List<KeySecondary> of(AnalysisDefinition definition) {
        return PlanRules.present(definition.keySecondary()).stream()
                .filter(entry -> entry.of() != null)
                .map(entry -> new KeySecondary(
                        entry.id(),
                        entry.label(),
                        entry.of(),
                        entry.visit(),
                        direction(definition, entry),
                        Spending.named(entry.spending()).orElseThrow()))
                .toList();
    }

    private static Direction direction(AnalysisDefinition definition, KeySecondaryDefinition entry) {
        String code = definition.analyses().longitudinal().stream()
                .filter(endpoint -> endpoint.id().equals(entry.of()))
                .findFirst()
                .map(PlannedAnalyses.Longitudinal::direction)
                .orElse(entry.direction());
        return Stream.of(Direction.values())
                .filter(direction -> direction.code().equals(code))
                .findFirst()
                .orElseThrow();
    }

    private void entry(String field, KeySecondaryDefinition entry, boolean tested) {
        if (entry == null) {
            error(field, null, "give the endpoint's id and label, or remove the entry");
            return;
        }
        check(field + ".id", entry.id(), entry.id() != null && ids.add(entry.id()), "give each entry an id of its own");
        check(
                field + ".label",
                entry.label(),
                entry.label() != null && !entry.label().isBlank(),
                "name the endpoint in words");
        if (tested) {
            hypothesis(field, entry);
        }
    }

    private void hypothesis(String field, KeySecondaryDefinition entry) {
        Optional<PlannedAnalyses.Longitudinal> series = analyses.longitudinal().stream()
                .filter(endpoint -> endpoint.id() != null && endpoint.id().equals(entry.of()))
                .findFirst();
        boolean other = Stream.concat(
                        analyses.responders().stream().map(PlannedAnalyses.Responders::id),
                        analyses.timeToEvent().stream().map(PlannedAnalyses.TimeToEvent::id))
                .anyMatch(id -> id != null && id.equals(entry.of()));
        check(
                field + ".of",
                entry.of(),
                series.isPresent() || other,
                "name a longitudinal, responder or time-to-event analysis of the plan, for each entry or for none");
        if (series.isPresent()) {
            check(
                    field + ".visit",
                    entry.visit(),
                    entry.visit() != null && series.get().visits().contains(entry.visit()),
                    "name one of the visits of " + entry.of());
            check(
                    field + ".direction",
                    entry.direction(),
                    entry.direction() == null,
                    "leave it out: " + entry.of() + " has a direction");
        } else {
            check(field + ".visit", entry.visit(), entry.visit() == null, "leave it out: only a series has visits");
            check(
                    field + ".direction",
                    entry.direction(),
                    Stream.of(Direction.values())
                            .anyMatch(direction -> direction.code().equals(entry.direction())),
                    "say which way the proportion or time improves: lower-is-better or higher-is-better");
        }
        check(
                field + ".spending",
                entry.spending(),
                Spending.named(entry.spending()).isPresent(),
                "use lan-demets-pocock or lan-demets-obrien-fleming");
    }

    private void check(String field, String value, boolean kept, String remedy) {
        if (!kept) {
            error(field, value, remedy);
        }
    }

    private void error(String field, String value, String remedy) {
        errors.add(new PlanError(field, value == null ? "" : value, remedy));
    }
}
