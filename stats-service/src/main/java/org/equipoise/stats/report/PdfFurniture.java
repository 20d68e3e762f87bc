package org.equipoise.stats.report;

import com.lowagie.text.Document;
import com.lowagie.text.Rectangle;
import com.lowagie.text.pdf.PdfContentByte;
import com.lowagie.text.pdf.PdfPageEventHelper;
import com.lowagie.text.pdf.PdfTemplate;
import com.lowagie.text.pdf.PdfWriter;
import java.util.List;

/** What stands at the head and the foot of every page. */
final class PdfFurniture extends PdfPageEventHelper {

    private static final float SIZE = 7.5f;
    private static final float LEADING = 9.5f;
    private static final float NUMBER_WIDTH = 24;

    private final Report report;
    private final PdfType type;
    private PdfTemplate pageCount;

    PdfFurniture(Report report, PdfType type) {
        this.report = report;
        this.type = type;
    }

    @Override
    public void onOpenDocument(PdfWriter writer, Document document) {
        pageCount = writer.getDirectContent().createTemplate(NUMBER_WIDTH, SIZE + 2);
        pageCount.setBoundingBox(new Rectangle(0, -3, NUMBER_WIDTH, SIZE + 2));
    }

    @Override
    public void onEndPage(PdfWriter writer, Document document) {
        PdfContentByte content = writer.getDirectContent();
        content.saveState();
        content.setLineWidth(0.5f);
        rule(content, document, document.top() + 14);
        rule(content, document, document.bottom() - 12);
        content.stroke();
        content.restoreState();
        float head = document.top() + 19;
        if (report.confidential()) {
            text(content, PdfContentByte.ALIGN_LEFT, Report.CONFIDENTIAL, document.left(), head, true);
        }
        text(content, PdfContentByte.ALIGN_RIGHT, report.title(), document.right(), head, false);
        foot(content, document, writer.getPageNumber());
    }

    private void foot(PdfContentByte content, Document document, int page) {
        float line = document.bottom() - 23;
        text(
                content,
                PdfContentByte.ALIGN_RIGHT,
                "Page " + page + " of ",
                document.right() - NUMBER_WIDTH / 2,
                line,
                false);
        content.addTemplate(pageCount, document.right() - NUMBER_WIDTH / 2, line);
        List<String> origin = report.origin();
        for (int index = 0; index < origin.size(); index++) {
            text(content, PdfContentByte.ALIGN_LEFT, origin.get(index), document.left(), line - index * LEADING, false);
        }
    }

    @Override
    public void onCloseDocument(PdfWriter writer, Document document) {
        pageCount.beginText();
        pageCount.setFontAndSize(type.face(), SIZE);
        pageCount.showText(Integer.toString(writer.getPageNumber() - 1));
        pageCount.endText();
    }

    private void text(PdfContentByte content, int alignment, String text, float x, float y, boolean bold) {
        content.saveState();
        content.beginText();
        content.setFontAndSize(type.face(), SIZE);
        if (bold) {
            content.setTextRenderingMode(PdfContentByte.TEXT_RENDER_MODE_FILL_STROKE);
            content.setLineWidth(0.3f);
        }
        content.showTextAligned(alignment, text, x, y, 0);
        content.endText();
        content.restoreState();
    }

    private static void rule(PdfContentByte content, Document document, float y) {
        content.moveTo(document.left(), y);
        content.lineTo(document.right(), y);
    }
}
