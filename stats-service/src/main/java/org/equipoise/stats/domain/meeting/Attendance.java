package org.equipoise.stats.domain.meeting;

import java.time.Instant;
import java.util.SortedSet;

/**
 * Who attends which sessions.
 *
 * @param who the person
 * @param sessions all that the person entered
 * @param since when the first was entered
 */
public record Attendance(Participant who, SortedSet<Session> sessions, Instant since) {}
