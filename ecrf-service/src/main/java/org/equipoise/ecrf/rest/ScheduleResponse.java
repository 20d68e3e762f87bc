package org.equipoise.ecrf.rest;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.equipoise.ecrf.application.ReadSchedule;
import org.equipoise.ecrf.domain.form.Revision;
import org.equipoise.ecrf.domain.schedule.EventTiming;

/** What is due for a subject, as far as the reader may know. */
public record ScheduleResponse(String subject, Instant asOf, List<EventResponse> events) {
    public record EventResponse(
            String event,
            String name,
            String anchor,
            Instant target,
            Instant from,
            Instant to,
            String state,
            List<FormResponse> forms) {}

    public record FormResponse(
            String form,
            String name,
            String category,
            String access,
            boolean required,
            String state,
            String window,
            Integer revision,
            List<Integer> repeats) {}

    static ScheduleResponse of(ReadSchedule.SubjectSchedule schedule) {
        return new ScheduleResponse(
                schedule.subject(),
                schedule.asOf(),
                schedule.events().stream().map(ScheduleResponse::event).toList());
    }

    private static EventResponse event(ReadSchedule.EventEntry entry) {
        EventTiming timing = entry.timing();
        return new EventResponse(
                timing.event().id(),
                timing.event().name(),
                timing.event().anchor().orElse(null),
                timing.target().orElse(null),
                timing.from().orElse(null),
                timing.to().orElse(null),
                entry.state().code(),
                entry.forms().stream().map(form -> form(timing, form)).toList());
    }

    private static FormResponse form(EventTiming timing, ReadSchedule.FormEntry entry) {
        boolean hidden = entry.access() == ReadSchedule.Access.NONE;
        boolean repeating = entry.form().repeating() || timing.event().repeating();
        Optional<Revision> first = entry.entered().stream().findFirst();
        return new FormResponse(
                entry.form().id(),
                entry.form().name(),
                entry.category().code(),
                entry.access().name().toLowerCase(Locale.ROOT),
                timing.event()
                        .scheduled(entry.form().id())
                        .map(scheduled -> scheduled.required())
                        .orElse(false),
                hidden ? null : (first.isPresent() ? "entered" : "empty"),
                entry.window()
                        .map(window -> window.name().toLowerCase(Locale.ROOT))
                        .orElse(null),
                hidden ? null : first.map(Revision::number).orElse(null),
                hidden || !repeating
                        ? null
                        : entry.entered().stream()
                                .map(revision -> revision.instance().repeat())
                                .toList());
    }
}
