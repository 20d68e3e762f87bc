package org.equipoise.stats.report.drawing;

import java.util.ArrayList;
import java.util.List;

/** Collects the marks of a drawing. */
public final class Canvas {

    public static final double TEXT = 12;
    private static final double SYMBOL = 4.5;

    private final List<Mark> marks = new ArrayList<>();

    public Canvas line(Point from, Point to, double width, Shade shade) {
        marks.add(new Mark.Stroke(List.of(from, to), width, Dash.SOLID, shade));
        return this;
    }

    public Canvas path(List<Point> points, Pen pen) {
        if (points.size() > 1) {
            marks.add(new Mark.Stroke(points, pen.width(), pen.dash(), Shade.BLACK));
        }
        return this;
    }

    public Canvas box(Point corner, double width, double height, Shade fill) {
        marks.add(new Mark.Area(
                List.of(corner, corner.moved(width, 0), corner.moved(width, height), corner.moved(0, height)),
                fill,
                0));
        return this;
    }

    public Canvas frame(Point corner, double width, double height) {
        marks.add(new Mark.Area(
                List.of(corner, corner.moved(width, 0), corner.moved(width, height), corner.moved(0, height)),
                Shade.WHITE,
                1));
        return this;
    }

    public Canvas symbol(Point centre, Symbol symbol) {
        marks.add(symbol.at(centre, SYMBOL));
        return this;
    }

    public Canvas text(Point at, Anchor anchor, String text) {
        return text(at, anchor, TEXT, text);
    }

    public Canvas text(Point at, Anchor anchor, double size, String text) {
        marks.add(new Mark.Label(at, text, anchor, size, false, false));
        return this;
    }

    public Canvas bold(Point at, Anchor anchor, String text) {
        marks.add(new Mark.Label(at, text, anchor, TEXT, true, false));
        return this;
    }

    public Canvas upright(Point at, String text) {
        marks.add(new Mark.Label(at, text, Anchor.MIDDLE, TEXT, false, true));
        return this;
    }

    public Drawing drawing(double width, double height) {
        return new Drawing(width, height, marks);
    }
}
