package org.equipoise.stats.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.WebApplicationException;
import java.util.Locale;
import org.equipoise.platform.problem.ProblemType;
import org.equipoise.platform.problem.Refusal;

/**
 * One neighbouring service, and how its failures are told. Nothing of an answer's content gets into a refusal: it may
 * hold allocations.
 */
record Neighbour(String name, ObjectMapper json) {

    private static final int SERVER_ERROR = 500;

    enum Failure {
        UNREACHABLE("did not answer completely in time", "Check that it runs, then start the analysis again."),
        OVERLOADED("answered with an error of its own", "Look at its log for this request id, then try again."),
        REFUSED(
                "refused the request",
                "Try again: your sign-in may have expired before its turn. If it is refused again, check accounts and"
                        + " permissions."),
        INVALID_ANSWER("gave an answer of an unexpected form", "Check that both services have matching versions.");

        private final String words;
        private final String remedy;

        Failure(String words, String remedy) {
            this.words = words;
            this.remedy = remedy;
        }
    }

    Refusal refusal(Failure failure) {
        return Refusal.of(
                        ProblemType.NEIGHBOUR_UNAVAILABLE,
                        "The " + name + " " + failure.words + ". Nothing was stored.")
                .fix(failure.remedy)
                .with("neighbour", name)
                .with("reason", failure.name().toLowerCase(Locale.ROOT).replace('_', '-'));
    }

    /** Sends a request and reads its JSON answer. */
    <T> T call(Uni<String> request, Class<T> type) {
        String body = request.onFailure().transform(this::refusal).await().indefinitely();
        require(body != null);
        try {
            T answer = reader().forType(type).readValue(body);
            require(answer != null);
            return answer;
        } catch (JsonProcessingException e) {
            throw refusal(Failure.INVALID_ANSWER);
        }
    }

    private Refusal refusal(Throwable failure) {
        if (failure instanceof RejectedAnswer rejected) {
            return refusal(rejected.status() >= SERVER_ERROR ? Failure.OVERLOADED : Failure.REFUSED);
        }
        return refusal(failure instanceof WebApplicationException ? Failure.REFUSED : Failure.UNREACHABLE);
    }

    /** Refuses the answer as invalid unless the condition holds. */
    void require(boolean condition) {
        if (!condition) {
            throw refusal(Failure.INVALID_ANSWER);
        }
    }

    private ObjectReader reader() {
        return json.reader()
                .without(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    }
}
