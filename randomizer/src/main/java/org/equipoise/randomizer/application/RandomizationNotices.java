package org.equipoise.randomizer.application;

import io.smallrye.mutiny.Uni;

/** Port to the eCRF service, which is told of each randomization. Telling it twice has the effect of telling it once. */
public interface RandomizationNotices {

    /**
     * Tells of a randomization; fails if it was not received, with {@link RefusedForGood} if the same message will never
     * be.
     */
    Uni<Void> send(Randomization randomization);

    /** The receiver understood the message and will not take it. */
    final class RefusedForGood extends RuntimeException {

        private final int status;

        public RefusedForGood(int status) {
            super("The eCRF service refused with status " + status);
            this.status = status;
        }

        /** For example {@code refused-409}. */
        public String kind() {
            return "refused-" + status;
        }
    }
}
