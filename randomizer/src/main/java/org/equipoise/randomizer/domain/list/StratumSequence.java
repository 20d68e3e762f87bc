package org.equipoise.randomizer.domain.list;

import java.util.List;
import java.util.Optional;
import org.equipoise.randomizer.domain.allocation.Stratum;
import org.equipoise.randomizer.domain.allocation.TreatmentArm;

/**
 * The arms of one stratum, in the order of allocation, before they become entries of a list.
 *
 * @param stratum the stratum
 * @param firstPosition the position of the first row, counted from 1; greater if the stratum has entries already
 * @param rows the allocations from there on
 */
public record StratumSequence(Stratum stratum, int firstPosition, List<Row> rows) {

    /** Keeps an unmodifiable copy. */
    public StratumSequence {
        rows = List.copyOf(rows);
    }

    /**
     * One allocation.
     *
     * @param arm the treatment; secret
     * @param randomizationNumber the allocation's number; empty if the list gives it one
     * @param kit the number on the medication; empty if the list gives it one
     */
    public record Row(TreatmentArm arm, Optional<String> randomizationNumber, Optional<String> kit) {

        /** An arm whose numbers the list gives. */
        public static Row of(TreatmentArm arm) {
            return new Row(arm, Optional.empty(), Optional.empty());
        }

        @Override
        public String toString() {
            return "Row[hidden]";
        }
    }
}
