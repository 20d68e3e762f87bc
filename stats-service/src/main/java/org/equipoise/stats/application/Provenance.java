package org.equipoise.stats.application;

/**
 * What a result was computed with, so that it can be computed again.
 *
 * @param snapshot the frozen data cut at the eCRF service; null where the data were read as of an instant
 * @param snapshotHash the hash of its content, as that service states it; null likewise
 * @param seed of everything random
 * @param codeVersion version of this service
 */
public record Provenance(String snapshot, String snapshotHash, long seed, String codeVersion) {}
