package org.equipoise.randomizer.client;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.WebApplicationException;
import java.time.Instant;
import java.util.Optional;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.equipoise.platform.problem.ProblemType;
import org.equipoise.platform.problem.Refusal;
import org.equipoise.randomizer.application.DataLock;
import org.jboss.logging.Logger;

@ApplicationScoped
class EcrfDataLock implements DataLock {

    private static final Logger LOG = Logger.getLogger(EcrfDataLock.class);
    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;

    private final EcrfStudyApi api;

    EcrfDataLock(@RestClient EcrfStudyApi api) {
        this.api = api;
    }

    /** A service that has no such address knows of no lock, and so the data count as open. */
    @Override
    public Uni<Optional<Instant>> lockedAt(String study) {
        return api.lock(study)
                .map(lock -> lock.locked() ? Optional.ofNullable(lock.lockedAt()) : Optional.<Instant>empty())
                .onFailure(EcrfDataLock::isNotFound)
                .recoverWithItem(Optional.empty())
                .onFailure()
                .transform(failure -> unavailable(study, failure));
    }

    @Override
    public Uni<Void> seal(String study, Instant lockedAt) {
        return api.seal(study, new EcrfStudyApi.Sealing(lockedAt))
                .replaceWithVoid()
                .onFailure()
                .transform(failure -> isRefused(failure)
                        ? Refusal.of(ProblemType.STATE_CONFLICT, "The data were opened in the meantime.")
                                .fix("Have the data locked again, and ask for the unblinding anew.")
                        : unavailable(study, failure));
    }

    private static boolean isRefused(Throwable failure) {
        return failure instanceof WebApplicationException answer
                && (answer.getResponse().getStatus() == CONFLICT || isNotFound(failure));
    }

    private static Refusal unavailable(String study, Throwable failure) {
        LOG.warnf("The data lock of %s could not be asked for: %s", study, failure.getMessage());
        return Refusal.of(
                        ProblemType.NEIGHBOUR_UNAVAILABLE,
                        "The eCRF service did not say whether the data are locked. Nothing was changed.")
                .fix("Send the same request with the same Idempotency-Key again in a moment.");
    }

    private static boolean isNotFound(Throwable failure) {
        return failure instanceof WebApplicationException answer
                && answer.getResponse().getStatus() == NOT_FOUND;
    }
}
