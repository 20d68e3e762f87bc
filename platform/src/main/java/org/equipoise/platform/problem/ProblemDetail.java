package org.equipoise.platform.problem;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.Map;

/** The JSON of a problem (RFC 9457). */
@JsonPropertyOrder({"type", "title", "status", "detail", "code", "fix", "instance"})
public record ProblemDetail(
        String type,
        String title,
        int status,
        String detail,
        String code,
        String fix,
        String instance,
        @JsonAnyGetter Map<String, Object> members) {

    public static final String MEDIA_TYPE = "application/problem+json";
    private static final String TYPES = "https://equipoise.example/problems/";

    public static ProblemDetail of(Refusal refusal, String requestId) {
        ProblemType type = refusal.type();
        return new ProblemDetail(
                TYPES + type.code(),
                type.title(),
                type.status(),
                refusal.getMessage(),
                type.code(),
                refusal.fix(),
                "urn:request:" + requestId,
                refusal.members());
    }
}
