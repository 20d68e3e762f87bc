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
        String study,
        String subject,
        String event,
        String form,
        int repeat,
        int revision,
        String definitionVersion,
        Map<String, Object> values,
        Map<String, String> missing,
        Instant occurredAt,
        String windowReason,
        Instant savedAt,
        String savedBy,
        String reasonForChange,

        @Schema(description = "Why the form was saved in spite of each warning, by check")
        Map<String, String> warningReasons,

        List<FindingResponse> findings,

        @Schema(description = "Items that are not asked, given what the others say; the server decides")
        List<String> skipped) {
    public record FindingResponse(String check, String severity, List<String> items, String message, Object value) {
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
                values,
                missing,
                content.occurredAt(),
                content.windowReason().orElse(null),
                revision.savedAt(),
                revision.savedBy().name(),
                revision.reasonForChange().orElse(null),
                revision.warningReasons(),
                view.findings().stream().map(FindingResponse::of).toList(),
                view.skipped().stream().sorted().toList());
    }
}
