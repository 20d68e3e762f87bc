package org.equipoise.ecrf.rest;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.equipoise.ecrf.application.ReadSchedule;
import org.equipoise.ecrf.domain.form.Revision;
import org.equipoise.ecrf.domain.schedule.EventTiming;

/** What is due for a subject, as far as the reader may know. */
public record ScheduleResponse(
        @Schema(description = "The subject, such as 01-001") String subject,

        @Schema(description = "When it was drawn up; states hold for this instant")
        Instant asOf,

        @Schema(description = "The events in the order of the schedule")
        List<EventResponse> events) {
    public record EventResponse(
            @Schema(description = "The event, as the schedule calls it")
            String event,

            @Schema(description = "The name that people know")
            String name,

            @Schema(
                    description = "Name of the instant that its times are measured from; absent if it can happen at any"
                            + " time")
            String anchor,

            @Schema(
                    description =
                            "The intended time; while the anchor is unknown, when the event is expected; absent while"
                                    + " neither is known, or if no form of the event is for you and it would tell what"
                                    + " you may not see")
            Instant target,

            @Schema(
                    description =
                            "First minute of the window, or of the time at which it is expected; absent while unknown,"
                                    + " or without a window")
            Instant from,

            @Schema(
                    description =
                            "Last minute of the window, or of the time at which it is expected; absent while unknown,"
                                    + " or without a window")
            Instant to,

            @Schema(
                    description =
                            "`waiting` (anchor unknown, and not expected at a known time), `not-yet`, `in-window`,"
                                    + " `late` or `done`, by the required forms that you may see")
            String state,

            @Schema(
                    description = "Whether it can happen more than once; the repeat of each of its forms is then the"
                            + " number of the visit")
            boolean repeating,

            @Schema(description = "Whether it belongs to a dose day")
            boolean doseDay,

            @Schema(description = "Its forms, in the order in which they are completed")
            List<FormResponse> forms) {}

    public record FormResponse(
            @Schema(description = "The form, as the study calls it")
            String form,

            @Schema(description = "The name that people know")
            String name,

            @Schema(
                    description =
                            "Who may see it goes by this: `general`, `efficacy`, `dose-day`, `safety` or `pharmacy`")
            String category,

            @Schema(description = "What you may do with it: `enter`, `read` or `none`")
            String access,

            @Schema(description = "Whether the event is done only with it")
            boolean required,

            @Schema(description = "`entered` or `empty`; absent if you may not read it")
            String state,

            @Schema(
                    description =
                            "How what was entered lies to its window, the worst of all repeats: `inside`, `explained`"
                                    + " (outside, with a reason) or `outside`")
            String window,

            @Schema(
                    description =
                            "The latest revision of the first repeat that was entered; absent if there is none, or"
                                    + " not for you")
            Integer revision,

            @Schema(description = "The repeats that were entered; absent if the form does not repeat")
            List<Integer> repeats,

            @Schema(description = "What was entered, by repeat; absent if you may not read it")
            List<EntryResponse> entries) {}

    public record EntryResponse(
            @Schema(description = "Which repeat of the form, from 1")
            int repeat,

            @Schema(description = "Its latest revision") int revision,

            @Schema(description = "When the observation was made")
            Instant occurredAt) {
        static EntryResponse of(Revision revision) {
            return new EntryResponse(
                    revision.instance().repeat(),
                    revision.number(),
                    revision.content().occurredAt());
        }
    }

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
                timing.times().target().orElse(null),
                timing.times().from().orElse(null),
                timing.times().to().orElse(null),
                entry.state().code(),
                timing.event().repeating(),
                timing.event().doseDay(),
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
                                .toList(),
                hidden ? null : entry.entered().stream().map(EntryResponse::of).toList());
    }
}
