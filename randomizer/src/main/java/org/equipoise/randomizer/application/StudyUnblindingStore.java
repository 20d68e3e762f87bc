package org.equipoise.randomizer.application;

import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Port to the planned unblinding of studies, and to the arms after it. */
public interface StudyUnblindingStore {

    /** What a request writes. */
    record NewRequest(
            String study, String unblinding, String reason, Instant dataLockedAt, UniqueRequest request, Instant at) {}

    /** What an approval writes. */
    record NewApproval(String study, String unblinding, List<String> recipients, UniqueRequest request, Instant at) {}

    /** What became of a request or an approval. */
    enum Outcome {
        DONE,
        REPLAYED,
        KEY_REUSED,
        SAME_PERSON,
        ALREADY_REQUESTED,
        ALREADY_UNBLINDED
    }

    /** A place in a list: after this entry. */
    record Place(String stratum, int position) {}

    Uni<Outcome> request(NewRequest request, Actor actor);

    Uni<Outcome> approve(NewApproval approval, Actor actor);

    /** The study's unblinding, requested or approved. */
    Uni<Optional<StudyUnblinding>> find(String study);

    /** Randomized subjects with their sealed arms; the register gets its entry first. */
    Uni<List<SealedEntry>> allocations(String study, String after, int limit, Instant at, Actor actor);

    /** Entries of a list with their sealed arms; the register gets its entry first. */
    Uni<List<SealedEntry>> list(String study, String list, Place after, int limit, Instant at, Actor actor);

    /**
     * An entry of a list, with the subject who got it if one did.
     *
     * @param subject the subject; null if the entry is not used
     * @param site the subject's site; null likewise
     * @param randomizedAt when; null likewise
     * @param arm the sealed arm, with the entry's place
     */
    record SealedEntry(
            String subject,
            String site,
            Instant randomizedAt,
            String randomizationNumber,
            String kit,
            String leaf,
            SealedArm arm) {}
}
