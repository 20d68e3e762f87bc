package org.equipoise.stats.domain.findings;

/** A section of a report: what it is about, and whether it could be computed. */
public interface Finding {

    /**
     * What the section is about.
     *
     * @return its names, estimand and method
     */
    Heading heading();

    /**
     * Whether the section was computed.
     *
     * @return the outcome, with the reason and advice if there is no result
     */
    SectionOutcome outcome();
}
