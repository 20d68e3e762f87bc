package org.equipoise.randomizer.application;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import org.equipoise.platform.audit.CanonicalJson;

/** Answers as the texts that are kept with their requests. */
final class KitAnswers {

    private static final JsonMapper JSON =
            JsonMapper.builder().addModule(new JavaTimeModule()).build();

    private KitAnswers() {}

    static String text(Record answer) {
        return CanonicalJson.of(answer);
    }

    /**
     * The answer to a request that was carried out, now or before.
     *
     * @throws org.equipoise.platform.problem.Refusal if it was not
     */
    static <T extends Record> T answer(KitOutcome outcome, Class<T> type) {
        if (outcome instanceof KitOutcome.Done done) {
            return parse(done.answer(), type);
        }
        if (outcome instanceof KitOutcome.Replayed replayed) {
            return parse(replayed.answer(), type);
        }
        if (outcome instanceof KitOutcome.KeyReused) {
            throw Refusals.keyReused();
        }
        throw KitRefusals.changedMeanwhile();
    }

    private static <T> T parse(String text, Class<T> type) {
        try {
            return JSON.readValue(text, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A kept answer cannot be read", e);
        }
    }
}
