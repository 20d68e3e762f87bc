package org.equipoise.ecrf.domain.snapshot;

import java.time.Instant;
import org.equipoise.ecrf.domain.form.Author;

/**
 * The head of a snapshot. It is stored after everything that belongs to it, so that a snapshot exists whole or not at all, and
 * never changes.
 *
 * @param study the study's id
 * @param id 32 hexadecimal digits that sort by the time of the cut and say nothing else
 * @param purpose what it was taken for
 * @param label what people call it
 * @param takenAt the cut: nothing that was saved later is in it
 * @param definitionVersion the version of the study that was in force
 * @param subjects how many subjects are in it
 * @param forms how many forms are in it
 * @param contentHash SHA-256 over the canonical text of its content, as 64 hexadecimal digits
 * @param takenBy who took it
 */
public record Snapshot(
        String study,
        String id,
        Purpose purpose,
        String label,
        Instant takenAt,
        String definitionVersion,
        int subjects,
        int forms,
        String contentHash,
        Author takenBy) {}
