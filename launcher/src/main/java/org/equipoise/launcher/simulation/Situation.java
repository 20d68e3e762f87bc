package org.equipoise.launcher.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/**
 * When and for whom a value is wanted.
 *
 * @param participant the person
 * @param arm the arm; empty before randomization
 * @param visit the event of the visit
 * @param time when it happens
 * @param repeat which repeat of the form
 * @param kit the kit; empty before randomization
 * @param saved gives a saved value by EVENT/FORM/ITEM
 */
record Situation(
        Participant participant,
        Optional<Arm> arm,
        String visit,
        Instant time,
        int repeat,
        Optional<String> kit,
        Function<String, Optional<JsonNode>> saved) {

    /** The same for another repeat and moment. */
    Situation at(Instant moment, int number) {
        return new Situation(participant, arm, visit, moment, number, kit, saved);
    }
}
