package org.equipoise.stats.domain.meeting;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * What a meeting is about. It never changes.
 *
 * @param meeting random name of the meeting
 * @param study the study
 * @param analysis the completed run that the committee has before it
 * @param look the look of that run
 * @param analysisHash hash of the run's result and findings, so that a signature is tied to the numbers
 * @param supersedes the released meeting on the same look whose recommendation this one replaces
 * @param openedBy who opened it
 * @param openedAt when
 */
public record MeetingSubject(
        UUID meeting,
        String study,
        UUID analysis,
        int look,
        String analysisHash,
        Optional<UUID> supersedes,
        Participant openedBy,
        Instant openedAt) {}
