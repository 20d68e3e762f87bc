package org.equipoise.ecrf.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Duration;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.equipoise.ecrf.application.WorkItem;
import org.equipoise.ecrf.domain.schedule.CalendarEntry;

/** One thing to do, or done. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record WorkItemResponse(
        @Schema(description = "The subject, such as 01-001") String subject,

        @Schema(description = "The event, as the schedule calls it")
        String event,

        @Schema(description = "What people call the event") String eventName,

        @Schema(description = "The form, as the study calls it")
        String form,

        @Schema(description = "What people call the form") String formName,

        @Schema(description = "Whether the caller may enter it, or only read it")
        boolean mine,

        @Schema(description = "Whether the event is done only with it")
        boolean required,

        @Schema(description = "waiting, not-yet, in-window, due, late, missed, out-of-window, done or not-expected")
        String state,

        @Schema(description = "Of a planned reading: its time from the anchor, such as PT10M")
        String reading,

        @Schema(description = "The intended time; absent while unknown")
        Instant target,

        @Schema(description = "First minute of the window") Instant from,
        @Schema(description = "Last minute of the window") Instant to,

        @Schema(description = "How long after the window it is now, if nothing was entered")
        String lateBy,

        @Schema(description = "Repeat of what was entered") Integer repeat,

        @Schema(
                description =
                        "Of a planned reading that was not entered: the repeat under which the form takes the next"
                                + " entry; absent otherwise")
        Integer nextRepeat,

        @Schema(description = "When it was observed") Instant actualAt,

        @Schema(description = "How much later than intended; negative if earlier")
        String fromTarget,

        @Schema(description = "How far outside the window; negative if before it")
        String outsideBy,

        @Schema(description = "Why it was outside the window, or why nothing has a value")
        String reason) {
    static WorkItemResponse of(WorkItem item, Instant now) {
        CalendarEntry entry = item.entry();
        return new WorkItemResponse(
                item.subject(),
                entry.event().id(),
                entry.event().name(),
                entry.form(),
                item.formName(),
                item.mine(),
                entry.required(),
                entry.state().code(),
                entry.planned().reading().map(Duration::toString).orElse(null),
                entry.planned().target().orElse(null),
                entry.planned().from().orElse(null),
                entry.planned().to().orElse(null),
                entry.lateBy(now).map(Duration::toString).orElse(null),
                entry.actual().map(CalendarEntry.Actual::repeat).orElse(null),
                entry.nextRepeat().orElse(null),
                entry.actual().map(CalendarEntry.Actual::at).orElse(null),
                entry.actual()
                        .flatMap(CalendarEntry.Actual::fromTarget)
                        .map(Duration::toString)
                        .orElse(null),
                entry.actual()
                        .flatMap(CalendarEntry.Actual::outsideBy)
                        .map(Duration::toString)
                        .orElse(null),
                entry.actual().flatMap(CalendarEntry.Actual::reason).orElse(null));
    }

    /** Without what changes by itself every minute. */
    WorkItemResponse standing() {
        return new WorkItemResponse(
                subject,
                event,
                eventName,
                form,
                formName,
                mine,
                required,
                state,
                reading,
                target,
                from,
                to,
                null,
                repeat,
                nextRepeat,
                actualAt,
                fromTarget,
                outsideBy,
                reason);
    }
}
