package org.equipoise.randomizer.application;

import org.equipoise.randomizer.domain.allocation.Stratification;
import org.equipoise.randomizer.domain.plan.EligibilitySource;
import org.equipoise.randomizer.domain.plan.EnrolmentCaps;
import org.equipoise.randomizer.domain.plan.KitSource;
import org.equipoise.randomizer.domain.plan.SitesStart;

/** A plan as it is stored: what names the arms is encrypted, what every allocation needs is not. */
public final class SealedPlan {

    private final Key key;
    private final String contentHash;
    private final byte[] definition;
    private final Terms terms;

    public SealedPlan(Key key, String contentHash, byte[] definition, Terms terms) {
        this.key = key;
        this.contentHash = contentHash;
        this.definition = definition.clone();
        this.terms = terms;
    }

    /** Which plan. */
    public record Key(String study, String version) {}

    /** What every allocation needs. */
    public record Terms(
            Stratification stratification,
            EligibilitySource eligibility,
            EnrolmentCaps caps,
            SitesStart sitesStart,
            KitSource kits) {}

    public Key key() {
        return key;
    }

    public String contentHash() {
        return contentHash;
    }

    /** The definition's ciphertext. */
    public byte[] definition() {
        return definition.clone();
    }

    public Terms terms() {
        return terms;
    }
}
