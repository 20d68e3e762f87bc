package org.equipoise.stats.domain.planning;

/** What looking at blinded data and changing the sample size does to the type I error of the final test. */
public enum TypeOneErrorEffect {
    /**
     * A superiority test of means with the variance of both arms together: the level stays within about 0.0001 of the nominal one, since under
     * the null hypothesis the estimate hardly depends on the treatment difference. Source: Kieser and Friede, Stat Med 2003;22:3571.
     */
    NONE_TO_SPEAK_OF("The level of a superiority t test stays within about 0.0001 of the nominal one."),
    /**
     * A test with a margin: under its null hypothesis the arms differ, the blinded variance depends on the sign of chance differences and
     * the level can exceed the nominal one slightly. Source: Friede and Kieser, Stat Med 2003;22:995.
     */
    SLIGHT_WITH_MARGIN(
            "With a margin the level can exceed the nominal one slightly; simulate it for the planned sizes."),
    /**
     * A test of proportions with the response rate of both arms together: the level is that of the fixed test, within its own deviation from
     * the nominal one. Source: Gould, Stat Med 1992;11:55; Friede and Kieser, Stat Med 2004.
     */
    AS_FIXED_TEST(
            "The level is that of the same test with a fixed size; tests that exceed it in small samples still do.");

    private final String statement;

    TypeOneErrorEffect(String statement) {
        this.statement = statement;
    }

    /**
     * The effect in words for a report.
     *
     * @return one sentence
     */
    public String statement() {
        return statement;
    }
}
