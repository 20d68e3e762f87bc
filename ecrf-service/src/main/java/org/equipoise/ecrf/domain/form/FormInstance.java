package org.equipoise.ecrf.domain.form;

/**
 * One form of a subject: the form in an event, and which repeat of it.
 *
 * @param event the event's id
 * @param form the form's id
 * @param repeat 1 for the first
 */
public record FormInstance(String event, String form, int repeat) implements Comparable<FormInstance> {
    /** Most repeats of a form in an event. */
    public static final int MOST_REPEATS = 999;

    @Override
    public int compareTo(FormInstance other) {
        int byEvent = event.compareTo(other.event);
        int byForm = byEvent != 0 ? byEvent : form.compareTo(other.form);
        return byForm != 0 ? byForm : Integer.compare(repeat, other.repeat);
    }

    @Override
    public String toString() {
        return event + "/" + form + "/" + repeat;
    }
}
