package org.equipoise.stats.application;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.equipoise.stats.domain.analysis.Allocations;

/** Keeps runs, sealed: those that wait, are carried out under a lease, or ended. One run of a study at a time. */
public interface RunStore {

    /**
     * Lets a run wait for its turn, unless its idempotency key is known.
     *
     * @param credential the requester's access token, kept sealed until the run has ended
     * @return the run now stored under the key, and the fingerprint of the request that it came with
     */
    Accepted accept(RunRequest request, RequestKey key, String credential);

    Optional<Accepted> findByKey(String study, String idempotencyKey);

    Optional<Run> findRun(String study, UUID run);

    /** A page of runs in the order in which they were asked for; their results without findings. */
    List<Run> page(String study, Optional<UUID> after, int limit);

    /**
     * Takes the first waiting run of any study that has none at work, or one whose holder let its lease run out.
     *
     * @return empty if there is none
     */
    Optional<Work> claim(UUID holder, Duration lease);

    /** Prolongs the lease and tells how far the run is. */
    Beat beat(Work work, Duration lease, RunProgress progress);

    /** Keeps what the run is computed from, so that nobody need be unblinded again for it. */
    void keep(Work work, Inputs inputs);

    Optional<Inputs> inputs(String study, UUID run);

    /**
     * Ends a run with its result, if the holder still has the lease: result, key of arms and closed audit entry in one
     * transaction.
     *
     * @param known how many analyses of the study the result takes into account
     * @throws org.equipoise.platform.problem.Refusal {@code state-conflict} if another analysis was stored meanwhile
     * @throws LeaseLost if another holder has the run
     */
    void complete(Work work, CompletedRun completed, ArmKey key, int known);

    /**
     * Ends a run without a result.
     *
     * @throws LeaseLost if another holder has the run
     */
    void end(Work work, RunEnd end);

    /** Ends a run at work as whoever cancelled it wanted. */
    void endAsCancelled(Work work);

    /** Ends a run that still waits, or asks the holder of one at work to end it. Does nothing to one that ended. */
    void cancel(String study, UUID run, RunEnd cancelled);

    /** Gives a run back, to be taken up by whoever comes next. */
    void giveBack(Work work);

    /** The caller's key for a request, and the fingerprint of its content. */
    record RequestKey(String idempotencyKey, String fingerprint) {}

    record Accepted(Run run, String fingerprint) {}

    /**
     * A run that was taken up.
     *
     * @param attempts how often it was, this time included
     */
    record Work(RunRequest request, UUID holder, int attempts, String credential) {

        @Override
        public String toString() {
            return "Work[" + request.run() + "]";
        }
    }

    /** The data cut, the hash of its data, and the allocations that were fetched once. */
    record Inputs(ClinicalData.Cut cut, String dataHash, Allocations allocations) {

        @Override
        public String toString() {
            return "Inputs[…]";
        }
    }

    enum Beat {
        GO_ON,
        CANCELLED,
        LOST
    }

    /** Somebody else carries the run out. */
    final class LeaseLost extends RuntimeException {

        public LeaseLost() {
            super("the lease of a run was lost");
        }
    }
}
