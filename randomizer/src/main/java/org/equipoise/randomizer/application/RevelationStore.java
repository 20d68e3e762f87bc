package org.equipoise.randomizer.application;

import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.List;

/** Port to the whole sealed list, and to the register of who had it opened. */
public interface RevelationStore {

    /** The live list, sealed; the register entry is written in the same transaction, and first. */
    Uni<SealedRevelation> reveal(String study, String reason, Instant at, Actor actor);

    /** The parts of a list with their sealed seeds, and all entries with their sealed arms, in their order. */
    record SealedRevelation(List<SealedSeed> seeds, List<SealedEntry> entries) {}

    /** The sealed seed of a part. */
    final class SealedSeed {

        private final String list;
        private final int extension;
        private final byte[] ciphertext;

        public SealedSeed(String list, int extension, byte[] ciphertext) {
            this.list = list;
            this.extension = extension;
            this.ciphertext = ciphertext.clone();
        }

        String list() {
            return list;
        }

        int extension() {
            return extension;
        }

        byte[] ciphertext() {
            return ciphertext.clone();
        }
    }

    /** An entry and its sealed arm. */
    record SealedEntry(int extension, SealedList.Row row, SealedArm arm) {}
}
