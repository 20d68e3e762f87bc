package org.equipoise.ecrf.rest;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.equipoise.ecrf.application.FormView;
import org.equipoise.ecrf.domain.form.Finding;
import org.equipoise.ecrf.domain.form.FormContent;
import org.equipoise.ecrf.domain.form.Revision;

/** A revision of a form, with the findings that the reader may see. */
public record FormResponse(
        @Schema(description = "The study") String study,
        @Schema(description = "The subject, such as 01-001") String subject,

        @Schema(description = "The event, as the schedule calls it")
        String event,

        @Schema(description = "The form, as the study calls it")
        String form,

        @Schema(description = "Which repeat of the form, from 1")
        int repeat,

        @Schema(description = "The number of the revision, from 1; the ETag holds it too")
        int revision,

        @Schema(description = "The version of the study that it was written under")
        String definitionVersion,

        @Schema(
                description =
                        "The version by which the next save is checked: the subject's, or that of a signed revision."
                                + " Absent if the subject's version does not ask for the form, in a casebook, and of earlier"
                                + " revisions")
        String nextVersion,

        @Schema(description = "Entered and derived values by item, or by GROUP[row].ITEM; numbers in the item's unit")
        Map<String, Object> values,

        @Schema(
                description = "Codes of the reasons for missing values, by item; an item has a value or a reason, never"
                        + " both")
        Map<String, String> missing,

        @Schema(description = "When the observation was made")
        Instant occurredAt,

        @Schema(description = "Why it was made outside its window; absent if no reason was given")
        String windowReason,

        @Schema(description = "When the revision was saved, by the clock of the server")
        Instant savedAt,

        @Schema(description = "User name of whoever saved it")
        String savedBy,

        @Schema(description = "Why it differs from the revision before; absent for the first")
        String reasonForChange,

        @Schema(description = "Why the form was saved in spite of each warning, by check")
        Map<String, String> warningReasons,

        @Schema(description = "What the checks found when it was saved, as far as you may see it")
        List<FindingResponse> findings,

        @Schema(description = "Items that are not asked, given what the others say; the server decides")
        List<String> skipped,

        @Schema(
                description = "Items whose value was taken over from an earlier form: left out of the next save, they"
                        + " are taken over again. Empty for earlier revisions")
        List<String> carried,

        @Schema(
                description =
                        "Items that are frozen one by one: a save that would change them is refused for now. Empty"
                                + " for earlier revisions")
        List<String> frozen,

        @Schema(
                description = "Items that are locked one by one: a save that would change them is refused. Empty for"
                        + " earlier revisions")
        List<String> locked) {
    public record FindingResponse(
            @Schema(description = "The edit check, or a rule that every form has, such as window")
            String check,

            @Schema(description = "`warning` (saved with a reason) or `query` (saved, and a query asks about it)")
            String severity,

            @Schema(description = "Items that it is about; empty if it is about the form")
            List<String> items,

            @Schema(description = "What is wrong, and what to do")
            String message,

            @Schema(description = "The value that was found; text if there is none to show")
            Object value) {
        static FindingResponse of(Finding finding) {
            return new FindingResponse(
                    finding.check(), finding.severity().code(), finding.items(), finding.message(), finding.value());
        }
    }

    static FormResponse of(FormView view) {
        Revision revision = view.revision();
        FormContent content = revision.content();
        Map<String, Object> values = new LinkedHashMap<>();
        content.values().forEach((item, value) -> values.put(item, value.plain()));
        Map<String, String> missing = new LinkedHashMap<>();
        content.missing().forEach((item, reason) -> missing.put(item, reason.code()));
        return new FormResponse(
                revision.study(),
                revision.subject(),
                revision.instance().event(),
                revision.instance().form(),
                revision.instance().repeat(),
                revision.number(),
                revision.definitionVersion(),
                view.nextVersion().orElse(null),
                values,
                missing,
                content.occurredAt(),
                content.windowReason().orElse(null),
                revision.savedAt(),
                revision.savedBy().name(),
                revision.reasonForChange().orElse(null),
                view.warningReasons(),
                view.findings().stream().map(FindingResponse::of).toList(),
                view.skipped().stream().sorted().toList(),
                view.carried().stream().sorted().toList(),
                List.copyOf(view.closed().frozen()),
                List.copyOf(view.closed().locked()));
    }
}
