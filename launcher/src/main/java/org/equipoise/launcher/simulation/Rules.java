package org.equipoise.launcher.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Evaluates the rules of simulation.yaml: each gives a number, a text, a truth value, an instant, JSON, or nothing. */
final class Rules {

    private Rules() {}

    /** The value of an item in a situation; empty if the rule gives none. */
    static Optional<Object> evaluate(JsonNode rule, Situation now, String item) {
        if (!rule.isObject()) {
            return constant(rule);
        }
        String purpose = now.visit() + "/" + now.repeat() + "/" + item;
        if (rule.has("byArm")) {
            return now.arm().flatMap(arm -> evaluate(rule.path("byArm").path(arm.key()), now, item));
        }
        if (rule.has("byVisit")) {
            JsonNode visits = rule.path("byVisit");
            return evaluate(visits.path(now.known(visits::has).orElse("other")), now, item);
        }
        if (rule.has("value")) {
            return saved(rule.path("value").asText(), now).map(value -> value);
        }
        if (rule.has("kit")) {
            return now.dose().kit().map(kit -> kit);
        }
        if (rule.has("time")) {
            return Optional.of(time(rule, now, purpose));
        }
        if (rule.has("trait")) {
            return trait(rule, now.participant(), purpose);
        }
        if (rule.has("state")) {
            return Optional.of(state(rule, now, purpose));
        }
        return Optional.of(drawn(rule, now.participant().draws().of(purpose)));
    }

    /** In a later dose an event that each dose has is that of the same dose. */
    private static Optional<JsonNode> saved(String path, Situation now) {
        if (path.startsWith("./")) {
            return now.saved().apply(now.visit() + path.substring(1));
        }
        return now.saved().apply(now.dose().event(path)).or(() -> now.saved().apply(path));
    }

    /** A draw that depends on nothing but the generator. */
    static Object drawn(JsonNode rule, RandomGenerator random) {
        if (rule.has("normal")) {
            return normal(rule, random);
        }
        if (rule.has("uniform")) {
            double from = rule.path("uniform").path(0).asDouble();
            double to = rule.path("uniform").path(1).asDouble();
            return from + (to - from) * random.nextDouble();
        }
        if (rule.has("chance")) {
            return random.nextDouble() < rule.path("chance").asDouble();
        }
        if (rule.has("oneOf")) {
            return oneOf(rule.path("oneOf"), random);
        }
        return constant(rule)
                .orElseThrow(() -> new IllegalArgumentException("simulation.yaml has no rule like " + rule));
    }

    /** A normal deviate; outside of min and max it is drawn again, so the distribution is truncated. */
    private static double normal(JsonNode rule, RandomGenerator random) {
        double mean = rule.path("normal").path(0).asDouble();
        double sd = rule.path("normal").path(1).asDouble();
        double min = rule.path("min").asDouble(Double.NEGATIVE_INFINITY);
        double max = rule.path("max").asDouble(Double.POSITIVE_INFINITY);
        double value = mean + sd * random.nextGaussian();
        while (value < min || value > max) {
            value = mean + sd * random.nextGaussian();
        }
        return value;
    }

    private static String oneOf(JsonNode weights, RandomGenerator random) {
        double total = 0;
        for (JsonNode weight : weights) {
            total += weight.asDouble();
        }
        double place = total * random.nextDouble();
        String chosen = "";
        for (var entry : weights.properties()) {
            chosen = entry.getKey();
            place -= entry.getValue().asDouble();
            if (place < 0) {
                return chosen;
            }
        }
        return chosen;
    }

    private static Instant time(JsonNode rule, Situation now, String purpose) {
        Instant time = rule.path("time").asText().equals("zero") ? now.dose().start() : now.time();
        Duration plus = Duration.parse(rule.path("plus").asText("PT0S"));
        Duration spread = Duration.parse(rule.path("spread").asText("PT0S"));
        double side = 2 * now.participant().draws().of(purpose).nextDouble() - 1;
        return Moments.minute(time.plus(plus).plusSeconds(Math.round(side * spread.toSeconds())));
    }

    private static Optional<Object> trait(JsonNode rule, Participant participant, String purpose) {
        Object trait = participant.trait(rule.path("trait").asText());
        if (rule.has("as")) {
            return Optional.ofNullable(rule.path("as").get(String.valueOf(trait)));
        }
        return Optional.of(
                trait instanceof Number number ? adjusted(rule, number.doubleValue(), participant, purpose) : trait);
    }

    private static Object state(JsonNode rule, Situation now, String purpose) {
        Participant participant = now.participant();
        double state = participant.state(rule.path("state").asText(), now);
        if (rule.has("above")) {
            return state > rule.path("above").asDouble();
        }
        double minus = rule.has("minus") ? participant.number(rule.path("minus").asText()) : 0;
        return adjusted(rule, state - minus, participant, purpose);
    }

    private static double adjusted(JsonNode rule, double value, Participant participant, String purpose) {
        double noise = rule.has("sd")
                ? rule.path("sd").asDouble() * participant.draws().of(purpose).nextGaussian()
                : 0;
        double result =
                value * rule.path("times").asDouble(1) + rule.path("plus").asDouble(0) + noise;
        return Math.min(
                rule.path("max").asDouble(Double.POSITIVE_INFINITY),
                Math.max(rule.path("min").asDouble(Double.NEGATIVE_INFINITY), result));
    }

    private static Optional<Object> constant(JsonNode rule) {
        if (rule.isNull() || rule.isMissingNode()) {
            return Optional.empty();
        }
        if (rule.isNumber()) {
            return Optional.of(rule.asDouble());
        }
        if (rule.isBoolean()) {
            return Optional.of(rule.asBoolean());
        }
        return Optional.of(rule.isTextual() ? rule.asText() : rule);
    }
}
