package org.equipoise.stats.domain.analysis;

import java.util.OptionalDouble;

/** What a look's boundaries suggest. The futility boundary is non-binding: the committee may go on all the same. */
public enum Decision {
    /** Neither boundary is crossed. */
    CONTINUE("continue"),
    /** z is above the efficacy boundary. */
    STOP_EFFICACY("stop-efficacy"),
    /** z is below the futility boundary, or the last look did not cross the efficacy boundary. */
    STOP_FUTILITY("stop-futility");

    private final String code;

    Decision(String code) {
        this.code = code;
    }

    /**
     * Compares z with the boundaries: stop for efficacy if z is above the efficacy boundary; else stop for futility if z is
     * below the futility boundary or the look is the last; else continue.
     *
     * @param z the test statistic, positive in favour of the experimental arm
     * @param efficacy the efficacy boundary; +&infin; where the look cannot stop the trial
     * @param futility the futility boundary, if the look has one
     * @param last whether the look is the last one
     * @return what the boundaries suggest
     */
    public static Decision of(double z, double efficacy, OptionalDouble futility, boolean last) {
        if (z > efficacy) {
            return STOP_EFFICACY;
        }
        boolean futile = last || (futility.isPresent() && z < futility.getAsDouble());
        return futile ? STOP_FUTILITY : CONTINUE;
    }

    /**
     * The word for it in a result.
     *
     * @return the code
     */
    public String code() {
        return code;
    }
}
