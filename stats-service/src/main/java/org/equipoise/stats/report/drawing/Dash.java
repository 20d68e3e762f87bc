package org.equipoise.stats.report.drawing;

import java.util.List;

/** How a line is broken, so that lines differ without colour. */
public enum Dash {
    SOLID(List.of()),
    DASHED(List.of(7.0, 4.0)),
    DOTTED(List.of(1.5, 3.5));

    private final List<Double> lengths;

    Dash(List<Double> lengths) {
        this.lengths = lengths;
    }

    /** Lengths of line and gap in turn; none for an unbroken line. */
    public List<Double> lengths() {
        return lengths;
    }
}
