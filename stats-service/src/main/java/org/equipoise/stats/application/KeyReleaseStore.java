package org.equipoise.stats.application;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The register of key releases: sealed, chained, kept for ever. */
public interface KeyReleaseStore {

    /**
     * Enters a release. A request that is sent again leaves a further entry, which names the first.
     *
     * @return the entry, and the fingerprint of the request that first came with the key
     */
    Entered enter(String study, KeyRelease release, RequestKey key);

    /** A page of entries, oldest first. */
    List<KeyRelease> page(String study, Optional<UUID> after, int limit);

    record Entered(KeyRelease release, String fingerprint) {}
}
