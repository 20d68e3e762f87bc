package org.equipoise.randomizer.application;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.equipoise.randomizer.domain.allocation.Stratification;
import org.equipoise.randomizer.domain.plan.EligibilitySource;
import org.equipoise.randomizer.domain.plan.EnrolmentCaps;
import org.equipoise.randomizer.domain.plan.KitSource;
import org.equipoise.randomizer.domain.plan.SitesStart;

/** A plan as it is stored: what names the arms is encrypted, what every allocation needs is not. */
public final class SealedPlan {

    private final Key key;
    private final byte[] definition;
    private final Terms terms;

    public SealedPlan(Key key, byte[] definition, Terms terms) {
        this.key = key;
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

    /**
     * The hash of the ciphertext. It stands for the content, and nobody can try contents out against it: the ciphertext is
     * another one each time.
     */
    public String contentHash() {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(definition));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    /** The definition's ciphertext. */
    public byte[] definition() {
        return definition.clone();
    }

    public Terms terms() {
        return terms;
    }
}
