package org.equipoise.randomizer.application;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.equipoise.platform.problem.Refusal;
import org.equipoise.randomizer.application.RandomizeSubject.Command;

/** Finds out whether, where and in which stratum a subject may be randomized, from the source that the plan names. */
@ApplicationScoped
public class EligibilityCheck {

    private static final String SITE = "site";

    private final EligibilityCertificates certificates;

    public EligibilityCheck(EligibilityCertificates certificates) {
        this.certificates = certificates;
    }

    /**
     * What an allocation rests on.
     *
     * @param site the subject's site
     * @param eligible whether the subject may be randomized
     * @param reasons why not
     * @param strata stratification values by factor
     * @param fromEcrf whether the eCRF service vouches for it, and not the caller
     * @param facts what the audit entry says about it
     */
    record Evidence(
            String site,
            boolean eligible,
            List<String> reasons,
            Map<String, String> strata,
            boolean fromEcrf,
            Map<String, String> facts) {}

    Uni<Evidence> evidence(Command command, SealedPlan.Terms terms) {
        return switch (terms.eligibility()) {
            case ECRF -> certified(command);
            case EXTERNAL -> Uni.createFrom().item(() -> vouched(command));
        };
    }

    private Uni<Evidence> certified(Command command) {
        if (command.site().isPresent() || command.strata().isPresent()) {
            throw Refusals.invalid(
                    "In this study, site and stratification values come from the case report forms.",
                    "Leave 'site' and 'strata' out of the request.");
        }
        return certificates
                .certificate(command.study(), command.subject())
                .map(found -> found.orElseThrow(Refusal::notFound))
                .map(EligibilityCheck::evidence);
    }

    private static Evidence evidence(EligibilityCertificate certificate) {
        return new Evidence(
                certificate.site(),
                certificate.eligible(),
                certificate.reasons(),
                withSite(certificate.strata(), certificate.site()),
                true,
                Map.of("eligibility", "certificate:" + certificate.hash()));
    }

    private static Evidence vouched(Command command) {
        String site = command.site()
                .orElseThrow(() -> Refusals.invalid(
                        "In this study the caller vouches for eligibility, and 'site' is missing.",
                        "Send 'site', and 'strata' with the value of each factor."));
        return new Evidence(
                site,
                true,
                List.of(),
                withSite(command.strata().orElse(Map.of()), site),
                false,
                Map.of("eligibility", "external"));
    }

    private static Map<String, String> withSite(Map<String, String> strata, String site) {
        Map<String, String> all = new HashMap<>(strata);
        all.put(SITE, site);
        return all;
    }
}
