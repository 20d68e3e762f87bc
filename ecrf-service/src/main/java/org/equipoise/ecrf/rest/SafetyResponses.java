package org.equipoise.ecrf.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.equipoise.ecrf.application.ReadSafety;
import org.equipoise.ecrf.domain.form.FormInstance;
import org.equipoise.ecrf.domain.form.PartialDate;
import org.equipoise.ecrf.domain.rules.RelapseRule;
import org.equipoise.ecrf.domain.rules.ReportingClock;
import org.equipoise.ecrf.domain.safety.AdverseEvent;
import org.equipoise.ecrf.domain.safety.AdverseEvent.Onset;

/** What the listings about safety answer. */
final class SafetyResponses {
    private SafetyResponses() {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record AdverseEventResponse(
            @Schema(description = "The subject, such as 01-001")
            String subject,

            @Schema(description = "The subject's site") String site,

            @Schema(description = "The event at which the form was entered")
            String event,

            @Schema(description = "The form that it was entered on")
            String form,

            @Schema(description = "Number of the adverse event")
            int repeat,

            @Schema(description = "What happened") String term,

            @Schema(description = "When it began; absent if that is missing, or the time of day is not known")
            Instant start,

            @Schema(
                    description =
                            "What is known of the date at the site if the time of day is not: a year, a month or a"
                                    + " day",
                    example = "2026-03")
            String startDate,

            @Schema(description = "Whether it is serious; absent if that is missing")
            Boolean serious,

            @Schema(description = "Items that make it serious")
            List<String> criteria,

            @Schema(description = "Whether it was to be expected; absent if not asked, or missing")
            Boolean expected,

            @Schema(description = "Code of the event of special interest")
            String special,

            @Schema(
                    description = "Whole minutes from the beginning of the latest dose before it; negative, from the"
                            + " first dose, if it began before that; absent if the time of day is not known")
            Long onsetMinutes,

            @Schema(
                    description = "Where the date alone is known, the fewest days from the day of a dose to it: of the"
                            + " latest dose that it surely did not precede by a day, or else of the first; negative"
                            + " before that day, 0 on it")
            Long onsetDaysFrom,

            @Schema(description = "The most days that it can be; more than the fewest if the day is not known")
            Long onsetDaysTo,

            @Schema(description = "Event of that dose") String dose) {
        static AdverseEventResponse of(ReadSafety.Of<AdverseEvent> found) {
            AdverseEvent event = found.what();
            Optional<Onset.Timed> timed = event.onset(Onset.Timed.class);
            Optional<Onset.Dated> dated = event.onset(Onset.Dated.class);
            return new AdverseEventResponse(
                    found.subject(),
                    found.site(),
                    event.form().event(),
                    event.form().form(),
                    event.form().repeat(),
                    event.term().orElse(null),
                    event.start().orElse(null),
                    event.startDate().map(PartialDate::toString).orElse(null),
                    event.serious().orElse(null),
                    event.criteria(),
                    event.expected().orElse(null),
                    event.special().orElse(null),
                    timed.map(onset -> Math.floorDiv(onset.after().toSeconds(), 60L))
                            .orElse(null),
                    dated.map(Onset.Dated::from).orElse(null),
                    dated.map(Onset.Dated::to).orElse(null),
                    event.onset().map(onset -> onset.dose().event()).orElse(null));
        }
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record ClockResponse(
            @Schema(description = "The subject, such as 01-001")
            String subject,

            @Schema(description = "The subject's site") String site,
            @Schema(description = "Its id in the study") String clock,

            @Schema(description = "The name that people know")
            String name,

            @Schema(description = "The event at which the report was entered")
            String event,

            @Schema(description = "The report's form; that of the adverse event while its report is missing")
            String form,

            @Schema(description = "Number of the report, or of the adverse event")
            int repeat,

            @Schema(
                    description =
                            "Whether the report was not entered yet, so that the clock runs from the adverse event")
            boolean reportMissing,

            @Schema(description = "running, met, met-late or overdue")
            String state,

            @Schema(description = "When it started") Instant startedAt,

            @Schema(description = "The last instant at which it can be met")
            Instant dueAt,

            @Schema(description = "When it was stopped; absent until then")
            Instant stoppedAt,

            @Schema(description = "How late it is, or was") String lateBy) {
        static ClockResponse of(ReadSafety.Of<ReportingClock.Reading> found, Instant now) {
            ReportingClock.Reading reading = found.what();
            return new ClockResponse(
                    found.subject(),
                    found.site(),
                    reading.clock().id(),
                    reading.clock().name(),
                    reading.report().event(),
                    reading.report().form(),
                    reading.report().repeat(),
                    reading.isMissing(),
                    reading.state().code(),
                    reading.started(),
                    reading.due(),
                    reading.stopped().orElse(null),
                    reading.late(now).map(Duration::toString).orElse(null));
        }
    }

    public record ClockSummary(
            @Schema(description = "The instant of which the counts tell")
            Instant asOf,

            @Schema(description = "Each clock that the study defines")
            List<ClockCount> clocks) {}

    public record ClockCount(
            @Schema(description = "Its id in the study") String clock,

            @Schema(description = "The name that people know")
            String name,

            @Schema(description = "Reports whose time has not run out")
            long running,

            @Schema(description = "Reports that were made in time")
            long met,

            @Schema(description = "Reports that were made after the time had run out")
            long metLate,

            @Schema(description = "Reports that were not made although the time has run out")
            long overdue) {
        static ClockCount of(ReadSafety.ClockCount count) {
            Map<ReportingClock.State, Long> states = count.states();
            return new ClockCount(
                    count.clock().id(),
                    count.clock().name(),
                    states.getOrDefault(ReportingClock.State.RUNNING, 0L),
                    states.getOrDefault(ReportingClock.State.MET, 0L),
                    states.getOrDefault(ReportingClock.State.MET_LATE, 0L),
                    states.getOrDefault(ReportingClock.State.OVERDUE, 0L));
        }
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record DispositionResponse(
            @Schema(description = "The subject, such as 01-001")
            String subject,

            @Schema(description = "The subject's site") String site,

            @Schema(description = "As the study names it, such as screen-failed")
            String status,

            @Schema(description = "From when on nothing is expected")
            Instant end,

            @Schema(description = "Code or text of the reason")
            String reason,

            @Schema(description = "Criteria of eligibility that were not met")
            List<String> criteria) {
        static DispositionResponse of(ReadSafety.Of<ReadSafety.Disposition> found) {
            return new DispositionResponse(
                    found.subject(),
                    found.site(),
                    found.what().end().status(),
                    found.what().end().end(),
                    found.what().end().reason().orElse(null),
                    found.what().criteria());
        }
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record RelapseResponse(
            @Schema(description = "The subject, such as 01-001")
            String subject,

            @Schema(description = "The subject's site") String site,

            @Schema(description = "From when on relapses count")
            Instant since,

            @Schema(description = "Whether a relapse is known; what follows is absent if none is")
            boolean relapsed,

            @Schema(description = "When it is dated") Instant at,

            @Schema(description = "score, or the name of the event")
            String cause,

            @Schema(description = "Form that it is dated by")
            String form,

            @Schema(description = "Form that confirms a score")
            String confirmedBy) {
        static RelapseResponse of(ReadSafety.Of<RelapseRule.Outcome> found) {
            RelapseRule.Outcome outcome = found.what();
            return new RelapseResponse(
                    found.subject(),
                    found.site(),
                    outcome.since(),
                    outcome.relapse().isPresent(),
                    outcome.relapse().map(RelapseRule.Relapse::at).orElse(null),
                    outcome.relapse().map(RelapseRule.Relapse::cause).orElse(null),
                    outcome.relapse().map(relapse -> relapse.form().toString()).orElse(null),
                    outcome.relapse()
                            .flatMap(RelapseRule.Relapse::confirmedBy)
                            .map(FormInstance::toString)
                            .orElse(null));
        }
    }
}
