package org.equipoise.ecrf.rest;

import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.equipoise.ecrf.application.Actor;
import org.equipoise.ecrf.application.SubjectNotices;
import org.equipoise.ecrf.domain.safety.Notice;

/** A safety alert or a protocol deviation. */
public record NoticeResponse(
        @Schema(description = "Its id") String id,
        @Schema(description = "The subject, such as 01-001") String subject,
        @Schema(description = "The subject's site") String site,

        @Schema(description = "Event of the form that the rule failed on")
        String event,

        @Schema(description = "The form that the rule failed on")
        String form,

        @Schema(description = "Which repeat of the form, from 1")
        int repeat,

        @Schema(
                description = "Revision that was saved when the rule began to fail, of this form or another; absent if"
                        + " you may not see that other form")
        Integer revision,

        @Schema(description = "The rule; window for an observation outside its window")
        String check,

        @Schema(description = "What the rule says") String text,
        @Schema(description = "When the rule began to fail") Instant raisedAt,

        @Schema(description = "open or resolved") String status,

        @Schema(description = "When it was acknowledged or completed")
        Instant resolvedAt,

        @Schema(description = "Who did it") String resolvedBy,

        @Schema(
                description =
                        "What was done about an alert; what caused a deviation. Only for who wrote it, and who may read"
                                + " dose-day and safety data at the site")
        String resolution,

        @Schema(description = "Whether a completed deviation is important")
        Boolean important) {
    static NoticeResponse of(Notice notice, Actor reader) {
        Notice.Source source = notice.source();
        return new NoticeResponse(
                notice.id(),
                notice.subject(),
                notice.site(),
                source.instance().event(),
                source.instance().form(),
                source.instance().repeat(),
                source.revision() == 0 ? null : source.revision(),
                source.check(),
                source.text(),
                notice.raisedAt(),
                notice.resolution().isPresent() ? "resolved" : "open",
                notice.resolution().map(Notice.Resolution::at).orElse(null),
                notice.resolution().map(done -> done.by().name()).orElse(null),
                notice.resolution()
                        .filter(done -> SubjectNotices.tells(done, reader, notice.site()))
                        .map(Notice.Resolution::text)
                        .orElse(null),
                notice.resolution().flatMap(Notice.Resolution::important).orElse(null));
    }
}
