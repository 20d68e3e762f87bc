package org.equipoise.randomizer.domain.plan;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.equipoise.randomizer.domain.allocation.AllocationMethod;
import org.equipoise.randomizer.domain.allocation.BigStick;
import org.equipoise.randomizer.domain.allocation.ChenBiasedCoin;
import org.equipoise.randomizer.domain.allocation.CompleteRandomization;
import org.equipoise.randomizer.domain.allocation.EfronBiasedCoin;
import org.equipoise.randomizer.domain.allocation.Fraction;
import org.equipoise.randomizer.domain.allocation.ImbalanceMeasure;
import org.equipoise.randomizer.domain.allocation.MaximalProcedure;
import org.equipoise.randomizer.domain.allocation.Minimization;
import org.equipoise.randomizer.domain.allocation.Objection;
import org.equipoise.randomizer.domain.allocation.PermutedBlocks;
import org.equipoise.randomizer.domain.allocation.RandomAllocationRule;
import org.equipoise.randomizer.domain.allocation.TruncatedBinomial;
import org.equipoise.randomizer.domain.allocation.UploadedList;
import org.equipoise.randomizer.domain.allocation.WeiUrn;

/**
 * Reads the method of a plan: which parameters it has, and what is wrong with them.
 *
 * <table>
 *   <caption>Methods and their parameters</caption>
 *   <tr><th>type</th><th>parameters</th></tr>
 *   <tr><td>complete, random-allocation, truncated-binomial, uploaded-list</td><td>none</td></tr>
 *   <tr><td>permuted-blocks</td><td>blockSizes</td></tr>
 *   <tr><td>efron-biased-coin</td><td>probability</td></tr>
 *   <tr><td>wei-urn</td><td>initialBalls, addedBalls</td></tr>
 *   <tr><td>big-stick, maximal-procedure</td><td>tolerance</td></tr>
 *   <tr><td>chen-biased-coin</td><td>probability, tolerance</td></tr>
 *   <tr><td>minimization</td><td>measure, probability or probabilities; weights if wanted</td></tr>
 * </table>
 *
 * A parameter of another method is an error, because its author expects something of it.
 */
final class MethodRules {

    private static final Map<String, Set<String>> PARAMETERS = parameters();

    private final PlanDraft draft;
    private final PlanDraft.Method method;
    private final List<Objection> objections = new ArrayList<>();

    private MethodRules(PlanDraft draft) {
        this.draft = draft;
        this.method = draft.method();
    }

    /** The method that a draft describes, without regard to its ratio; or else what is wrong with it. */
    record Reading(Optional<AllocationMethod> method, List<Objection> objections) {}

    static Reading read(PlanDraft draft) {
        MethodRules rules = new MethodRules(draft);
        Optional<AllocationMethod> method = rules.read();
        return new Reading(rules.objections.isEmpty() ? method : Optional.empty(), rules.objections);
    }

    private Optional<AllocationMethod> read() {
        if (method == null || !PARAMETERS.containsKey(Objects.requireNonNullElse(method.type(), ""))) {
            object(
                    "method.type",
                    method == null ? null : method.type(),
                    "use one of " + String.join(", ", PARAMETERS.keySet()));
            return Optional.empty();
        }
        given().forEach((name, value) -> {
            if (value != null && !PARAMETERS.get(method.type()).contains(name)) {
                object("method." + name, value, "remove it; " + method.type() + " has no such parameter");
            }
        });
        return Optional.ofNullable(ofType());
    }

    /** Null after an objection. */
    private AllocationMethod ofType() {
        return switch (method.type()) {
            case CompleteRandomization.TYPE -> new CompleteRandomization();
            case UploadedList.TYPE -> new UploadedList();
            case PermutedBlocks.TYPE -> blocks();
            case RandomAllocationRule.TYPE -> new RandomAllocationRule(entries());
            case TruncatedBinomial.TYPE -> new TruncatedBinomial(entries());
            case EfronBiasedCoin.TYPE -> new EfronBiasedCoin(probability());
            case WeiUrn.TYPE ->
                new WeiUrn(number("initialBalls", method.initialBalls()), number("addedBalls", method.addedBalls()));
            case BigStick.TYPE -> new BigStick(number("tolerance", method.tolerance()));
            case ChenBiasedCoin.TYPE -> new ChenBiasedCoin(probability(), number("tolerance", method.tolerance()));
            case MaximalProcedure.TYPE -> new MaximalProcedure(number("tolerance", method.tolerance()), entries());
            case Minimization.TYPE -> minimization();
            default -> throw new IllegalStateException("A method without a reader: " + method.type());
        };
    }

    private AllocationMethod blocks() {
        List<Integer> sizes = method.blockSizes() == null ? List.of() : method.blockSizes();
        if (sizes.stream().anyMatch(Objects::isNull)) {
            object("method.blockSizes", null, "give whole numbers only");
            return null;
        }
        return new PermutedBlocks(sizes);
    }

    private AllocationMethod minimization() {
        Optional<ImbalanceMeasure> measure = ImbalanceMeasure.of(method.measure());
        if (measure.isEmpty()) {
            object("method.measure", method.measure(), "use one of range, variance, standard-deviation");
        }
        Map<String, Integer> weights = method.weights() == null ? Map.of() : method.weights();
        List<String> known = draft.factors() == null
                ? List.of()
                : draft.factors().stream()
                        .filter(Objects::nonNull)
                        .map(PlanDraft.Factor::id)
                        .toList();
        weights.forEach((factor, weight) -> {
            if (!known.contains(factor)) {
                object("method.weights." + factor, weight, "name a factor of the plan: " + known);
            } else if (weight == null || weight < 1 || weight > Minimization.GREATEST_WEIGHT) {
                object(
                        "method.weights." + factor,
                        weight,
                        "use a whole number from 1 to " + Minimization.GREATEST_WEIGHT);
            }
        });
        if (known.isEmpty()) {
            object("strata.factors", known, "name at least one factor to balance, or use efron-biased-coin");
        }
        List<Fraction> probabilities = probabilities();
        return objections.isEmpty() ? new Minimization(measure.orElseThrow(), weights, probabilities) : null;
    }

    private List<Fraction> probabilities() {
        if (method.probabilities() == null) {
            return List.of(probability());
        }
        if (method.probability() != null) {
            object("method.probability", method.probability(), "give either this or method.probabilities");
        }
        List<Fraction> fractions = new ArrayList<>();
        for (int i = 0; i < method.probabilities().size(); i++) {
            String text = method.probabilities().get(i);
            Optional<Fraction> fraction = Fraction.parse(text);
            if (fraction.isEmpty()) {
                object("method.probabilities[" + i + "]", text, "use a number from 0 to 1, such as 0.2 or 1/3");
            }
            fractions.add(fraction.orElse(new Fraction(1, 1)));
        }
        if (fractions.size() < 2) {
            object(
                    "method.probabilities",
                    method.probabilities(),
                    "give one for each rank, or method.probability alone");
        }
        return fractions;
    }

    private Fraction probability() {
        Optional<Fraction> fraction = Fraction.parse(method.probability()).filter(found -> found.numerator() > 0);
        if (fraction.isEmpty()) {
            object(
                    "method.probability",
                    method.probability(),
                    "use a number above 0 and up to 1, with at most six decimals or as a quotient, such as 0.8 or 2/3");
        }
        return fraction.orElse(new Fraction(1, 1));
    }

    private int number(String name, Integer value) {
        if (value == null) {
            object("method." + name, null, "give a whole number; " + method.type() + " needs it");
        }
        return value == null ? 1 : value;
    }

    /** The planned length; if it is missing, the plan's rules say so. */
    private int entries() {
        return draft.entriesPerStratum() == null ? 0 : draft.entriesPerStratum();
    }

    private Map<String, Object> given() {
        Map<String, Object> given = new LinkedHashMap<>();
        given.put("blockSizes", method.blockSizes());
        given.put("probability", method.probability());
        given.put("probabilities", method.probabilities());
        given.put("tolerance", method.tolerance());
        given.put("initialBalls", method.initialBalls());
        given.put("addedBalls", method.addedBalls());
        given.put("measure", method.measure());
        given.put("weights", method.weights());
        return given;
    }

    private void object(String field, Object value, String remedy) {
        objections.add(new Objection(field, value, remedy));
    }

    private static Map<String, Set<String>> parameters() {
        Map<String, Set<String>> parameters = new LinkedHashMap<>();
        parameters.put(CompleteRandomization.TYPE, Set.of());
        parameters.put(RandomAllocationRule.TYPE, Set.of());
        parameters.put(PermutedBlocks.TYPE, Set.of("blockSizes"));
        parameters.put(TruncatedBinomial.TYPE, Set.of());
        parameters.put(EfronBiasedCoin.TYPE, Set.of("probability"));
        parameters.put(WeiUrn.TYPE, Set.of("initialBalls", "addedBalls"));
        parameters.put(BigStick.TYPE, Set.of("tolerance"));
        parameters.put(ChenBiasedCoin.TYPE, Set.of("probability", "tolerance"));
        parameters.put(MaximalProcedure.TYPE, Set.of("tolerance"));
        parameters.put(Minimization.TYPE, Set.of("measure", "probability", "probabilities", "weights"));
        parameters.put(UploadedList.TYPE, Set.of());
        return parameters;
    }
}
