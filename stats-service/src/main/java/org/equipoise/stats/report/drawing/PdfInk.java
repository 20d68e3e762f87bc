package org.equipoise.stats.report.drawing;

import com.lowagie.text.pdf.BaseFont;
import com.lowagie.text.pdf.PdfContentByte;
import java.awt.Color;
import java.util.List;

/** Draws on a PDF's content; its own vertical axis points up. */
public final class PdfInk implements Ink {

    private static final float OUTLINE = 1.4f;
    private static final float BOLD_STROKE = 0.4f;

    private final PdfContentByte content;
    private final BaseFont font;
    private final double height;

    public PdfInk(PdfContentByte content, BaseFont font, double height) {
        this.content = content;
        this.font = font;
        this.height = height;
    }

    @Override
    public void stroke(Mark.Stroke stroke) {
        content.saveState();
        content.setColorStroke(colour(stroke.shade()));
        content.setLineWidth((float) stroke.width());
        List<Double> lengths = stroke.dash().lengths();
        if (!lengths.isEmpty()) {
            content.setLineDash(lengths.get(0).floatValue(), lengths.get(1).floatValue(), 0);
        }
        trace(stroke.points());
        content.stroke();
        content.restoreState();
    }

    @Override
    public void area(Mark.Area area) {
        content.saveState();
        content.setColorFill(colour(area.fill()));
        content.setColorStroke(colour(Shade.BLACK));
        content.setLineWidth((float) area.outline());
        trace(area.points());
        if (area.outline() > 0) {
            content.closePathFillStroke();
        } else {
            content.closePath();
            content.fill();
        }
        content.restoreState();
    }

    @Override
    public void disc(Mark.Disc disc) {
        content.saveState();
        content.setColorFill(colour(disc.fill()));
        content.setColorStroke(colour(Shade.BLACK));
        content.setLineWidth(OUTLINE);
        content.circle((float) disc.centre().x(), up(disc.centre()), (float) disc.radius());
        content.fillStroke();
        content.restoreState();
    }

    @Override
    public void label(Mark.Label label) {
        content.saveState();
        content.beginText();
        content.setColorFill(colour(Shade.BLACK));
        content.setFontAndSize(font, (float) label.size());
        if (label.bold()) {
            content.setColorStroke(colour(Shade.BLACK));
            content.setTextRenderingMode(PdfContentByte.TEXT_RENDER_MODE_FILL_STROKE);
            content.setLineWidth(BOLD_STROKE);
        }
        content.showTextAligned(
                alignment(label.anchor()),
                label.text(),
                (float) label.at().x(),
                up(label.at()),
                label.upright() ? 90 : 0);
        content.endText();
        content.restoreState();
    }

    private void trace(List<Point> points) {
        Point first = points.get(0);
        content.moveTo((float) first.x(), up(first));
        points.stream().skip(1).forEach(point -> content.lineTo((float) point.x(), up(point)));
    }

    private float up(Point point) {
        return (float) (height - point.y());
    }

    private static Color colour(Shade shade) {
        return new Color(shade.level(), shade.level(), shade.level());
    }

    private static int alignment(Anchor anchor) {
        return switch (anchor) {
            case START -> PdfContentByte.ALIGN_LEFT;
            case MIDDLE -> PdfContentByte.ALIGN_CENTER;
            case END -> PdfContentByte.ALIGN_RIGHT;
        };
    }
}
