package org.equipoise.launcher.simulation;

import java.time.Instant;
import java.util.Optional;

/**
 * The dose that a visit belongs to.
 *
 * @param repetition the repetition of a cycle that the visit's event belongs to, such as D3; empty for the first dose of all
 * @param earlier how many doses the participant was planned to have before
 * @param start when it started, or when it would have
 * @param kit the kit; empty before randomization
 */
record Dose(Optional<String> repetition, int earlier, Instant start, Optional<String> kit) {

    /** The dose of the first visits, which time zero is the start of. */
    static Dose first(Participant participant, Optional<String> kit) {
        return new Dose(Optional.empty(), 0, participant.zero(), kit);
    }

    /** The id of one of its events, such as D3_PLUS40. */
    String event(String name) {
        return repetition.map(prefix -> prefix + "_" + name).orElse(name);
    }

    /** What one of its events is called in every repetition, such as PLUS40. */
    String name(String event) {
        return repetition
                .filter(prefix -> event.startsWith(prefix + "_"))
                .map(prefix -> event.substring(prefix.length() + 1))
                .orElse(event);
    }
}
