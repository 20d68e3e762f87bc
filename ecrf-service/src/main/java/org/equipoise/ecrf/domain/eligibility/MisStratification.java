package org.equipoise.ecrf.domain.eligibility;

import java.time.Instant;
import java.util.Optional;
import org.equipoise.ecrf.domain.form.FormInstance;

/**
 * That the data give another level of a stratification factor than the subject was randomized under, or no longer do. It follows
 * from revisions, which never change, so the history stays when a value is corrected back; the stratum of the randomization is
 * never rewritten.
 *
 * @param factor the factor
 * @param randomized its level at randomization
 * @param current the level that the data give since then; empty if they determine none
 * @param since when the revision was saved
 * @param instance the form that decides
 * @param revision the revision by which the level changed
 */
public record MisStratification(
        String factor,
        String randomized,
        Optional<String> current,
        Instant since,
        FormInstance instance,
        int revision) {
    /**
     * Tells whether the data disagree with the randomization since then.
     *
     * @return false if the level came back to that of the randomization
     */
    public boolean differs() {
        return !current.equals(Optional.of(randomized));
    }
}
