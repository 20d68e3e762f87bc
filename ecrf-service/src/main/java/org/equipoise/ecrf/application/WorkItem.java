package org.equipoise.ecrf.application;

import org.equipoise.ecrf.domain.schedule.CalendarEntry;

/** Something to do, or done, for a subject, and whether the reader may enter it. */
public record WorkItem(String subject, CalendarEntry entry, String formName, boolean mine) {}
