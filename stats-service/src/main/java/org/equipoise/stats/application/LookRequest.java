package org.equipoise.stats.application;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Which look the committee asks for.
 *
 * @param look number of the look
 * @param endOfTrial why the trial ends before its planned information; only at the last look
 */
public record LookRequest(int look, Optional<String> endOfTrial) {

    /** A look of a trial that goes as planned. */
    public static LookRequest of(int look) {
        return new LookRequest(look, Optional.empty());
    }

    /** What makes two requests the same. */
    Map<String, Object> content() {
        Map<String, Object> content = new TreeMap<>(Map.of("look", look));
        endOfTrial.ifPresent(reason -> content.put("endOfTrial", reason));
        return content;
    }
}
