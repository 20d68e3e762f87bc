package org.equipoise.randomizer.application;

import java.util.List;
import java.util.Map;

/**
 * What the eCRF service vouches for before a subject is randomized.
 *
 * @param subject the subject
 * @param site the subject's site
 * @param eligible whether the subject may be randomized
 * @param reasons why not
 * @param strata stratification values by factor
 * @param definitionVersion the version of the study under which it was evaluated
 * @param hash SHA-256 of the whole certificate, with the form revisions that it rests on
 */
public record EligibilityCertificate(
        String subject,
        String site,
        boolean eligible,
        List<String> reasons,
        Map<String, String> strata,
        String definitionVersion,
        String hash) {}
