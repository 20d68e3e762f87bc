package org.equipoise.ecrf.rest;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.equipoise.ecrf.application.IssueEligibilityCertificate;
import org.equipoise.ecrf.application.RecordRandomization;
import org.equipoise.ecrf.domain.eligibility.EligibilityCertificate;
import org.equipoise.ecrf.domain.subject.Randomization;
import org.equipoise.ecrf.domain.subject.Subject;
import org.equipoise.platform.security.Permission;
import org.equipoise.platform.security.Requires;

/** What the randomizer asks before it allocates, and tells afterwards. */
@Path("/studies/{study}/subjects/{subject}")
public class RandomizationResource {
    private final IssueEligibilityCertificate issueCertificate;
    private final RecordRandomization recordRandomization;
    private final Actors actors;

    public RandomizationResource(
            IssueEligibilityCertificate issueCertificate, RecordRandomization recordRandomization, Actors actors) {
        this.issueCertificate = issueCertificate;
        this.recordRandomization = recordRandomization;
        this.actors = actors;
    }

    public record SourceResponse(
            @Schema(description = "The event, as the schedule calls it")
            String event,

            @Schema(description = "The form that was read") String form,

            @Schema(description = "Which repeat of the form, from 1")
            int repeat,

            @Schema(description = "The revision that was read")
            int revision,

            @Schema(description = "That revision's hash in the chain of its form")
            String hash) {}

    public record CertificateResponse(
            @Schema(description = "The study") String study,

            @Schema(description = "The subject, such as 01-001")
            String subject,

            @Schema(description = "The subject's site") String site,

            @Schema(description = "Whether the subject may be randomized now")
            boolean eligible,

            @Schema(description = "Why not; empty if eligible")
            List<String> reasons,

            @Schema(
                    description = "Level of each stratification factor, by factor, the site among them; complete if"
                            + " eligible")
            Map<String, String> strata,

            @Schema(description = "The revisions that all of this follows from")
            List<SourceResponse> sources,

            @Schema(description = "The version of the study whose rules were applied")
            String definitionVersion,

            @Schema(description = "When it was issued; later data may change the answer")
            Instant issuedAt) {
        static CertificateResponse of(EligibilityCertificate certificate) {
            return new CertificateResponse(
                    certificate.study(),
                    certificate.subject(),
                    certificate.site(),
                    certificate.eligible(),
                    certificate.reasons(),
                    certificate.strata(),
                    certificate.sources().stream()
                            .map(source -> new SourceResponse(
                                    source.instance().event(),
                                    source.instance().form(),
                                    source.instance().repeat(),
                                    source.revision(),
                                    source.hash()))
                            .toList(),
                    certificate.definitionVersion(),
                    certificate.issuedAt());
        }
    }

    public record RandomizationNotice(
            @Schema(description = "The number by which people speak of the randomization") @NotBlank
            String randomizationNumber,

            @Schema(description = "The number on the medication, which tells no arm") @NotBlank
            String kit,

            @Schema(description = "When the subject was randomized") @NotNull
            Instant randomizedAt,

            @Schema(description = "The levels under which the subject was randomized, by factor") @NotNull
            Map<String, @NotNull String> strata) {
        Randomization randomization() {
            return new Randomization(randomizationNumber, kit, randomizedAt, strata);
        }
    }

    public record Recorded(
            @Schema(description = "The subject, such as 01-001")
            String subject,

            @Schema(description = "`randomized`") String status,

            @Schema(description = "The number that is recorded")
            String randomizationNumber,

            @Schema(description = "The kit that is recorded")
            String kit,

            @Schema(description = "The time that is recorded")
            Instant randomizedAt) {
        static Recorded of(Subject subject) {
            Randomization randomization = subject.randomization().orElseThrow();
            return new Recorded(
                    subject.id(),
                    subject.status().code(),
                    randomization.number(),
                    randomization.kit(),
                    randomization.randomizedAt());
        }
    }

    @GET
    @Path("/eligibility-certificate")
    @Requires(Permission.ELIGIBILITY_READ)
    @Operation(
            summary = "Ask whether a subject may be randomized, and under which levels",
            description = "Computed from the present data each time it is asked, and stored nowhere. It names the"
                    + " revisions that it follows from, so that it can be checked later. Not eligible is an"
                    + " answer, not a refusal.")
    @APIResponse(responseCode = "200", description = "The certificate, whether the subject is eligible or not")
    @APIResponse(responseCode = "404", description = "`not-found`: there is no such subject, or not for you")
    @APIResponse(
            responseCode = "409",
            description = "`state-conflict`: in this study another system decides eligibility")
    public CertificateResponse certificate(@PathParam("study") String study, @PathParam("subject") String subject) {
        return CertificateResponse.of(
                issueCertificate.issue(actors.with(Permission.ELIGIBILITY_READ, study), study, subject));
    }

    @PUT
    @Path("/randomization")
    @Requires(Permission.RANDOMIZATION_RECORD)
    @Operation(
            summary = "Record that a subject was randomized",
            description = "Sent by the randomizer, and by nobody else; blinded. The same news can come more than"
                    + " once and has one effect. If the present data give other levels than those of the"
                    + " randomization, a query asks about it.")
    @APIResponse(responseCode = "200", description = "Recorded, by this request or an earlier one")
    @APIResponse(responseCode = "400", description = "`invalid-value`: a field is missing")
    @APIResponse(responseCode = "404", description = "`not-found`: there is no such subject, or not for you")
    @APIResponse(
            responseCode = "409",
            description = "`already-randomized`: the subject has another randomization number, which"
                    + " `randomizationNumber` names")
    public Recorded record(
            @PathParam("study") String study,
            @PathParam("subject") String subject,
            @NotNull @Valid RandomizationNotice notice) {
        return Recorded.of(recordRandomization.record(
                actors.with(Permission.RANDOMIZATION_RECORD, study), study, subject, notice.randomization()));
    }
}
