package org.equipoise.stats.application;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * An entry in the register of who was told which arm is behind which label. It never says which.
 *
 * @param release random name of the entry
 * @param analysis the run whose labels were opened
 * @param by user name
 * @param repeats the entry whose request was sent again, if it was one
 */
public record KeyRelease(
        UUID release,
        UUID analysis,
        String byId,
        String by,
        Instant at,
        Instant signedInAt,
        String reason,
        Optional<UUID> repeats) {}
