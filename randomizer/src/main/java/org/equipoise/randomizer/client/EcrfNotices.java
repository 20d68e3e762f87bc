package org.equipoise.randomizer.client;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.equipoise.randomizer.application.Randomization;
import org.equipoise.randomizer.application.RandomizationNotices;

@ApplicationScoped
class EcrfNotices implements RandomizationNotices {

    private final EcrfService ecrf;

    EcrfNotices(EcrfService ecrf) {
        this.ecrf = ecrf;
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
                        randomization.strata()));
    }
}
