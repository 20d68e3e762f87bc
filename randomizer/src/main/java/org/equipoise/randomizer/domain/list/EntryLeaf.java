package org.equipoise.randomizer.domain.list;

import org.equipoise.randomizer.domain.randomness.FieldEncoding;

/**
 * What an entry's leaf in the {@link MerkleTree} commits to.
 *
 * @param study the study's identifier
 * @param list the list's identifier
 * @param stratum the stratum's key
 * @param position place in the stratum's sequence, counted from 1
 * @param randomizationNumber the allocation's number
 * @param kit the number on the medication
 * @param arm the treatment's code
 */
record EntryLeaf(
        String study, String list, String stratum, int position, String randomizationNumber, String kit, String arm) {

    private static final String FORMAT = "org.equipoise.list-entry/1";

    /**
     * The leaf hash over the format's name, the fields in their order and the salt, as {@link FieldEncoding} writes them.
     *
     * @param salt 256 secret bits that keep the hash from telling the arm to someone who tries every arm
     */
    String hash(byte[] salt) {
        return MerkleTree.leafHash(new FieldEncoding()
                .text(FORMAT)
                .text(study)
                .text(list)
                .text(stratum)
                .number(position)
                .text(randomizationNumber)
                .text(kit)
                .text(arm)
                .binary(salt)
                .bytes());
    }

    @Override
    public String toString() {
        return "EntryLeaf[" + stratum + " " + position + "]";
    }
}
