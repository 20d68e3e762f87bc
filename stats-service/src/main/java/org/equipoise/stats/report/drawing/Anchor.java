package org.equipoise.stats.report.drawing;

/** Which part of a label stands at its point. */
public enum Anchor {
    START,
    MIDDLE,
    END
}
