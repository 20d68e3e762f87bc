package org.equipoise.randomizer.application;

import java.time.Instant;

/**
 * An entry of a hash chain.
 *
 * @param id the entry's number: in the audit its place among the study's visible entries, counted from 1 without a gap; in
 *     a kit's history the database's own
 * @param stream the chain that it belongs to
 * @param seq its place in the chain, counted from 1
 * @param at when
 * @param entry canonical JSON of what happened
 * @param previousHash hash of the entry before, or of the stream's name
 * @param hash SHA-256 of previous hash, line feed and entry
 */
public record AuditEntry(
        long id, String stream, long seq, Instant at, String entry, String previousHash, String hash) {}
