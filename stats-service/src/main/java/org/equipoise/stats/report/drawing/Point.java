package org.equipoise.stats.report.drawing;

/** A place in a drawing: to the right and downwards, in the drawing's own units. */
public record Point(double x, double y) {

    public Point moved(double right, double down) {
        return new Point(x + right, y + down);
    }
}
