package org.equipoise.stats.domain.groupsequential;

/** Whether a test rejects for large values of the statistic only, or for large and small values alike. */
public enum TestSides {
    /** Rejects when Z is above the critical value; the alpha of the design is that of this side. */
    ONE_SIDED(1),
    /** Rejects when |Z| is above the critical value; each side has half of the design's alpha. */
    TWO_SIDED(2);

    private final int count;

    TestSides(int count) {
        this.count = count;
    }

    /**
     * How many sides reject.
     *
     * @return 1 or 2
     */
    public int count() {
        return count;
    }
}
