package org.equipoise.randomizer.client;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.WebApplicationException;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.faulttolerance.Retry;
import org.eclipse.microprofile.faulttolerance.Timeout;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.equipoise.platform.audit.CanonicalJson;
import org.equipoise.platform.problem.ProblemType;
import org.equipoise.platform.problem.Refusal;
import org.equipoise.randomizer.application.EligibilityCertificate;

/** Calls the eCRF service. Both operations may be repeated: the first only reads, the second is applied once. */
@ApplicationScoped
class EcrfService {

    private static final int NOT_FOUND = 404;

    private final EcrfApi api;

    EcrfService(@RestClient EcrfApi api) {
        this.api = api;
    }

    @Retry(maxRetries = 2, delay = 100, jitter = 50, maxDuration = 8000, abortOn = Refusal.class)
    @Timeout(value = 4, unit = ChronoUnit.SECONDS)
    Uni<Optional<EligibilityCertificate>> certificate(String study, String subject) {
        return api.certificate(study, subject)
                .map(certificate -> Optional.of(translate(certificate)))
                .onFailure(EcrfService::isNotFound)
                .recoverWithItem(Optional.empty())
                .onFailure(EcrfService::isClientError)
                .transform(failure -> unavailable());
    }

    @Timeout(value = 10, unit = ChronoUnit.SECONDS)
    Uni<Void> record(String study, String subject, EcrfApi.Notice notice) {
        return api.record(study, subject, notice);
    }

    static Refusal unavailable() {
        return Refusal.of(
                        ProblemType.NEIGHBOUR_UNAVAILABLE,
                        "The eCRF service did not confirm the subject's eligibility. Nothing was changed.")
                .fix("Send the same request with the same Idempotency-Key again in a moment.");
    }

    private static EligibilityCertificate translate(EcrfApi.Certificate certificate) {
        return new EligibilityCertificate(
                certificate.subject(),
                certificate.site(),
                certificate.eligible(),
                certificate.reasons() == null ? List.of() : certificate.reasons(),
                certificate.strata() == null ? Map.of() : certificate.strata(),
                certificate.definitionVersion(),
                CanonicalJson.sha256(certificate));
    }

    private static boolean isNotFound(Throwable failure) {
        return failure instanceof WebApplicationException answer
                && answer.getResponse().getStatus() == NOT_FOUND;
    }

    private static boolean isClientError(Throwable failure) {
        return failure instanceof WebApplicationException answer
                && answer.getResponse().getStatus() < 500;
    }
}
