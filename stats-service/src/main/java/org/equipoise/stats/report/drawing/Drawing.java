package org.equipoise.stats.report.drawing;

import java.util.List;

/** Marks on a rectangle, drawn in order. */
public record Drawing(double width, double height, List<Mark> marks) {

    public Drawing {
        marks = List.copyOf(marks);
    }

    public void on(Ink ink) {
        marks.forEach(mark -> mark.on(ink));
    }
}
