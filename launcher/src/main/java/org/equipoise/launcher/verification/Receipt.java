package org.equipoise.launcher.verification;

import java.time.Instant;

/**
 * What a subject's randomization says about the list.
 *
 * @param subject the subject
 * @param randomizationNumber the randomization's number
 * @param kit the number on the medication
 * @param randomizedAt when
 * @param list the list's identifier
 * @param extension the part of the list
 * @param merkleRoot the part's commitment
 * @param leaf the entry's leaf
 */
record Receipt(
        String subject,
        String randomizationNumber,
        String kit,
        Instant randomizedAt,
        String list,
        int extension,
        String merkleRoot,
        String leaf) {}
