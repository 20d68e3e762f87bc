package org.equipoise.stats.domain.findings;

import java.util.List;

/**
 * The primary comparison within subgroups.
 *
 * @param heading what it estimates and how
 * @param outcome whether any level was computed
 * @param factor the factor in words
 * @param levels its levels in order
 * @param interaction test that the effect is the same in all levels; null if not computed
 */
public record SubgroupFinding(
        Heading heading, SectionOutcome outcome, String factor, List<Level> levels, TestResult interaction)
        implements Finding {

    /** Takes a copy of the list. */
    public SubgroupFinding {
        levels = List.copyOf(levels);
    }

    /** Shows nothing of the result. */
    @Override
    public String toString() {
        return "SubgroupFinding[" + heading.id() + "]";
    }

    /**
     * A level of the factor.
     *
     * @param level the level
     * @param arms both arms, A first
     * @param difference B minus A; null if the level's data do not determine it
     */
    public record Level(String level, List<ArmMean> arms, Difference difference) {

        /** Takes a copy of the list. */
        public Level {
            arms = List.copyOf(arms);
        }
    }
}
