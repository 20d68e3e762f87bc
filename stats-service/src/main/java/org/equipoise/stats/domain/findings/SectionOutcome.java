package org.equipoise.stats.domain.findings;

import java.util.Locale;
import org.equipoise.stats.domain.Outcome;

/**
 * Whether a section was computed, and if not, why and what to do.
 *
 * @param status {@code computed} or {@code not-computed}
 * @param reason the kind of failure, such as {@code too-few-observations}; null if computed
 * @param explanation what was found, with the offending value; null if computed
 * @param advice what the reader can do next; null if computed
 */
public record SectionOutcome(String status, String reason, String explanation, String advice) {

    /** The status of a section with a result. */
    public static final String COMPUTED = "computed";
    /** The status of a section without one. */
    public static final String NOT_COMPUTED = "not-computed";

    /**
     * The outcome of a section that was computed.
     *
     * @return an outcome without reason
     */
    public static SectionOutcome ofComputed() {
        return new SectionOutcome(COMPUTED, null, null, null);
    }

    /**
     * The outcome of a computation.
     *
     * @param outcome what the computation answered
     * @return {@code computed}, or its reason in small letters with dashes, its explanation and its advice
     */
    public static SectionOutcome of(Outcome<?> outcome) {
        if (outcome instanceof Outcome.NotComputed<?> failure) {
            return new SectionOutcome(
                    NOT_COMPUTED,
                    failure.reason().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                    failure.explanation(),
                    failure.advice());
        }
        return ofComputed();
    }
}
