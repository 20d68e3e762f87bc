package org.equipoise.ecrf.domain.rules;

/**
 * A form in an event.
 *
 * @param event the event's id
 * @param form the form's id
 */
public record FormPlace(String event, String form) {}
