package org.equipoise.ecrf.application;

import java.util.Map;
import org.equipoise.ecrf.domain.form.Answer;

/** An answer as JSON: {@code {"value": 4}}, {@code {"missing": "refused"}}, or {@code {}} for none. */
public final class PlainAnswer {
    private PlainAnswer() {}

    public static Map<String, Object> of(Answer answer) {
        return answer.value()
                .map(value -> Map.of("value", value.plain()))
                .or(() -> answer.missing().map(reason -> Map.<String, Object>of("missing", reason.code())))
                .orElse(Map.of());
    }
}
