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

    public record SourceResponse(String event, String form, int repeat, int revision, String hash) {}

    public record CertificateResponse(
            String study,
            String subject,
            String site,
            boolean eligible,
            List<String> reasons,
            Map<String, String> strata,
            List<SourceResponse> sources,
            String definitionVersion,
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
            @NotBlank String randomizationNumber,
            @NotBlank String kit,
            @NotNull Instant randomizedAt,
            @NotNull Map<String, @NotNull String> strata) {
        Randomization randomization() {
            return new Randomization(randomizationNumber, kit, randomizedAt, strata);
        }
    }

    public record Recorded(
            String subject, String status, String randomizationNumber, String kit, Instant randomizedAt) {
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
    public CertificateResponse certificate(@PathParam("study") String study, @PathParam("subject") String subject) {
        return CertificateResponse.of(
                issueCertificate.issue(actors.with(Permission.ELIGIBILITY_READ, study), study, subject));
    }

    @PUT
    @Path("/randomization")
    @Requires(Permission.RANDOMIZATION_RECORD)
    public Recorded record(
            @PathParam("study") String study,
            @PathParam("subject") String subject,
            @NotNull @Valid RandomizationNotice notice) {
        return Recorded.of(recordRandomization.record(
                actors.with(Permission.RANDOMIZATION_RECORD, study), study, subject, notice.randomization()));
    }
}
