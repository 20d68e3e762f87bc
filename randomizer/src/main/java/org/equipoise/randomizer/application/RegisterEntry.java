package org.equipoise.randomizer.application;

import java.time.Instant;

/**
 * An entry of the unblinding register.
 *
 * @param id the entry's number
 * @param at when arms were read
 * @param by who read them, as the identity provider names them
 * @param byName the name that people know
 * @param party the service through which they read
 * @param why the analysis for which they read, the code break, or the study's unblinding
 * @param scope which subjects
 * @param subjects how many
 * @param staysBlinded who goes on knowing nothing; null where the whole study was read
 * @param previousHash hash of the entry before, or of the stream's name
 * @param hash hash of this entry
 */
public record RegisterEntry(
        long id,
        Instant at,
        String by,
        String byName,
        String party,
        String why,
        String scope,
        int subjects,
        String staysBlinded,
        String previousHash,
        String hash) {}
