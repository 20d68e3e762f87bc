package org.equipoise.stats.domain.analysis;

import java.util.Arrays;
import java.util.Optional;

/** The strategies for intercurrent events that an analysis carries out (ICH E9(R1), A.3.2). */
public enum Strategy {
    /** The value counts as observed, whatever happened. */
    TREATMENT_POLICY("treatment policy"),
    /** Values from the event on are set aside, as the question is what they would have been without it. */
    HYPOTHETICAL("hypothetical"),
    /** The event is part of the outcome: from it on the worst score counts, whatever was observed. */
    COMPOSITE("composite");

    private final String word;

    Strategy(String word) {
        this.word = word;
    }

    /**
     * Finds a strategy.
     *
     * @param text the strategy as an estimand gives it; details may follow a comma
     * @return the strategy, or empty if there is no rule for it
     */
    public static Optional<Strategy> named(String text) {
        return Arrays.stream(values())
                .filter(strategy -> strategy.word.equals(word(text)))
                .findFirst();
    }

    /** The name of a strategy without details, words apart. */
    static String word(String text) {
        return text.split(",", 2)[0].replace('-', ' ');
    }
}
