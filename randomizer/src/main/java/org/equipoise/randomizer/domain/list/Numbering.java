package org.equipoise.randomizer.domain.list;

import java.util.Set;

/**
 * What the numbers of a list begin with, and which are taken.
 *
 * @param prefix what stands before every number; {@code TEST-} in a test list, so that nobody mistakes one
 * @param taken randomization and kit numbers of earlier parts of the list, which no entry gets again
 */
public record Numbering(String prefix, Set<String> taken) {

    /** What stands before every number of a test list. */
    public static final String TEST_PREFIX = "TEST-";

    /** The first part of a list that subjects are randomized from. */
    public static final Numbering LIVE = new Numbering("", Set.of());

    /** A test list. */
    public static final Numbering TEST = new Numbering(TEST_PREFIX, Set.of());

    /** Keeps an unmodifiable copy. */
    public Numbering {
        taken = Set.copyOf(taken);
    }

    /** A later part of a list that has numbers already. */
    public static Numbering after(Set<String> taken) {
        return new Numbering("", taken);
    }
}
