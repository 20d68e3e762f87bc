package org.equipoise.ecrf.domain.rules;

/**
 * A form in an event.
 *
 * @param event the event's id; {@code *} where an input means any event
 * @param form the form's id
 */
public record FormPlace(String event, String form) {}
