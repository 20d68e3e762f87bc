package org.equipoise.ecrf.domain.schedule;

import java.util.Locale;

/** Where an event stands at an instant. */
public enum EventState {
    /** Its anchor is not known yet, so nobody can say when it is due. */
    WAITING,
    /** Its window has not opened. */
    NOT_YET,
    /** It can be done now. */
    IN_WINDOW,
    /** Its window has closed and something is still to be done. */
    LATE,
    /** Everything that it asks for was entered. */
    DONE;

    /**
     * The name used in answers.
     *
     * @return for example {@code in-window}
     */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
