package org.equipoise.stats.domain.analysis;

/**
 * A randomized subject who does not enter the model, and why.
 *
 * @param subject subject identifier
 * @param reason the reason
 */
public record Exclusion(String subject, Reason reason) {

    /** Why a randomized subject is not in the model. */
    public enum Reason {
        /** No value at the baseline event. */
        BASELINE_MISSING("baseline-missing"),
        /** No value at the primary visit as of the data cut. */
        VISIT_MISSING("visit-missing"),
        /** No level of a stratification factor that the model needs. */
        STRATUM_MISSING("stratum-missing"),
        /** The value at the primary visit is set aside by a strategy or a data rule of the plan. */
        VISIT_SET_ASIDE("visit-set-aside");

        private final String code;

        Reason(String code) {
            this.code = code;
        }

        /**
         * The word for it in a report.
         *
         * @return the code
         */
        public String code() {
            return code;
        }
    }
}
