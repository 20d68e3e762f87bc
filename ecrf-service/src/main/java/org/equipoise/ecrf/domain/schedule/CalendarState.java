package org.equipoise.ecrf.domain.schedule;

import java.util.Locale;

/** Where one form, or one reading of it, stands in a subject's calendar. */
public enum CalendarState {
    /** Its anchor is not known yet, so nobody can say when it is due. */
    WAITING,
    /** Its window has not opened. */
    NOT_YET,
    /** Its window is open and its target is still to come. */
    IN_WINDOW,
    /** Its target has come, and its window is open or has no end. */
    DUE,
    /** Its window has closed and nothing was entered. */
    LATE,
    /** Nothing was entered for so long that the study counts it as missed, or everything in it was recorded as absent. */
    MISSED,
    /** It was done outside its window. */
    OUT_OF_WINDOW,
    /** It was done, and not outside its window. */
    DONE,
    /** It is not expected: the event's condition does not hold, participation has ended, or its dose of a cycle never began. */
    NOT_EXPECTED;

    /**
     * The name used in answers.
     *
     * @return for example {@code out-of-window}
     */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * Whether somebody has something to do now.
     *
     * @return true for what can be done now or is late
     */
    public boolean isOpen() {
        return this == IN_WINDOW || this == DUE || this == LATE;
    }
}
