package org.equipoise.stats.domain.analysis;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Which arm is called A and which B in closed reports. The choice is one bit of HMAC-SHA-256 over the study's identifier
 * under a secret of the study: it never changes within a study, so that reports can be laid side by side, and nobody
 * without the secret can foresee it.
 *
 * @param experimentalIsA whether the experimental arm is called A
 */
public record ArmLabels(boolean experimentalIsA) {

    /** Name of the first arm in reports. */
    public static final String A = "A";
    /** Name of the second arm in reports. */
    public static final String B = "B";

    private static final String ALGORITHM = "HmacSHA256";
    private static final int LEAST_SECRET_BYTES = 16;

    /**
     * Tosses the study's coin.
     *
     * @param secret the study's labelling secret, at least 16 random bytes
     * @param study identifier of the study
     * @return the labels
     */
    public static ArmLabels toss(byte[] secret, String study) {
        if (secret.length < LEAST_SECRET_BYTES) {
            throw new IllegalArgumentException("the labelling secret needs at least " + LEAST_SECRET_BYTES + " bytes");
        }
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret, ALGORITHM));
            byte[] code = mac.doFinal(("arm-labels|" + study).getBytes(StandardCharsets.UTF_8));
            return new ArmLabels((code[0] & 1) == 0);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
        }
    }

    /**
     * The label of an arm.
     *
     * @param experimental whether the experimental arm is meant
     * @return A or B
     */
    public String of(boolean experimental) {
        return experimental == experimentalIsA ? A : B;
    }

    /**
     * Whether an arm's label is that of the experimental arm, for A and B in turn.
     *
     * @return for label A, then for label B
     */
    public List<Boolean> experimentalInOrder() {
        return List.of(experimentalIsA, !experimentalIsA);
    }

    /**
     * Turns &ldquo;experimental minus control&rdquo; into &ldquo;B minus A&rdquo;: multiply by this.
     *
     * @return +1 or &minus;1
     */
    public int sign() {
        return experimentalIsA ? -1 : 1;
    }

    /** Shows nothing of the labels. */
    @Override
    public String toString() {
        return "ArmLabels[…]";
    }
}
