package org.equipoise.stats.domain.analysis;

import java.time.DateTimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.equipoise.stats.domain.mmrm.CovarianceStructure;

/**
 * The rules of a plan's analyses besides the primary one.
 *
 * <ul>
 *   <li>Forms, items, events and identifiers are letters, digits, dot, dash and underscore, at most 40; an analysis' identifier
 *       is used once, and is not {@code PRIMARY}.
 *   <li>A window's times are ISO 8601 durations with from &le; at &le; to.
 *   <li>An intercurrent event is one of the estimand's, in the same words; under the composite strategy it has a worst score.
 *   <li>A longitudinal endpoint has at least one visit other than the baseline, and known covariance structures.
 *   <li>A responder is defined by exactly one of reduction (0 &lt; r &le; 1), atMost and atLeast.
 *   <li>A crossover compares two different visits, one of each period.
 *   <li>A time to an event names a responder endpoint; a sensitivity analysis a longitudinal one and a visit of it.
 *   <li>A sensitivity analysis has 2 to 10,000 draws and a known strategy; a tipping point a positive range and a level.
 * </ul>
 */
final class PlannedAnalysesRules {

    private static final Pattern IDENTIFIER = Pattern.compile("[A-Za-z0-9._-]{1,40}");
    private static final String NAME = "use 1 to 40 letters, digits, dots, dashes or underscores";
    private static final int MOST_DRAWS = 10_000;
    private static final Set<String> STRATEGIES =
            Set.of("jump-to-reference", "copy-reference", "copy-increments-in-reference", "missing-at-random");

    private final AnalysisDefinition definition;
    private final PlannedAnalyses analyses;
    private final List<PlanError> errors = new ArrayList<>();
    private final Set<String> ids = new HashSet<>(Set.of("PRIMARY"));

    private PlannedAnalysesRules(AnalysisDefinition definition) {
        this.definition = definition;
        this.analyses = definition.analyses();
    }

    /** All errors; none where the plan has no such section. */
    static List<PlanError> errorsIn(AnalysisDefinition definition) {
        if (definition.analyses() == null) {
            return List.of();
        }
        PlannedAnalysesRules rules = new PlannedAnalysesRules(definition);
        rules.data();
        each("longitudinal", rules.analyses.longitudinal(), rules::longitudinal);
        each("responders", rules.analyses.responders(), rules::responders);
        each("timeToEvent", rules.analyses.timeToEvent(), rules::timeToEvent);
        each("sensitivity", rules.analyses.sensitivity(), rules::sensitivity);
        each("blinding", rules.analyses.blinding(), rules::guess);
        rules.safety();
        each("subgroups", rules.analyses.subgroups(), (field, subgroup) -> {
            rules.analysis(field, subgroup.id(), subgroup.label());
            rules.name(field + ".factor", subgroup.factor());
        });
        each("crossover", rules.analyses.crossover(), rules::crossover);
        rules.progress();
        return rules.errors;
    }

    /** A rule for one entry of a list. */
    private interface EntryRule<T> {
        void check(String field, T entry);
    }

    private static <T> void each(String list, List<T> entries, EntryRule<T> rule) {
        for (int i = 0; i < entries.size(); i++) {
            rule.check("analyses." + list + "[" + i + "]", entries.get(i));
        }
    }

    private void data() {
        PlannedAnalyses.DataRules data = analyses.data();
        if (data.timeZero() != null) {
            name("analyses.data.timeZero.event", data.timeZero().event());
            name("analyses.data.timeZero.form", data.timeZero().form());
            name("analyses.data.timeZero.item", data.timeZero().item());
        }
        check("analyses.data.selection", data.selection(), Set.of("event", "window")::contains, "use event or window");
        check(
                "analyses.data.outsideWindow",
                data.outsideWindow(),
                Set.of("use", "set-aside")::contains,
                "use use or set-aside");
        each("data.visits", data.visits(), this::visit);
        each("data.carried", data.carried(), (field, carried) -> {
            name(field + ".form", carried.form());
            name(field + ".item", carried.item());
        });
        each("data.intercurrentEvents", data.intercurrentEvents(), this::intercurrent);
    }

    private void visit(String field, PlannedAnalyses.Visit visit) {
        name(field + ".event", visit.event());
        String remedy = "give an ISO 8601 duration from time zero, such as PT24H or P7D";
        check(field + ".at", visit.at(), PlannedAnalysesRules::duration, remedy);
        check(field + ".from", visit.from(), PlannedAnalysesRules::duration, remedy);
        check(field + ".to", visit.to(), PlannedAnalysesRules::duration, remedy);
        if (duration(visit.at()) && duration(visit.from()) && duration(visit.to())) {
            Duration at = Duration.parse(visit.at());
            check(
                    field + ".from",
                    visit.from(),
                    from -> Duration.parse(from).compareTo(at) <= 0,
                    "let the window start at the target or before it");
            check(
                    field + ".to",
                    visit.to(),
                    to -> Duration.parse(to).compareTo(at) >= 0,
                    "let the window end at the target or after it");
        }
    }

    private void intercurrent(String field, PlannedAnalyses.Detection event) {
        detection(field, event);
        List<AnalysisDefinition.IntercurrentEventDefinition> known = definition.estimand() == null
                ? List.of()
                : PlanRules.present(definition.estimand().intercurrentEvents());
        AnalysisDefinition.IntercurrentEventDefinition match = known.stream()
                .filter(candidate -> candidate != null && Objects.equals(candidate.event(), event.event()))
                .findFirst()
                .orElse(null);
        check(
                field + ".event",
                event.event(),
                words -> match != null,
                "repeat the words of an intercurrent event of the estimand");
        if (match != null
                && match.strategy() != null
                && Strategy.named(match.strategy()).equals(Optional.of(Strategy.COMPOSITE))) {
            check(
                    field + ".worst",
                    event.worst(),
                    Double::isFinite,
                    "give the worst score, which the composite strategy counts");
        }
    }

    private void detection(String field, PlannedAnalyses.Detection event) {
        text(field + ".event", event.event());
        name(field + ".form", event.form());
        check(
                field + ".when",
                event.when(),
                when -> !when.isEmpty()
                        && when.values().stream().allMatch(values -> values != null && !values.isEmpty()),
                "give at least one item with the values that it has when the event happened");
        if (event.date() != null) {
            name(field + ".date", event.date());
        }
    }

    private void longitudinal(String field, PlannedAnalyses.Longitudinal endpoint) {
        analysis(field, endpoint.id(), endpoint.label());
        estimand(field, endpoint.estimand());
        name(field + ".form", endpoint.form());
        name(field + ".item", endpoint.item());
        name(field + ".baseline", endpoint.baseline());
        check(
                field + ".visits",
                endpoint.visits(),
                visits -> !visits.isEmpty()
                        && !visits.contains(endpoint.baseline())
                        && new HashSet<>(visits).size() == visits.size(),
                "list at least one visit, each once, and not the baseline");
        check(
                field + ".direction",
                endpoint.direction(),
                Set.of(Direction.LOWER_IS_BETTER.code(), Direction.HIGHER_IS_BETTER.code())::contains,
                "use lower-is-better or higher-is-better");
        check(
                field + ".structures",
                endpoint.structures(),
                structures -> !structures.isEmpty() && structures.stream().allMatch(PlannedAnalysesRules::structure),
                "list structures among us, toeph, toep, ar1h, ar1, adh, ad, csh, cs, in the order in which they are"
                        + " tried");
    }

    private void crossover(String field, PlannedAnalyses.Crossover comparison) {
        analysis(field, comparison.id(), comparison.label());
        estimand(field, comparison.estimand());
        name(field + ".form", comparison.form());
        name(field + ".item", comparison.item());
        check(
                field + ".visits",
                comparison.visits(),
                visits -> visits.size() == 2 && !visits.get(0).equals(visits.get(1)),
                "list the event of the first period and that of the second");
    }

    private void responders(String field, PlannedAnalyses.Responders endpoint) {
        analysis(field, endpoint.id(), endpoint.label());
        estimand(field, endpoint.estimand());
        name(field + ".form", endpoint.form());
        name(field + ".item", endpoint.item());
        name(field + ".visit", endpoint.visit());
        long rules = Stream.of(endpoint.reduction(), endpoint.atMost(), endpoint.atLeast())
                .filter(Objects::nonNull)
                .count();
        check(field, rules, count -> count == 1, "define a responder by one of reduction, atMost and atLeast");
        if (endpoint.reduction() != null) {
            name(field + ".baseline", endpoint.baseline());
            check(
                    field + ".reduction",
                    endpoint.reduction(),
                    share -> share > 0 && share <= 1,
                    "give the least fall as a share of the baseline, for example 0.5");
        }
        check(
                field + ".missing",
                endpoint.missing(),
                Set.of("non-responder", "exclude")::contains,
                "use non-responder or exclude");
    }

    private void timeToEvent(String field, PlannedAnalyses.TimeToEvent endpoint) {
        analysis(field, endpoint.id(), endpoint.label());
        estimand(field, endpoint.estimand());
        check(
                field + ".among",
                endpoint.among(),
                among -> analyses.responders().stream().anyMatch(responders -> among.equals(responders.id())),
                "name an endpoint under responders");
        name(field + ".form", endpoint.form());
        name(field + ".item", endpoint.item());
        check(field + ".atLeast", endpoint.atLeast(), Double::isFinite, "give the threshold of the score");
        check(
                field + ".apartFrom",
                endpoint.apartFrom(),
                PlannedAnalysesRules::duration,
                "give a duration such as P5D");
        check(field + ".apartTo", endpoint.apartTo(), PlannedAnalysesRules::duration, "give a duration such as P15D");
        for (int i = 0; i < endpoint.events().size(); i++) {
            detection(field + ".events[" + i + "]", endpoint.events().get(i));
        }
    }

    private void sensitivity(String field, PlannedAnalyses.Sensitivity analysis) {
        analysis(field, analysis.id(), analysis.label());
        estimand(field, analysis.estimand());
        PlannedAnalyses.Longitudinal base = analyses.longitudinal().stream()
                .filter(endpoint -> Objects.equals(endpoint.id(), analysis.of()))
                .findFirst()
                .orElse(null);
        check(field + ".of", analysis.of(), of -> base != null, "name an endpoint under longitudinal");
        check(
                field + ".visit",
                analysis.visit(),
                visit -> base == null || base.visits().contains(visit),
                "name a visit of that endpoint");
        check(
                field + ".strategy",
                analysis.strategy(),
                STRATEGIES::contains,
                "use one of " + STRATEGIES.stream().sorted().toList());
        check(
                field + ".draws",
                analysis.draws(),
                draws -> draws >= 2 && draws <= MOST_DRAWS,
                "give 2 to 10000 imputed data sets; 500 are usual");
        PlannedAnalyses.Tipping tipping = analysis.tippingPoint();
        if (tipping != null) {
            check(
                    field + ".tippingPoint.upTo",
                    tipping.upTo(),
                    to -> to > 0 && Double.isFinite(to),
                    "give the greatest shift, a positive number");
            check(
                    field + ".tippingPoint.alpha",
                    tipping.alpha(),
                    alpha -> alpha > 0 && alpha < 1,
                    "give the two-sided level of the conclusion, for example 0.05");
        }
    }

    private void guess(String field, PlannedAnalyses.Guess guess) {
        analysis(field, guess.id(), guess.label());
        text(field + ".guesser", guess.guesser());
        name(field + ".form", guess.form());
        name(field + ".item", guess.item());
        check(field + ".visits", guess.visits(), visits -> !visits.isEmpty(), "list at least one visit");
        check(
                field + ".experimental",
                guess.experimental(),
                code -> !code.equals(guess.control()),
                "give the code of a guess of the experimental arm, another than that of the control");
        text(field + ".control", guess.control());
        text(field + ".unknown", guess.unknown());
    }

    private void safety() {
        PlannedAnalyses.Safety safety = analyses.safety();
        if (safety == null) {
            return;
        }
        if (safety.adverseEvents() != null) {
            PlannedAnalyses.AdverseEvents events = safety.adverseEvents();
            String field = "analyses.safety.adverseEvents.";
            name(field + "form", events.form());
            name(field + "term", events.term());
            name(field + "start", events.start());
            if (events.startDate() != null) {
                name(field + "startDate", events.startDate());
            }
            name(field + "serious", events.serious());
        }
        if (safety.exposure() != null) {
            name("analyses.safety.exposure.form", safety.exposure().form());
        }
        each("safety.shifts", safety.shifts(), (field, shift) -> {
            analysis(field, shift.id(), shift.label());
            name(field + ".form", shift.form());
            name(field + ".item", shift.item());
            check(field + ".baseline", shift.baseline(), events -> !events.isEmpty(), "list at least one study event");
            check(field + ".events", shift.events(), events -> !events.isEmpty(), "list at least one study event");
        });
    }

    private void progress() {
        PlannedAnalyses.Progress progress = analyses.progress();
        if (progress == null) {
            return;
        }
        if (progress.plannedWeeks() != null) {
            check(
                    "analyses.progress.plannedWeeks",
                    progress.plannedWeeks(),
                    weeks -> weeks > 0,
                    "give a positive number");
        }
        if (progress.plannedSubjects() != null) {
            check(
                    "analyses.progress.plannedSubjects",
                    progress.plannedSubjects(),
                    n -> n > 0,
                    "give a positive number");
        }
        check(
                "analyses.progress.power",
                progress.power(),
                power -> power > 0.5 && power < 1,
                "give the power of the design, for example 0.9");
        if (progress.disposition() != null) {
            name("analyses.progress.disposition.form", progress.disposition().form());
            name("analyses.progress.disposition.status", progress.disposition().status());
        }
        if (progress.criteria() != null) {
            name("analyses.progress.criteria.form", progress.criteria().form());
        }
        each("progress.deviations", progress.deviations(), (field, deviation) -> {
            name(field + ".form", deviation.form());
            name(field + ".type", deviation.type());
        });
    }

    private void analysis(String field, String id, String label) {
        name(field + ".id", id);
        check(field + ".id", id, ids::add, "give each analysis an identifier of its own");
        text(field + ".label", label);
    }

    private void estimand(String field, AnalysisDefinition.EstimandDefinition estimand) {
        if (estimand == null) {
            errors.add(new PlanError(
                    field + ".estimand", "", "describe the estimand: label, population, variable, summary"));
            return;
        }
        text(field + ".estimand.label", estimand.label());
        text(field + ".estimand.population", estimand.population());
        text(field + ".estimand.variable", estimand.variable());
        text(field + ".estimand.summary", estimand.summary());
        List<AnalysisDefinition.IntercurrentEventDefinition> events = PlanRules.present(estimand.intercurrentEvents());
        for (int i = 0; i < events.size(); i++) {
            AnalysisDefinition.IntercurrentEventDefinition event = events.get(i);
            check(
                    field + ".estimand.intercurrentEvents[" + i + "].strategy",
                    event == null ? null : event.strategy(),
                    strategy -> Strategy.named(strategy).isPresent(),
                    "name one of treatment-policy, hypothetical, composite");
        }
    }

    private static boolean structure(String keyword) {
        return Arrays.stream(CovarianceStructure.values())
                .anyMatch(structure -> structure.keyword().equals(keyword));
    }

    private static boolean duration(String text) {
        if (text == null) {
            return false;
        }
        try {
            Duration.parse(text);
            return true;
        } catch (DateTimeException e) {
            return false;
        }
    }

    private void name(String field, String value) {
        check(field, value, text -> IDENTIFIER.matcher(text).matches(), NAME);
    }

    private void text(String field, String value) {
        check(field, value, text -> !text.isBlank(), "write a sentence or a phrase");
    }

    private <T> void check(String field, T value, Predicate<? super T> rule, String remedy) {
        boolean wrong = value == null || !rule.test(value);
        if (wrong && errors.stream().noneMatch(error -> error.field().equals(field))) {
            errors.add(new PlanError(field, Objects.toString(value, ""), remedy));
        }
    }
}
