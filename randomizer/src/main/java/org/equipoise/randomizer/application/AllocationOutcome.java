package org.equipoise.randomizer.application;

/** What became of a request to randomize. */
public sealed interface AllocationOutcome {

    /** The subject got the next position. */
    record Allocated(Randomization.AtSite randomization) implements AllocationOutcome {}

    /** The same request was answered before; this was the answer. */
    record Replayed(Randomization.AtSite randomization) implements AllocationOutcome {}

    /** The key belongs to another request. */
    record KeyReused() implements AllocationOutcome {}

    /** Another request randomized the subject before. */
    record AlreadyRandomized(Randomization.AtSite randomization) implements AllocationOutcome {}

    /** Every position of the stratum is taken. */
    record StratumExhausted() implements AllocationOutcome {}

    /** Nobody may be randomized there now. */
    record Closed(Closure why) implements AllocationOutcome {}

    /** No kit was proposed, and kits are managed. */
    record OutOfKits() implements AllocationOutcome {}

    /** The proposed position or kit is taken; nothing was done. */
    record Stale() implements AllocationOutcome {}

    /** The list has no such stratum, or is not the study's active one. */
    record NoSuchStratum() implements AllocationOutcome {}

    /** Another subject was allocated after the totals were read from which this allocation was made. */
    record Superseded() implements AllocationOutcome {}

    /** Nothing of the kind has happened yet. */
    record Nothing() implements AllocationOutcome {}
}
