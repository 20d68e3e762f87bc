package org.equipoise.launcher.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A call did not have the hoped-for answer; the message is one line that says what the service said. */
public final class CallRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;
    private static final int MOST_DETAILS = 5;

    private final transient Answer answer;

    CallRefusedException(Answer answer) {
        super(line(answer));
        this.answer = answer;
    }

    /** The answer. */
    public Answer answer() {
        return answer;
    }

    private static String line(Answer answer) {
        JsonNode problem = answer.body();
        List<String> parts = new ArrayList<>();
        parts.add(answer.call() + " was answered with " + answer.status() + " "
                + problem.path("code").asText("without a problem detail"));
        add(parts, problem.path("detail").asText());
        for (String field : List.of("errors", "findings", "violations", "reasons")) {
            add(parts, details(problem.path(field)));
        }
        add(parts, problem.path("fix").asText());
        return String.join(": ", parts).replaceAll("\\s+", " ");
    }

    private static String details(JsonNode list) {
        List<String> details = new ArrayList<>();
        list.forEach(entry -> details.add(entry.isTextual() ? entry.asText() : detail(entry)));
        return details.stream().limit(MOST_DETAILS).collect(Collectors.joining("; "));
    }

    private static String detail(JsonNode entry) {
        return entry.properties().stream()
                .filter(field -> !field.getValue().isEmpty() || field.getValue().isValueNode())
                .map(field -> field.getKey() + "=" + field.getValue().toString())
                .collect(Collectors.joining(" "));
    }

    private static void add(List<String> parts, String text) {
        if (!text.isBlank()) {
            parts.add(text);
        }
    }
}
