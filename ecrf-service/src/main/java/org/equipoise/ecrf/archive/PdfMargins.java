package org.equipoise.ecrf.archive;

import com.lowagie.text.Document;
import com.lowagie.text.pdf.PdfContentByte;
import com.lowagie.text.pdf.PdfPageEventHelper;
import com.lowagie.text.pdf.PdfTemplate;
import com.lowagie.text.pdf.PdfWriter;

/** What stands above and below each page: the title, the cut, and the page's number of how many. */
final class PdfMargins extends PdfPageEventHelper {
    private static final float SIZE = 7.5f;
    private static final float NUMBER_WIDTH = 24;
    private static final float ABOVE = 16;
    private static final float BELOW = 22;

    private final String title;
    private final String cut;
    private final PdfFonts fonts;
    private PdfTemplate pages;

    PdfMargins(String title, String cut, PdfFonts fonts) {
        this.title = title;
        this.cut = cut;
        this.fonts = fonts;
    }

    @Override
    public void onOpenDocument(PdfWriter writer, Document document) {
        pages = writer.getDirectContent().createTemplate(NUMBER_WIDTH, SIZE + 2);
    }

    @Override
    public void onEndPage(PdfWriter writer, Document document) {
        PdfContentByte content = writer.getDirectContent();
        float foot = document.bottom() - BELOW;
        text(content, PdfContentByte.ALIGN_LEFT, title, document.left(), document.top() + ABOVE);
        text(content, PdfContentByte.ALIGN_LEFT, cut, document.left(), foot);
        float number = document.right() - NUMBER_WIDTH;
        text(content, PdfContentByte.ALIGN_RIGHT, "Page " + writer.getPageNumber() + " of ", number, foot);
        content.addTemplate(pages, number, foot);
    }

    @Override
    public void onCloseDocument(PdfWriter writer, Document document) {
        pages.beginText();
        pages.setFontAndSize(fonts.face(), SIZE);
        pages.showText(Integer.toString(writer.getPageNumber() - 1));
        pages.endText();
    }

    private void text(PdfContentByte content, int alignment, String text, float x, float y) {
        content.beginText();
        content.setFontAndSize(fonts.face(), SIZE);
        content.showTextAligned(alignment, text, x, y, 0);
        content.endText();
    }
}
