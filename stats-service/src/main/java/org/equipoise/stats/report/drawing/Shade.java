package org.equipoise.stats.report.drawing;

/** The greys of a drawing, from black ink to paper. */
public enum Shade {
    BLACK(0x11),
    DARK(0x55),
    PALE(0xd0),
    WHITE(0xff);

    private final int level;

    Shade(int level) {
        this.level = level;
    }

    /** From 0, black, to 255, white. */
    public int level() {
        return level;
    }
}
