package org.equipoise.randomizer.client;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.WebApplicationException;
import java.util.Set;
import org.equipoise.randomizer.application.Randomization;
import org.equipoise.randomizer.application.RandomizationNotices;

@ApplicationScoped
class EcrfNotices implements RandomizationNotices {

    private static final Set<Integer> PASSING = Set.of(401, 403, 408, 425, 429);

    private final EcrfService ecrf;

    EcrfNotices(EcrfService ecrf) {
        this.ecrf = ecrf;
    }

    /** What will not change by itself: not the account's rights, nor a load that passes. */
    private static boolean isForGood(Throwable failure) {
        int status = status(failure);
        return status >= 400 && status < 500 && !PASSING.contains(status);
    }

    private static int status(Throwable failure) {
        return failure instanceof WebApplicationException answer
                ? answer.getResponse().getStatus()
                : 0;
    }

    @Override
    public Uni<Void> send(Randomization randomization) {
        return ecrf.record(
                        randomization.study(),
                        randomization.subject(),
                        new EcrfApi.Notice(
                                randomization.randomizationNumber(),
                                randomization.kit(),
                                randomization.randomizedAt(),
                                randomization.strata()))
                .onFailure(EcrfNotices::isForGood)
                .transform(failure -> new RefusedForGood(status(failure)));
    }
}
