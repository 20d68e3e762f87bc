package org.equipoise.launcher.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.equipoise.launcher.study.FormItems;

/** Fills a form as its people would, from the rules of its items. Derived items are left to the server. */
final class FormFiller {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final JsonNode form;
    private final List<JsonNode> items;

    /** For a form of the study's definition. */
    FormFiller(JsonNode form) {
        this.form = form;
        this.items = FormItems.of(form);
    }

    /**
     * The values of the items that have a rule.
     *
     * @param rules a rule by item, by a cell such as {@code DRUGS[2].DOSE} in the rows of a repeating group, or by the beginning of
     *     items' names and *; and perhaps a spread
     * @param now when and for whom
     * @return values by item
     */
    ObjectNode values(ObjectNode rules, Situation now) {
        ObjectNode values = NODES.objectNode();
        for (JsonNode item : items) {
            if (!item.has("derivation")) {
                String id = item.path("id").asText();
                rule(rules, now.participant(), id)
                        .flatMap(rule ->
                                Rules.evaluate(rule, now, form.path("form").asText() + "/" + id))
                        .flatMap(value -> json(item, value, now))
                        .ifPresent(value -> values.set(id, value));
            }
        }
        rules.properties()
                .forEach(rule -> FormItems.inRow(form, rule.getKey())
                        .flatMap(item -> Rules.evaluate(
                                        rule.getValue(), now, form.path("form").asText() + "/" + rule.getKey())
                                .flatMap(value -> json(item, value, now)))
                        .ifPresent(value -> values.set(rule.getKey(), value)));
        if (rules.has("spread")) {
            spread(rules.path("spread"), now, values);
        }
        return values;
    }

    private Optional<JsonNode> rule(ObjectNode rules, Participant participant, String item) {
        JsonNode exact = participant
                .failure()
                .map(failure -> failure.values().get(form.path("form").asText() + "/" + item))
                .orElse(rules.get(item));
        return Optional.ofNullable(exact)
                .or(() -> rules.properties().stream()
                        .filter(rule -> rule.getKey().endsWith("*")
                                && item.startsWith(
                                        rule.getKey().substring(0, rule.getKey().length() - 1)))
                        .map(rule -> rule.getValue())
                        .findFirst());
    }

    /** Gives points one by one to items drawn at random until their sum is the state, or no item can take more. */
    private void spread(JsonNode spread, Situation now, ObjectNode values) {
        double state = now.participant().state(spread.path("state").asText(), now);
        long points = Math.round(state);
        List<String> open = new ArrayList<>();
        for (JsonNode item : spread.path("items")) {
            open.add(item.asText());
            values.put(item.asText(), 0);
        }
        var random = now.participant().draws().of("spread", form.path("form").asText(), now.visit());
        while (points > 0 && !open.isEmpty()) {
            String chosen = open.get(random.nextInt(open.size()));
            values.put(chosen, values.path(chosen).asInt() + 1);
            points--;
            if (values.path(chosen).asInt() >= most(spread, chosen)) {
                open.remove(chosen);
            }
        }
    }

    private int most(JsonNode spread, String item) {
        int largest = FormItems.find(form, item)
                .orElseThrow()
                .path("range")
                .path("max")
                .asInt();
        return Math.min(largest, spread.path("most").path(item).asInt(largest));
    }

    private static Optional<JsonNode> json(JsonNode item, Object value, Situation now) {
        if (value instanceof JsonNode node) {
            return Optional.of(node);
        }
        return Optional.of(
                switch (item.path("type").asText()) {
                    case "integer" -> NODES.numberNode(Math.round(within(item, number(value))));
                    case "decimal" ->
                        NODES.numberNode(BigDecimal.valueOf(within(item, number(value)))
                                .setScale(item.path("precision").asInt(2), RoundingMode.HALF_UP));
                    case "boolean" -> NODES.booleanNode((Boolean) value);
                    case "datetime" ->
                        NODES.textNode(((Instant) value)
                                .truncatedTo(ChronoUnit.SECONDS)
                                .toString());
                    case "date", "partial-date" ->
                        NODES.textNode(value instanceof Instant time ? day(time, now) : (String) value);
                    case "choice" ->
                        NODES.textNode(value instanceof Number number ? code(item, number) : (String) value);
                    default -> NODES.textNode(String.valueOf(value));
                });
    }

    private static String day(Instant time, Situation now) {
        return time.atZone(now.participant().zone()).toLocalDate().toString();
    }

    private static double number(Object value) {
        if (value instanceof Boolean truth) {
            return truth ? 1 : 0;
        }
        return value instanceof Number number ? number.doubleValue() : Double.parseDouble((String) value);
    }

    private static double within(JsonNode item, double value) {
        JsonNode range = item.path("range");
        return Math.max(
                range.path("min").asDouble(Double.NEGATIVE_INFINITY),
                Math.min(range.path("max").asDouble(Double.POSITIVE_INFINITY), value));
    }

    /** The code nearest to a number, in a list whose codes are numbers in order. */
    private static String code(JsonNode item, Number value) {
        JsonNode codes = item.path("codeList");
        double first = codes.path(0).path("code").asDouble();
        double last = codes.path(codes.size() - 1).path("code").asDouble();
        return Long.toString(Math.round(Math.max(first, Math.min(last, value.doubleValue()))));
    }
}
