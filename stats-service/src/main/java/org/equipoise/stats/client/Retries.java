package org.equipoise.stats.client;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.WebApplicationException;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Another try, soon, where a service was out of reach or not able to serve; for requests that may be repeated. */
@ApplicationScoped
class Retries {

    private static final int MOST = 2;
    private static final int LONGEST = 5;
    private static final int SERVER_ERROR = 500;

    private final Duration pause;

    Retries(@ConfigProperty(name = "equipoise.retry-pause") Duration pause) {
        this.pause = pause;
    }

    <T> Uni<T> of(Uni<T> request) {
        return request.onFailure(Retries::mayPass)
                .retry()
                .withBackOff(pause, pause.multipliedBy(LONGEST))
                .atMost(MOST);
    }

    /** A conflict too: the same key may still be at work, for an answer that never arrived. */
    <T> Uni<T> ofKeyed(Uni<T> request) {
        return request.onFailure(failure -> mayPass(failure) || atWork(failure))
                .retry()
                .withBackOff(pause, pause.multipliedBy(LONGEST))
                .atMost(MOST);
    }

    private static boolean mayPass(Throwable failure) {
        return !(failure instanceof WebApplicationException)
                && !(failure instanceof RejectedAnswer rejected && rejected.status() < SERVER_ERROR);
    }

    private static boolean atWork(Throwable failure) {
        return failure instanceof RejectedAnswer rejected && rejected.status() == RejectedAnswer.CONFLICT;
    }
}
