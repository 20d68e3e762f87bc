package org.equipoise.randomizer.client;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.equipoise.randomizer.application.EligibilityCertificate;
import org.equipoise.randomizer.application.EligibilityCertificates;
import org.jboss.logging.Logger;

@ApplicationScoped
class EcrfCertificates implements EligibilityCertificates {

    private static final Logger LOG = Logger.getLogger(EcrfCertificates.class);

    private final EcrfService ecrf;

    EcrfCertificates(EcrfService ecrf) {
        this.ecrf = ecrf;
    }

    @Override
    public Uni<Optional<EligibilityCertificate>> certificate(String study, String subject) {
        return ecrf.certificate(study, subject).onFailure().transform(failure -> {
            LOG.warnf("No eligibility certificate for %s of %s: %s", subject, study, failure.getMessage());
            return EcrfService.unavailable();
        });
    }
}
