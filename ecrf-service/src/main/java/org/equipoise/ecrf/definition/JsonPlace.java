package org.equipoise.ecrf.definition;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.NullNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.equipoise.ecrf.domain.study.DefinitionError;

/** A place in the JSON, its path, and the list that takes its errors. What cannot be read gives an error and a harmless value. */
record JsonPlace(JsonNode node, String path, List<DefinitionError> errors) {
    static final Pattern ID = Pattern.compile("[A-Z][A-Z0-9_]{0,39}");
    private static final int LONGEST_SHOWN = 120;

    JsonPlace at(String member) {
        JsonNode child = node.path(member);
        return new JsonPlace(
                child instanceof NullNode ? MissingNode.getInstance() : child, path + "/" + member, errors);
    }

    boolean isPresent() {
        return !node.isMissingNode();
    }

    void wrong(String expected) {
        String shown = isPresent() ? node.toString() : "nothing";
        errors.add(new DefinitionError(
                path, shown.length() > LONGEST_SHOWN ? shown.substring(0, LONGEST_SHOWN) + "…" : shown, expected));
    }

    /** Refuses members that mean nothing here. */
    JsonPlace members(String... known) {
        if (!node.isObject()) {
            wrong("an object");
            return this;
        }
        Set<String> names = Set.of(known);
        node.fieldNames().forEachRemaining(name -> {
            if (!names.contains(name)) {
                at(name).wrong("one of the members " + String.join(", ", known));
            }
        });
        return this;
    }

    String text() {
        if (!node.isTextual() || node.textValue().isBlank()) {
            wrong("text");
            return "";
        }
        return node.textValue();
    }

    String text(Pattern pattern, String expected) {
        if (!node.isTextual() || !pattern.matcher(node.textValue()).matches()) {
            wrong(expected);
            return "";
        }
        return node.textValue();
    }

    String id() {
        return text(ID, "an id of capitals, digits and _ that begins with a capital");
    }

    Optional<String> optionalText() {
        return isPresent() ? Optional.of(text()) : Optional.empty();
    }

    boolean flag(boolean absent) {
        if (isPresent() && !node.isBoolean()) {
            wrong("true or false");
        }
        return isPresent() ? node.booleanValue() : absent;
    }

    /** Reads text as something else; the value is empty if it is absent or wrong. */
    <T> Optional<T> optional(Function<String, Optional<T>> reading, String expected) {
        if (!isPresent()) {
            return Optional.empty();
        }
        Optional<T> value = node.isTextual() ? reading.apply(node.textValue()) : Optional.empty();
        if (value.isEmpty()) {
            wrong(expected);
        }
        return value;
    }

    <T> T required(Function<String, Optional<T>> reading, String expected, T harmless) {
        if (!isPresent()) {
            wrong(expected);
            return harmless;
        }
        return optional(reading, expected).orElse(harmless);
    }

    /** Reads a list; its elements' paths carry their id where they have one. */
    <T> List<T> list(String idMember, Function<JsonPlace, T> reading) {
        List<T> read = new ArrayList<>();
        if (!isPresent()) {
            return read;
        }
        if (!node.isArray()) {
            wrong("a list");
            return read;
        }
        for (int i = 0; i < node.size(); i++) {
            JsonNode element = node.get(i);
            String id =
                    element.path(idMember).isTextual() ? element.path(idMember).textValue() : Integer.toString(i);
            read.add(reading.apply(new JsonPlace(element, path + "/" + id, errors)));
        }
        return read;
    }

    void entries(BiConsumer<String, JsonPlace> reading) {
        if (isPresent() && !node.isObject()) {
            wrong("an object");
            return;
        }
        for (Map.Entry<String, JsonNode> entry : node.properties()) {
            reading.accept(entry.getKey(), at(entry.getKey()));
        }
    }

    /** The same node, with a path that leaves out steps which an id makes unnecessary. */
    JsonPlace under(String shorterPath) {
        return new JsonPlace(node, shorterPath, errors);
    }
}
