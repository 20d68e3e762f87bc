package org.equipoise.stats.domain.analysis;

/** Which way a score improves. */
public enum Direction {
    /** A fall is an improvement, as with depression scores. */
    LOWER_IS_BETTER("lower-is-better", -1),
    /** A rise is an improvement. */
    HIGHER_IS_BETTER("higher-is-better", 1);

    private final String code;
    private final int sign;

    Direction(String code, int sign) {
        this.code = code;
        this.sign = sign;
    }

    /**
     * The word for it in an analysis plan.
     *
     * @return the code
     */
    public String code() {
        return code;
    }

    /**
     * Turns a difference &ldquo;experimental minus control&rdquo; into a benefit: multiply by this.
     *
     * @return +1 or &minus;1
     */
    public int sign() {
        return sign;
    }
}
