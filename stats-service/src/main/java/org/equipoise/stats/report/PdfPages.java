package org.equipoise.stats.report;

import com.lowagie.text.Document;
import com.lowagie.text.Element;
import com.lowagie.text.Image;
import com.lowagie.text.PageSize;
import com.lowagie.text.Paragraph;
import com.lowagie.text.Phrase;
import com.lowagie.text.Rectangle;
import com.lowagie.text.pdf.PdfPCell;
import com.lowagie.text.pdf.PdfPTable;
import com.lowagie.text.pdf.PdfTemplate;
import com.lowagie.text.pdf.PdfWriter;
import java.awt.Color;
import java.io.ByteArrayOutputStream;
import java.util.List;
import org.equipoise.stats.report.drawing.Drawing;
import org.equipoise.stats.report.drawing.PdfInk;

/**
 * A report as pages of A4. The bytes depend on the report alone: the date is the report's, and nothing in the document is
 * drawn at random.
 */
final class PdfPages implements Sheet {

    private static final float SIDE = 50;
    private static final float TOP = 64;
    private static final float BOTTOM = 66;
    private static final float PADDING = 3;
    private static final float APART = 12;
    private static final float NAME_SHARE = 0.46f;
    private static final int SHORT_TABLE = 14;
    private static final Color RULE = new Color(0x99, 0x99, 0x99);

    private final Document document = new Document(PageSize.A4, SIDE, SIDE, TOP, BOTTOM);
    private final PdfType type = new PdfType();
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PdfWriter writer = PdfWriter.getInstance(document, bytes);
    private final PdfFlow flow = new PdfFlow(document, writer);
    private int figures;

    private PdfPages() {}

    static byte[] of(Report report) {
        PdfPages pages = new PdfPages();
        PdfIdentity identity = PdfIdentity.of(report);
        pages.writer.setPageEvent(new PdfFurniture(report, pages.type));
        pages.document.open();
        identity.enter(pages.writer);
        pages.title(report);
        for (int index = 0; index < report.sections().size(); index++) {
            pages.section(report.sections().get(index), index + 1);
        }
        pages.document.close();
        return PdfIdentity.steadied(pages.bytes.toByteArray());
    }

    private void title(Report report) {
        if (report.confidential()) {
            PdfPTable box = new PdfPTable(1);
            box.setWidthPercentage(100);
            PdfPCell cell = new PdfPCell(new Phrase(Report.CONFIDENTIAL, type.strong()));
            cell.setHorizontalAlignment(Element.ALIGN_CENTER);
            cell.setPadding(6);
            cell.setBorderWidth(1.2f);
            box.addCell(cell);
            document.add(box);
        }
        Paragraph heading = new Paragraph(23, report.title(), type.title());
        heading.setSpacingBefore(12);
        document.add(heading);
        Paragraph dated = new Paragraph(14, Wording.minute(report.dated()), type.plain());
        dated.setSpacingAfter(4);
        document.add(dated);
    }

    private void section(Section section, int number) {
        String text = number + ". " + section.heading();
        Paragraph heading = new Paragraph(16, text, type.heading());
        heading.setSpacingBefore(16);
        flow.heading(heading, text);
        section.blocks().forEach(block -> block.on(this));
        flow.settle();
    }

    @Override
    public void subheading(Block.Subheading subheading) {
        Paragraph heading = new Paragraph(14, subheading.text(), type.strong());
        heading.setSpacingBefore(10);
        flow.heading(heading, null);
    }

    @Override
    public void paragraph(Block.Paragraph paragraph) {
        Paragraph text = switch (paragraph.weight()) {
            case PLAIN -> new Paragraph(13, paragraph.text(), type.plain());
            case STRONG -> new Paragraph(15, paragraph.text(), type.strong());
            case NOTE -> new Paragraph(11.5f, paragraph.text(), type.small());
        };
        text.setSpacingBefore(5);
        flow.paragraph(text);
    }

    @Override
    public void facts(Block.Facts facts) {
        PdfPTable table = table(new float[] {NAME_SHARE, 1 - NAME_SHARE}, facts.caption());
        for (Block.Fact fact : facts.facts()) {
            table.addCell(cell(new Phrase(fact.name(), type.cell()), false));
            table.addCell(cell(new Phrase(fact.value(), fact.code() ? type.code() : type.cell()), false));
        }
        flow.table(table, facts.facts().size() <= SHORT_TABLE);
    }

    @Override
    public void table(Block.Table table) {
        float[] widths = new float[table.columns().size()];
        for (int index = 0; index < widths.length; index++) {
            widths[index] = table.columns().get(index).width();
        }
        PdfPTable pages = table(widths, table.caption());
        for (int index = 0; index < widths.length; index++) {
            Block.Column column = table.columns().get(index);
            PdfPCell cell = cell(new Phrase(column.heading(), type.cellStrong()), column.number());
            apart(cell, table.columns(), index);
            cell.setBorderWidthBottom(1);
            cell.setBorderColorBottom(Color.BLACK);
            cell.setVerticalAlignment(Element.ALIGN_BOTTOM);
            pages.addCell(cell);
        }
        pages.setHeaderRows(2);
        int last = table.rows().size() - 1;
        for (int row = 0; row <= last; row++) {
            boolean total = table.lastRowIsTotal() && row == last;
            for (int column = 0; column < widths.length; column++) {
                Phrase text = new Phrase(table.rows().get(row).get(column), total ? type.cellStrong() : type.cell());
                pages.addCell(apart(cell(text, table.columns().get(column).number()), table.columns(), column));
            }
        }
        flow.table(pages, table.rows().size() <= SHORT_TABLE);
    }

    @Override
    public void figure(Block.Figure figure) {
        figures++;
        Drawing drawing = figure.drawing();
        PdfTemplate vectors =
                writer.getDirectContent().createTemplate((float) drawing.width(), (float) drawing.height());
        drawing.on(new PdfInk(vectors, type.face(), drawing.height()));
        Image image = Image.getInstance(vectors);
        image.setAlt(figure.description());
        image.scalePercent(100 * (PageSize.A4.getWidth() - 2 * SIDE) / (float) drawing.width());
        PdfPTable table = new PdfPTable(1);
        table.setWidthPercentage(100);
        PdfPCell picture = new PdfPCell(image, false);
        picture.setBorder(Rectangle.NO_BORDER);
        picture.setPadding(0);
        picture.setPaddingTop(6);
        table.addCell(picture);
        PdfPCell words = new PdfPCell(new Phrase(12, "Figure " + figures + ". " + figure.caption(), type.small()));
        words.setBorder(Rectangle.NO_BORDER);
        words.setPaddingLeft(0);
        words.setLeading(2, 1.1f);
        table.addCell(words);
        flow.table(table, true);
    }

    /** Text to the right of a number keeps its distance. */
    private static PdfPCell apart(PdfPCell cell, List<Block.Column> columns, int index) {
        if (index > 0 && columns.get(index - 1).number() && !columns.get(index).number()) {
            cell.setPaddingLeft(APART);
        }
        return cell;
    }

    private PdfPTable table(float[] widths, String caption) {
        PdfPTable table = new PdfPTable(widths);
        table.setWidthPercentage(100);
        PdfPCell cell = new PdfPCell(new Phrase(12, caption, type.small()));
        cell.setColspan(widths.length);
        cell.setBorder(Rectangle.BOTTOM);
        cell.setBorderWidthBottom(0.8f);
        cell.setPaddingLeft(0);
        cell.setPaddingBottom(4);
        cell.setLeading(2, 1.1f);
        table.addCell(cell);
        table.setHeaderRows(1);
        return table;
    }

    private PdfPCell cell(Phrase text, boolean number) {
        PdfPCell cell = new PdfPCell(text);
        cell.setBorder(Rectangle.BOTTOM);
        cell.setBorderWidthBottom(0.4f);
        cell.setBorderColorBottom(RULE);
        cell.setPaddingTop(PADDING - 1);
        cell.setPaddingBottom(PADDING + 1);
        cell.setHorizontalAlignment(number ? Element.ALIGN_RIGHT : Element.ALIGN_LEFT);
        return cell;
    }
}
