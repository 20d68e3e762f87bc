package org.equipoise.randomizer.application;

import io.smallrye.mutiny.Uni;
import java.util.Optional;

/** Port to whoever knows whether a subject is eligible. */
public interface EligibilityCertificates {

    /**
     * The certificate of a subject, or nothing if there is no such subject. Fails with a refusal
     * {@code neighbour-unavailable} if it cannot be had now.
     */
    Uni<Optional<EligibilityCertificate>> certificate(String study, String subject);
}
