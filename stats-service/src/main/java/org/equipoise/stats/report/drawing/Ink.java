package org.equipoise.stats.report.drawing;

/** What puts the marks of a drawing on a page. */
public interface Ink {

    void stroke(Mark.Stroke stroke);

    void area(Mark.Area area);

    void disc(Mark.Disc disc);

    void label(Mark.Label label);
}
