package org.equipoise.stats.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.WebApplicationException;
import org.equipoise.platform.problem.Refusal;
import org.equipoise.stats.application.NeighbourFailure;

/**
 * One neighbouring service, and how its failures are told. Nothing of an answer's content gets into a refusal: it may
 * hold allocations.
 */
record Neighbour(String name, ObjectMapper json) {

    private static final int SERVER_ERROR = 500;

    Refusal refusal(NeighbourFailure failure) {
        return failure.of(name);
    }

    /** Sends a request and reads its JSON answer. */
    <T> T call(Uni<String> request, Class<T> type) {
        return read(body(request), type);
    }

    /** Sends a request and waits for its whole answer. */
    String body(Uni<String> request) {
        String body = request.onFailure().transform(this::refusal).await().indefinitely();
        require(body != null);
        return body;
    }

    <T> T read(String body, Class<T> type) {
        try {
            T answer = reader().forType(type).readValue(body);
            require(answer != null);
            return answer;
        } catch (JsonProcessingException e) {
            throw refusal(NeighbourFailure.INVALID_ANSWER);
        }
    }

    /** The answer as it was sent, every digit of it. */
    JsonNode tree(String body) {
        try {
            return reader().with(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                    .readTree(body);
        } catch (JsonProcessingException e) {
            throw refusal(NeighbourFailure.INVALID_ANSWER);
        }
    }

    private Refusal refusal(Throwable failure) {
        if (failure instanceof RejectedAnswer rejected) {
            return refusal(told(rejected.status()));
        }
        return refusal(
                failure instanceof WebApplicationException ? NeighbourFailure.REFUSED : NeighbourFailure.UNREACHABLE);
    }

    private static NeighbourFailure told(int status) {
        if (status >= SERVER_ERROR) {
            return NeighbourFailure.OVERLOADED;
        }
        return status == RejectedAnswer.CONFLICT ? NeighbourFailure.CONFLICT : NeighbourFailure.REFUSED;
    }

    /** Refuses the answer as invalid unless the condition holds. */
    void require(boolean condition) {
        if (!condition) {
            throw refusal(NeighbourFailure.INVALID_ANSWER);
        }
    }

    private ObjectReader reader() {
        return json.reader()
                .without(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    }
}
