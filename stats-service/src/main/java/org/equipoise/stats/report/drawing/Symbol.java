package org.equipoise.stats.report.drawing;

import java.util.List;

/** The point markers: they differ in shape and filling, so that they can be told apart in black and white. */
public enum Symbol {
    FULL_DISC,
    OPEN_SQUARE,
    OPEN_TRIANGLE,
    OPEN_DISC,
    FULL_SQUARE;

    private static final double OUTLINE = 1.4;

    Mark at(Point centre, double size) {
        return switch (this) {
            case FULL_DISC -> new Mark.Disc(centre, size, Shade.BLACK);
            case OPEN_DISC -> new Mark.Disc(centre, size, Shade.WHITE);
            case OPEN_SQUARE -> square(centre, size, Shade.WHITE);
            case FULL_SQUARE -> square(centre, size, Shade.BLACK);
            case OPEN_TRIANGLE ->
                new Mark.Area(
                        List.of(
                                centre.moved(0, size * 1.2),
                                centre.moved(-size * 1.2, -size),
                                centre.moved(size * 1.2, -size)),
                        Shade.WHITE,
                        OUTLINE);
        };
    }

    private static Mark square(Point centre, double size, Shade fill) {
        return new Mark.Area(
                List.of(
                        centre.moved(-size, -size),
                        centre.moved(size, -size),
                        centre.moved(size, size),
                        centre.moved(-size, size)),
                fill,
                OUTLINE);
    }
}
