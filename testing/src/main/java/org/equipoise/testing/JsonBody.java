package org.equipoise.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.restassured.response.Response;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * The members of an answer's body, for tests that look at hundreds of answers: REST Assured compiles a script for each
 * member that it reads, which takes longer than the request itself.
 */
public final class JsonBody {

    private static final ObjectMapper JSON = new ObjectMapper();

    private JsonBody() {}

    public static JsonNode of(Response answer) {
        return of(answer.asByteArray());
    }

    static JsonNode of(byte[] body) {
        try {
            return JSON.readTree(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
