package org.equipoise.stats.report.drawing;

/** How a data line is drawn. */
public record Pen(double width, Dash dash) {

    public static final Pen THIN = new Pen(1.4, Dash.SOLID);
    public static final Pen THICK = new Pen(2.6, Dash.SOLID);
    public static final Pen DASHED = new Pen(1.6, Dash.DASHED);
    public static final Pen DOTTED = new Pen(1.8, Dash.DOTTED);
}
