package org.equipoise.launcher.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * When and for whom a value is wanted.
 *
 * @param participant the person
 * @param arm the arm; empty before randomization
 * @param visit the event of the visit
 * @param dose the dose that the visit belongs to
 * @param time when it happens
 * @param repeat which repeat of the form
 * @param saved gives a saved value by EVENT/FORM/ITEM
 */
record Situation(
        Participant participant,
        Optional<Arm> arm,
        String visit,
        Dose dose,
        Instant time,
        int repeat,
        Function<String, Optional<JsonNode>> saved) {

    /** The same for another repeat and moment. */
    Situation at(Instant moment, int number) {
        return new Situation(participant, arm, visit, dose, moment, number, saved);
    }

    /** The same in another event, at a moment, for the first repeat. */
    Situation in(String event, Instant moment) {
        return new Situation(participant, arm, event, dose, moment, 1, saved);
    }

    /** The name under which something speaks of the visit: its own, or else what the visit is called in every repetition. */
    Optional<String> known(Predicate<String> names) {
        return Optional.of(visit)
                .filter(names)
                .or(() -> Optional.of(dose.name(visit)).filter(names));
    }
}
