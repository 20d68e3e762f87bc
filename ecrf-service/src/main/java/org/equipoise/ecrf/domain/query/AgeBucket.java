package org.equipoise.ecrf.domain.query;

/** How old queries are, in steps in which people act on them. */
public enum AgeBucket {
    /** Up to a week. */
    WEEK("0-7", 7),
    /** Up to two weeks. */
    TWO_WEEKS("8-14", 14),
    /** Up to thirty days. */
    MONTH("15-30", 30),
    /** Older. */
    OLDER("31+", Long.MAX_VALUE);

    private final String code;
    private final long lastDay;

    AgeBucket(String code, long lastDay) {
        this.code = code;
        this.lastDay = lastDay;
    }

    /**
     * The name used in answers: the first and the last day.
     *
     * @return for example {@code 8-14}
     */
    public String code() {
        return code;
    }

    /**
     * The bucket of an age.
     *
     * @param days whole days, 0 or more
     * @return the first bucket whose last day is not passed
     */
    public static AgeBucket of(long days) {
        for (AgeBucket bucket : values()) {
            if (days <= bucket.lastDay) {
                return bucket;
            }
        }
        return OLDER;
    }
}
