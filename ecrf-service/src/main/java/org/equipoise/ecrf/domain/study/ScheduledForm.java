package org.equipoise.ecrf.domain.study;

import java.util.Optional;

/**
 * A form that an event asks for.
 *
 * @param form the form's id
 * @param category who may see it in this event, if that differs from the form's own category: the same vital signs are
 *     general at a visit and dose-day data after a dose
 * @param required whether the event is done only when this form is
 * @param readings the moments at which it is to be completed again and again; empty if once is enough
 */
public record ScheduledForm(
        String form, Optional<FormCategory> category, boolean required, Optional<Readings> readings) {}
