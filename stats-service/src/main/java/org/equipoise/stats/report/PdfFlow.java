package org.equipoise.stats.report;

import com.lowagie.text.Document;
import com.lowagie.text.Element;
import com.lowagie.text.Paragraph;
import com.lowagie.text.pdf.ColumnText;
import com.lowagie.text.pdf.PdfDestination;
import com.lowagie.text.pdf.PdfOutline;
import com.lowagie.text.pdf.PdfPTable;
import com.lowagie.text.pdf.PdfWriter;
import java.util.ArrayList;
import java.util.List;

/** Lets no heading stand alone at the foot of a page, and splits no short table. */
final class PdfFlow {

    private static final float GAP = 9;
    private static final float START_OF_TABLE = 130;
    /** What the trial does not count: the space before its first heading. */
    private static final float SLACK = 20;

    private static final float ENDLESS = 20_000;

    private final Document document;
    private final PdfWriter writer;
    private final List<Waiting> waiting = new ArrayList<>();

    PdfFlow(Document document, PdfWriter writer) {
        this.document = document;
        this.writer = writer;
    }

    /** A heading stays with what follows, which may be another heading. */
    void heading(Paragraph paragraph, String bookmark) {
        if (waiting.stream().anyMatch(Waiting::text)) {
            settle();
        }
        waiting.add(new Waiting(paragraph, bookmark, false));
    }

    void paragraph(Paragraph paragraph) {
        waiting.add(new Waiting(paragraph, null, true));
    }

    void table(PdfPTable table, boolean together) {
        table.setSpacingBefore(GAP);
        table.setTotalWidth(width());
        float height = table.calculateHeights(true) + GAP;
        table.setSplitLate(true);
        release(together ? height : Math.min(height, START_OF_TABLE));
        table.setKeepTogether(together);
        document.add(table);
    }

    /** Puts what waits on the page. */
    void settle() {
        release(0);
    }

    private void release(float following) {
        float needed = heightOfWaiting() + following + SLACK;
        float page = document.top() - document.bottom();
        if (needed > writer.getVerticalPosition(true) - document.bottom() && needed <= page) {
            document.newPage();
        }
        for (Waiting next : waiting) {
            if (next.bookmark() != null) {
                float top = writer.getVerticalPosition(true);
                new PdfOutline(
                        writer.getDirectContent().getRootOutline(),
                        new PdfDestination(PdfDestination.FITH, top),
                        next.bookmark());
            }
            document.add(next.element());
        }
        waiting.clear();
    }

    private float heightOfWaiting() {
        if (waiting.isEmpty()) {
            return 0;
        }
        ColumnText trial = new ColumnText(writer.getDirectContent());
        trial.setSimpleColumn(0, 0, width(), ENDLESS);
        waiting.forEach(next -> trial.addElement(next.element()));
        trial.go(true);
        return ENDLESS - trial.getYLine();
    }

    private float width() {
        return document.right() - document.left();
    }

    private record Waiting(Element element, String bookmark, boolean text) {}
}
