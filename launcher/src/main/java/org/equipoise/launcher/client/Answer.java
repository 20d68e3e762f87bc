package org.equipoise.launcher.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;

/**
 * What came back.
 *
 * @param call the request
 * @param status the HTTP status
 * @param body the JSON body; missing if there was none
 */
public record Answer(Call call, int status, JsonNode body) {

    /**
     * Insists on a status.
     *
     * @param statuses the statuses that are as hoped
     * @return this answer
     * @throws CallRefusedException if the status is another
     */
    public Answer expect(int... statuses) {
        if (Arrays.stream(statuses).noneMatch(expected -> expected == status)) {
            throw new CallRefusedException(this);
        }
        return this;
    }

    /** The stable code of a problem, or an empty text. */
    public String problem() {
        return body.path("code").asText();
    }
}
