package org.equipoise.randomizer.domain.list;

import org.equipoise.randomizer.domain.allocation.Stratum;
import org.equipoise.randomizer.domain.allocation.TreatmentArm;

/**
 * One prepared allocation: the subject that takes this position of this stratum is treated in this arm.
 *
 * @param stratum the stratum
 * @param position place in the stratum's sequence, counted from 1
 * @param randomizationNumber the number by which people speak of the allocation
 * @param kit the number on the medication
 * @param arm the treatment; secret
 * @param leaf the entry's salted leaf hash in the list's {@link MerkleTree}, as hexadecimal digits
 */
public record ListEntry(
        Stratum stratum, int position, String randomizationNumber, String kit, TreatmentArm arm, String leaf) {

    /** Everything but the arm: an entry must not reach a log with it. */
    @Override
    public String toString() {
        return "ListEntry[" + stratum.key() + " " + position + "]";
    }
}
