package org.equipoise.stats.domain.analysis;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * The rules that an analysis plan keeps before it can be published. All errors are found at once, each with its field,
 * the value found and the remedy.
 *
 * <ul>
 *   <li>Every text field is present; identifiers are letters, digits, dot, dash and underscore, at most 40 characters.
 *   <li>Intercurrent events name one of the five strategies of ICH E9(R1); details may follow a comma.
 *   <li>The model is {@code ancova} with the covariate {@code baseline}; the factors differ from each other.
 *   <li>The test is one-sided with 0 &lt; alpha &lt; 0.5, and a known spending function.
 *   <li>The looks' information increases strictly and ends at the maximum information.
 *   <li>A futility boundary belongs to a look before the last, at most one each, with |z| &le; 10.
 *   <li>The planned difference and its standard deviation are positive.
 *   <li>Key secondary endpoints keep the rules of {@link KeySecondaryRules}.
 *   <li>The analyses besides the primary one keep the rules of {@link PlannedAnalysesRules}.
 *   <li>A charter names persons, and roles that read closed results.
 * </ul>
 */
public final class PlanRules {

    private static final Pattern IDENTIFIER = Pattern.compile("[A-Za-z0-9._-]{1,40}");
    private static final Pattern STRATEGY = Pattern.compile(
            "(treatment[ -]policy|hypothetical|composite|while[ -]on[ -]treatment|principal[ -]stratum)(,.*)?");
    private static final int MOST_LOOKS = 20;
    private static final int LEAST_INFORMATION = 4;
    private static final int MOST_INFORMATION = 1_000_000;
    private static final double FURTHEST_FUTILITY = 10;

    private final List<PlanError> errors = new ArrayList<>();

    private PlanRules() {}

    /**
     * Finds what is wrong with a definition.
     *
     * @param definition the plan as submitted
     * @return all errors in the order of the fields; empty if the plan can be published
     */
    public static List<PlanError> errorsIn(AnalysisDefinition definition) {
        PlanRules rules = new PlanRules();
        rules.identifier("study", definition.study());
        rules.identifier("version", definition.version());
        rules.estimand(definition.estimand());
        rules.primary(definition.primary());
        rules.test(definition);
        rules.looks(definition);
        rules.futility(definition);
        rules.effect(definition.effect());
        rules.errors.addAll(KeySecondaryRules.errorsIn(definition));
        rules.errors.addAll(PlannedAnalysesRules.errorsIn(definition));
        rules.errors.addAll(CharterRules.errorsIn(definition.charter()));
        return List.copyOf(rules.errors);
    }

    /**
     * A list that may be missing.
     *
     * @param list the list, or null
     * @param <T> type of its elements
     * @return the list, or an empty one
     */
    static <T> List<T> present(List<T> list) {
        return list == null ? List.of() : list;
    }

    private void estimand(AnalysisDefinition.EstimandDefinition estimand) {
        if (missing("estimand", estimand, "describe the estimand: label, population, variable, summary")) {
            return;
        }
        text("estimand.label", estimand.label());
        text("estimand.population", estimand.population());
        text("estimand.variable", estimand.variable());
        text("estimand.summary", estimand.summary());
        List<AnalysisDefinition.IntercurrentEventDefinition> events = present(estimand.intercurrentEvents());
        for (int i = 0; i < events.size(); i++) {
            String field = "estimand.intercurrentEvents[" + i + "]";
            AnalysisDefinition.IntercurrentEventDefinition event = events.get(i);
            if (!missing(field, event, "give the event and its strategy, or remove the entry")) {
                text(field + ".event", event.event());
                check(
                        field + ".strategy",
                        event.strategy(),
                        strategy -> STRATEGY.matcher(strategy).matches(),
                        "name one of treatment policy, hypothetical, composite, while on treatment, principal stratum;"
                                + " details may follow a comma");
            }
        }
    }

    private void primary(AnalysisDefinition.PrimaryDefinition primary) {
        if (missing(
                "primary", primary, "describe the primary endpoint: form, item, baseline, visit, direction, model")) {
            return;
        }
        identifier("primary.form", primary.form());
        identifier("primary.item", primary.item());
        identifier("primary.baseline", primary.baseline());
        identifier("primary.visit", primary.visit());
        check(
                "primary.visit",
                primary.visit(),
                visit -> !visit.equals(primary.baseline()),
                "name another event than the baseline: the endpoint is the change between the two");
        check(
                "primary.direction",
                primary.direction(),
                Set.of(Direction.LOWER_IS_BETTER.code(), Direction.HIGHER_IS_BETTER.code())::contains,
                "use lower-is-better or higher-is-better");
        check("primary.model", primary.model(), "ancova"::equals, "use ancova, the model of this version");
        check(
                "primary.covariates",
                primary.covariates(),
                List.of("baseline")::equals,
                "use [\"baseline\"]: the model adjusts for the baseline value and the factors");
        Set<String> seen = new HashSet<>();
        List<String> factors = present(primary.factors());
        for (int i = 0; i < factors.size(); i++) {
            String field = "primary.factors[" + i + "]";
            identifier(field, factors.get(i));
            check(field, factors.get(i), seen::add, "name each factor once");
        }
    }

    private void test(AnalysisDefinition definition) {
        check(
                "alpha",
                definition.alpha(),
                alpha -> alpha > 0 && alpha < 0.5,
                "give a one-sided level between 0 and 0.5, for example 0.025");
        check(
                "sides",
                definition.sides(),
                Integer.valueOf(1)::equals,
                "use 1 and a one-sided alpha (half of a two-sided one)");
        check(
                "spending",
                definition.spending(),
                name -> Spending.named(name).isPresent(),
                "use " + Spending.OBRIEN_FLEMING.code() + " or " + Spending.POCOCK.code());
    }

    private void looks(AnalysisDefinition definition) {
        Integer maximum = definition.maximumInformation();
        check(
                "maximumInformation",
                maximum,
                value -> value >= LEAST_INFORMATION && value <= MOST_INFORMATION,
                "give the number of subjects with primary data at the last look, from " + LEAST_INFORMATION + " to "
                        + MOST_INFORMATION);
        List<AnalysisDefinition.LookDefinition> looks = present(definition.looks());
        check(
                "looks",
                looks.size(),
                count -> count >= 1 && count <= MOST_LOOKS,
                "plan from 1 to " + MOST_LOOKS + " looks; the last is the final analysis");
        int previous = 0;
        for (int i = 0; i < looks.size(); i++) {
            String field = "looks[" + i + "].information";
            int before = previous;
            Integer information = looks.get(i) == null ? null : looks.get(i).information();
            check(field, information, value -> value > before, "give a number of subjects greater than " + before);
            previous = information == null ? previous : information;
        }
        if (maximum != null && !looks.isEmpty()) {
            check(
                    "looks[" + (looks.size() - 1) + "].information",
                    previous,
                    maximum::equals,
                    "end at the maximum information, " + maximum);
        }
    }

    private void futility(AnalysisDefinition definition) {
        int looks = present(definition.looks()).size();
        Set<Integer> seen = new HashSet<>();
        List<AnalysisDefinition.FutilityDefinition> bounds = present(definition.futility());
        for (int i = 0; i < bounds.size(); i++) {
            String field = "futility[" + i + "]";
            AnalysisDefinition.FutilityDefinition bound = bounds.get(i);
            if (!missing(field, bound, "give a look and its z, or remove the entry")) {
                check(
                        field + ".look",
                        bound.look(),
                        look -> look >= 1 && look < looks,
                        "name a look before the last one, which needs no futility boundary");
                check(field + ".look", bound.look(), seen::add, "give each look one boundary at most");
                check(
                        field + ".z",
                        bound.z(),
                        z -> Math.abs(z) <= FURTHEST_FUTILITY,
                        "give a z from -10 to 10, for example 0");
            }
        }
    }

    private void effect(AnalysisDefinition.EffectDefinition effect) {
        if (missing("effect", effect, "give the planned difference and its sd; conditional power needs them")) {
            return;
        }
        check(
                "effect.difference",
                effect.difference(),
                PlanRules::positive,
                "give the planned benefit as a positive number");
        check("effect.sd", effect.sd(), PlanRules::positive, "give the standard deviation within an arm, above 0");
    }

    private static boolean positive(double value) {
        return value > 0 && Double.isFinite(value);
    }

    private void identifier(String field, String value) {
        check(
                field,
                value,
                text -> IDENTIFIER.matcher(text).matches(),
                "use 1 to 40 letters, digits, dots, dashes or underscores");
    }

    private void text(String field, String value) {
        check(field, value, text -> !text.isBlank(), "write a sentence or a phrase");
    }

    private boolean missing(String field, Object value, String remedy) {
        if (value == null) {
            errors.add(new PlanError(field, "", remedy));
        }
        return value == null;
    }

    private <T> void check(String field, T value, Predicate<? super T> rule, String remedy) {
        if (value == null || !rule.test(value)) {
            boolean known = errors.stream().anyMatch(error -> error.field().equals(field));
            if (!known) {
                errors.add(new PlanError(field, Objects.toString(value, ""), remedy));
            }
        }
    }
}
