package org.equipoise.stats.report.drawing;

import java.util.List;

/** One element of a drawing. */
public sealed interface Mark {

    void on(Ink ink);

    /** An open line through the points. */
    record Stroke(List<Point> points, double width, Dash dash, Shade shade) implements Mark {

        public Stroke {
            points = List.copyOf(points);
        }

        @Override
        public void on(Ink ink) {
            ink.stroke(this);
        }
    }

    /** A closed shape, with a black outline of the given width; 0 leaves it out. */
    record Area(List<Point> points, Shade fill, double outline) implements Mark {

        public Area {
            points = List.copyOf(points);
        }

        @Override
        public void on(Ink ink) {
            ink.area(this);
        }
    }

    /** A circle with a black outline. */
    record Disc(Point centre, double radius, Shade fill) implements Mark {

        @Override
        public void on(Ink ink) {
            ink.disc(this);
        }
    }

    /** Text on one line; upright text is read from below. The point is on the base line. */
    record Label(Point at, String text, Anchor anchor, double size, boolean bold, boolean upright) implements Mark {

        @Override
        public void on(Ink ink) {
            ink.label(this);
        }
    }
}
