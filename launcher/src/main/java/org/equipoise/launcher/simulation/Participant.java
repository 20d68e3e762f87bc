package org.equipoise.launcher.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * A simulated person.
 *
 * @param number the person's number in the simulation, from 1
 * @param place the person's place among those without a screening failure, from 1; for a failure, that of the next of them
 * @param site the site's id
 * @param zone the site's time zone
 * @param zero the start of the first dose, or when it would have been
 * @param failure how the person fails screening, if so
 * @param traits what was drawn once
 * @param plan the simulation's plan
 * @param draws the person's randomness
 */
record Participant(
        int number,
        int place,
        String site,
        ZoneId zone,
        Instant zero,
        Optional<SimulationPlan.ScreeningFailure> failure,
        Map<String, Object> traits,
        SimulationPlan plan,
        Draws draws) {

    /** Draws the traits of a person. */
    static Map<String, Object> traits(
            SimulationPlan plan, Optional<SimulationPlan.ScreeningFailure> failure, Draws draws) {
        Map<String, JsonNode> rules = new HashMap<>(plan.traits());
        failure.ifPresent(scenario -> rules.putAll(scenario.traits()));
        Map<String, Object> traits = new HashMap<>();
        rules.forEach((name, rule) -> traits.put(name, Rules.drawn(rule, draws.of("trait", name))));
        return Map.copyOf(traits);
    }

    Object trait(String name) {
        return Optional.ofNullable(traits.get(name))
                .orElseThrow(() -> new IllegalArgumentException("simulation.yaml has no trait " + name));
    }

    double number(String trait) {
        return ((Number) trait(trait)).doubleValue();
    }

    /** Whether this is one of a share of the people without a screening failure, spread evenly over them from the second on. */
    boolean isAmong(double share) {
        return Math.ceil((place - 1) * share) > Math.ceil((place - 2) * share);
    }

    /**
     * A state at a visit.
     *
     * <p>With starting value s, mean change m of the arm at the visit, standard deviation d and correlation r, the state is
     * s + m + d (&radic;r u + &radic;(1 &minus; r) e), cut off at the state's limits; u is drawn once for the person, e for each
     * visit, both standard normal. So changes at two visits correlate by r. A visit without a mean change has no noise. The mean
     * change of a visit of a later dose that has none of its own is that of the first dose, less the state's fading for each dose
     * before it: m (1 &minus; f)&#8319;.
     *
     * @param name the state's name
     * @param now the visit and the arm; a visit with a mean change needs it
     * @return the state
     */
    double state(String name, Situation now) {
        String visit = now.visit();
        SimulationPlan.State state = plan.states().get(name);
        double value = starting(state) + also(state, name, visit);
        Map<String, Double> changes =
                now.arm().filter(Arm.EXPERIMENTAL::equals).isPresent() ? state.experimental() : state.control();
        Optional<String> key = now.known(changes::containsKey);
        if (key.isPresent()) {
            if (now.arm().isEmpty()) {
                throw new IllegalStateException("State " + name + " at " + visit + " depends on the arm");
            }
            RandomGenerator person = draws.of("state", name);
            RandomGenerator occasion = draws.of("state", name, visit);
            double noise = Math.sqrt(state.correlation()) * person.nextGaussian()
                    + Math.sqrt(1 - state.correlation()) * occasion.nextGaussian();
            double kept = key.get().equals(visit)
                    ? 1
                    : Math.pow(1 - state.fading(), now.dose().earlier());
            value += changes.get(key.get()) * kept + state.sd() * noise;
        }
        return Math.max(state.min(), Math.min(state.max(), value));
    }

    private double starting(SimulationPlan.State state) {
        return state.from().has("trait")
                ? number(state.from().path("trait").asText())
                : state.from().asDouble();
    }

    private double also(SimulationPlan.State state, String name, String visit) {
        JsonNode rule = state.also().get(visit);
        return rule == null ? 0 : ((Number) Rules.drawn(rule, draws.of("also", name, visit))).doubleValue();
    }
}
