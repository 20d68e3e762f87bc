package org.equipoise.stats.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import jakarta.ws.rs.ProcessingException;
import java.util.function.Supplier;
import org.equipoise.platform.problem.ProblemType;
import org.equipoise.platform.problem.Refusal;

/**
 * One neighbouring service, and how its failures are told. Nothing of an answer's content gets into a refusal: it may
 * hold allocations.
 */
record Neighbour(String name, ObjectMapper json) {

    enum Failure {
        UNREACHABLE("did not answer completely in time", "Check that it runs, then start the analysis again."),
        OVERLOADED("answered with an error of its own", "Look at its log for this request id, then try again."),
        REFUSED("refused the request", "Check its configuration of accounts and permissions, then try again."),
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
                .with(
                        "reason",
                        failure.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-'));
    }

    /** Sends a request and reads its JSON answer. */
    <T> T call(Supplier<String> request, Class<T> type) {
        try {
            T answer = reader().forType(type).readValue(request.get());
            require(answer != null);
            return answer;
        } catch (RejectedAnswer e) {
            throw refusal(e.status() >= 500 ? Failure.OVERLOADED : Failure.REFUSED);
        } catch (ProcessingException e) {
            throw refusal(Failure.UNREACHABLE);
        } catch (JsonProcessingException e) {
            throw refusal(Failure.INVALID_ANSWER);
        }
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
