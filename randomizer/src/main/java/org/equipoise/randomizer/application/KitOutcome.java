package org.equipoise.randomizer.application;

/** What became of a request about kits. */
public sealed interface KitOutcome {

    /** It is done. */
    record Done(String answer) implements KitOutcome {}

    /** The same request was answered before; this was the answer. */
    record Replayed(String answer) implements KitOutcome {}

    /** The key belongs to another request. */
    record KeyReused() implements KitOutcome {}

    /** Something is no longer as it was taken to be; nothing was done. */
    record Stale() implements KitOutcome {}

    /** What the request refers to is not there. */
    record Absent() implements KitOutcome {}

    /** The dose has its kit. */
    record AlreadyDispensed() implements KitOutcome {}

    /** Nothing of the kind has happened yet. */
    record Nothing() implements KitOutcome {}
}
