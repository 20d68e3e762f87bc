package org.equipoise.ecrf.rest;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.equipoise.ecrf.application.OpenData;
import org.equipoise.ecrf.application.ReviewForm;
import org.equipoise.ecrf.domain.review.FormStanding;
import org.equipoise.ecrf.domain.review.Mark;

/** How far the review of a form has come. */
public record StandingResponse(
        @Schema(description = "The form's present revision") int revision,

        @Schema(description = "Hash of that revision, which says what was seen")
        String contentHash,

        @Schema(description = "open, frozen, locked or sealed: by itself or by what it lies in")
        String state,

        @Schema(description = "What keeps it from changing: form, subject, site or study")
        String closedBy,

        @Schema(description = "Items that are frozen one by one")
        List<String> frozen,

        @Schema(description = "Items that are locked one by one")
        List<String> locked,

        @Schema(description = "Items whose present answer was verified")
        List<String> verified,

        @Schema(description = "Items with an answer that was not verified")
        List<String> unverified,

        @Schema(description = "Whether the present revision was reviewed")
        boolean reviewed,

        @Schema(description = "Whether a signature covers the present revision")
        boolean signed,

        @Schema(description = "All signatures, oldest first")
        List<SignatureResponse> signatures,

        @Schema(description = "All steps, oldest first") List<MarkResponse> marks) {

    public record SignatureResponse(
            @Schema(description = "User name of whoever signed")
            String by,

            @Schema(description = "When it was signed") Instant at,
            @Schema(description = "What it means") String meaning,

            @Schema(description = "The revision that was signed; 0 for all of a subject")
            int revision,

            @Schema(description = "Hash over exactly what was signed")
            String contentHash,

            @Schema(description = "Whether nothing changed since, and who signed is independent")
            boolean valid,

            @Schema(
                    description = "Whether who signed entered no form, before or since, that the signed one must be"
                            + " signed independently of")
            boolean independent) {
        static SignatureResponse of(FormStanding.Signature signature) {
            Mark mark = signature.mark();
            return new SignatureResponse(
                    mark.by().name(),
                    mark.at(),
                    mark.statement().text().orElse(""),
                    mark.statement().revision(),
                    mark.statement().contentHash(),
                    signature.valid(),
                    signature.independent());
        }
    }

    public record MarkResponse(
            @Schema(description = "Its number among the marks of the same form, subject or site, from 1")
            int number,

            @Schema(
                    description = "`verify`, `review`, `sign`, `freeze`, `unfreeze`, `lock`, `unlock`, `freeze-items`,"
                            + " `unfreeze-items`, `lock-items`, `unlock-items` or `seal`")
            String action,

            @Schema(description = "User name of whoever did it")
            String by,

            @Schema(description = "When it was done") Instant at,

            @Schema(description = "The revision that was looked at; 0 for more than a form")
            int revision,

            @Schema(description = "Items that were verified, closed or opened one by one; empty for other actions")
            List<String> items,

            @Schema(
                    description =
                            "The meaning of a signature, or the reason for opening or closing; that of closing more"
                                    + " than a form is absent unless you wrote it, or may read dose-day and safety data at"
                                    + " the site")
            String text) {
        static MarkResponse of(Mark mark) {
            return new MarkResponse(
                    mark.number(),
                    mark.action().code(),
                    mark.by().name(),
                    mark.at(),
                    mark.statement().revision(),
                    mark.statement().items(),
                    mark.statement().text().orElse(null));
        }
    }

    static StandingResponse of(ReviewForm.UnderReview form) {
        FormStanding standing = form.standing();
        return new StandingResponse(
                form.revision().number(),
                form.contentHash(),
                form.obstacle()
                        .map(OpenData.Obstacle::closure)
                        .orElse(standing.closure())
                        .code(),
                form.obstacle()
                        .map(obstacle -> obstacle.target().level().code())
                        .orElse(null),
                List.copyOf(standing.items().frozen()),
                List.copyOf(standing.items().locked()),
                sorted(standing.verified()),
                sorted(standing.unverified()),
                standing.reviewed(),
                standing.signed(),
                standing.signatures().stream().map(SignatureResponse::of).toList(),
                form.history().stream().map(MarkResponse::of).toList());
    }

    private static List<String> sorted(Collection<String> items) {
        return items.stream().sorted().toList();
    }
}
