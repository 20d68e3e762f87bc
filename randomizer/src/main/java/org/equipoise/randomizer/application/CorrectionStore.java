package org.equipoise.randomizer.application;

import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.equipoise.randomizer.domain.allocation.Stratum;

/** Port to the corrections that stand beside randomizations. */
public interface CorrectionStore {

    /** Adds a correction; nothing that was there changes. */
    Uni<Outcome> record(NewCorrection correction, UniqueRequest request, Instant at, Actor actor);

    /** All corrections of some subjects, oldest first. */
    Uni<List<Correction>> of(String study, Collection<String> subjects);

    /** A correction to be; with a stratum it corrects the stratum, without one it marks the randomization in error. */
    record NewCorrection(String study, String subject, Optional<Stratum> stratum, String reason) {}

    /** What became of a correction. */
    sealed interface Outcome {

        /** The correction stands, by this request or by an earlier one with the same key. */
        record Stands(Correction correction) implements Outcome {}

        /** The key belongs to another request. */
        record KeyReused() implements Outcome {}

        /** The subject is not randomized. */
        record NotRandomized() implements Outcome {}

        /** The randomization was marked in error before. */
        record AlreadyMarked(Correction correction) implements Outcome {}
    }
}
