package org.equipoise.stats.application;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.equipoise.platform.problem.ProblemType;
import org.equipoise.platform.problem.Refusal;

/** What is wrong with designs, each with its field. */
public final class DesignErrors {

    private DesignErrors() {}

    /** A field, the value that it has, and what it should be. */
    public record Violation(String field, Object value, String message) {}

    public static Refusal refusal(List<Violation> violations) {
        return Refusal.of(
                        ProblemType.INVALID_VALUE,
                        violations.stream()
                                .map(violation -> violation.field() + " " + violation.message())
                                .collect(Collectors.joining("; ")))
                .fix("Correct the fields listed in violations and send the request again.")
                .with(
                        "violations",
                        violations.stream()
                                .map(violation -> Map.of(
                                        "field", violation.field(),
                                        "value", violation.value(),
                                        "message", violation.message()))
                                .toList());
    }
}
