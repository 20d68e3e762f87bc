package org.equipoise.stats.domain.findings;

import java.util.List;

/**
 * The greatest shift of a vital sign from its baseline, by arm.
 *
 * @param heading whom the table describes
 * @param outcome whether it was computed
 * @param measure the vital sign in words
 * @param unit its unit
 * @param arms both arms, A first: the greatest shift of each subject
 * @param categories how many subjects of each arm reach a shift
 * @param difference difference of the mean greatest shifts, B minus A, with Welch's limits; null if not computed
 */
public record ShiftFinding(
        Heading heading,
        SectionOutcome outcome,
        String measure,
        String unit,
        List<Spread> arms,
        List<Category> categories,
        Difference difference)
        implements Finding {

    /** Takes copies of the lists. */
    public ShiftFinding {
        arms = List.copyOf(arms);
        categories = List.copyOf(categories);
    }

    /** Shows nothing of the result. */
    @Override
    public String toString() {
        return "ShiftFinding[" + heading.id() + "]";
    }

    /**
     * A category of shifts.
     *
     * @param name the category in words, such as {@code at least 20}
     * @param arms subjects in it, A first; {@link Count#name()} is the label
     */
    public record Category(String name, List<Count> arms) {

        /** Takes a copy of the list. */
        public Category {
            arms = List.copyOf(arms);
        }
    }
}
