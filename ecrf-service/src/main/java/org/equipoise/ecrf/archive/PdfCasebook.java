package org.equipoise.ecrf.archive;

import com.lowagie.text.Document;
import com.lowagie.text.Font;
import com.lowagie.text.PageSize;
import com.lowagie.text.Paragraph;
import com.lowagie.text.Phrase;
import com.lowagie.text.pdf.PdfPCell;
import com.lowagie.text.pdf.PdfPTable;
import com.lowagie.text.pdf.PdfWriter;
import jakarta.enterprise.context.ApplicationScoped;
import java.awt.Color;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.equipoise.ecrf.application.CasebookPages;
import org.equipoise.ecrf.domain.form.FormContent;
import org.equipoise.ecrf.domain.form.Revision;
import org.equipoise.ecrf.domain.query.DataQuery;
import org.equipoise.ecrf.domain.query.QueryEntry;
import org.equipoise.ecrf.domain.review.Mark;
import org.equipoise.ecrf.domain.review.MarkAction;
import org.equipoise.ecrf.domain.safety.Notice;
import org.equipoise.ecrf.domain.study.Item;
import org.equipoise.ecrf.domain.study.ItemGroup;

/** A casebook on pages of A4: each form with its answers, revisions, marks and queries, and the hash that it stands under. */
@ApplicationScoped
public class PdfCasebook implements CasebookPages {
    private static final float SIDE = 50;
    private static final float TOP = 60;
    private static final float BOTTOM = 56;
    private static final float PADDING = 3;
    private static final Color RULE = new Color(0xBB, 0xBB, 0xBB);

    @Override
    public byte[] print(Casebook casebook) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PdfFonts fonts = new PdfFonts();
        Document document = new Document(PageSize.A4, SIDE, SIDE, TOP, BOTTOM);
        PdfWriter writer = PdfWriter.getInstance(document, bytes);
        PdfIdentity identity = PdfIdentity.of(casebook);
        writer.setPageEvent(new PdfMargins(identity.title(), "Data as of " + casebook.asOf(), fonts));
        document.open();
        identity.enter(writer);
        document.add(new Paragraph("Subject " + casebook.subject().id(), fonts.title()));
        document.add(new Paragraph(
                casebook.shortTitle() + " · site " + casebook.site().id() + ", "
                        + casebook.site().name() + " · screened "
                        + casebook.subject().screenedAt() + " · times are UTC",
                fonts.plain()));
        marks(document, casebook.marks(), casebook.holding(), fonts);
        if (casebook.forms().isEmpty()) {
            document.add(new Paragraph("No form has been entered.", fonts.plain()));
        }
        casebook.forms().forEach(form -> form(document, form, fonts));
        document.close();
        return PdfIdentity.steadied(bytes.toByteArray());
    }

    private static void form(Document document, PrintedForm form, PdfFonts fonts) {
        Revision last = form.last();
        FormContent content = last.content();
        String repeat =
                last.instance().repeat() == 1 ? "" : " (" + last.instance().repeat() + ")";
        Paragraph heading = new Paragraph(form.event() + " · " + form.form().name() + repeat, fonts.heading());
        heading.setSpacingBefore(16);
        document.add(heading);
        document.add(new Paragraph(
                "Observed " + content.occurredAt()
                        + content.windowReason()
                                .map(why -> ", outside its window: " + why)
                                .orElse("")
                        + " · version " + last.definitionVersion() + " of the study",
                fonts.small()));
        PdfPTable answers = new PdfPTable(new float[] {58, 42});
        answers.setWidthPercentage(100);
        answers.setSpacingBefore(4);
        for (ItemGroup group : form.form().itemGroups()) {
            for (Item item : group.items()) {
                group.places(item.id(), keys(content)).forEach(place -> row(answers, item, place, content, fonts));
            }
        }
        document.add(answers);
        revisions(document, form, fonts);
        marks(document, form.marks(), form.holding(), fonts);
        form.queries().forEach(query -> query(document, query, fonts));
        form.notices().forEach(notice -> notice(document, notice, fonts));
        document.add(new Paragraph(
                last.instance() + " #" + last.number()
                        + form.hash().map(hash -> " · SHA-256 " + hash).orElse(" · shown in part"),
                fonts.code()));
    }

    private static List<String> keys(FormContent content) {
        return Stream.concat(content.values().keySet().stream(), content.missing().keySet().stream())
                .toList();
    }

    private static void row(PdfPTable table, Item item, String place, FormContent content, PdfFonts fonts) {
        String label = place.equals(item.id()) ? item.label() : item.label() + " [" + place + "]";
        String answer = Optional.ofNullable(content.values().get(place))
                .map(value -> PrintedValue.of(item, value))
                .or(() -> Optional.ofNullable(content.missing().get(place)).map(reason -> "— " + reason.code()))
                .orElse("");
        table.addCell(cell(label, fonts.cell()));
        table.addCell(cell(answer, fonts.cellStrong()));
    }

    private static PdfPCell cell(String text, Font font) {
        PdfPCell cell = new PdfPCell(new Phrase(text, font));
        cell.setPadding(PADDING);
        cell.setBorderColor(RULE);
        cell.setBorder(PdfPCell.BOTTOM);
        return cell;
    }

    private static void revisions(Document document, PrintedForm form, PdfFonts fonts) {
        for (Revision revision : form.history()) {
            document.add(new Paragraph(
                    "Revision " + revision.number() + ", " + revision.savedAt() + ", "
                            + revision.savedBy().name()
                            + revision.reasonForChange().map(why -> ": " + why).orElse(""),
                    fonts.small()));
        }
    }

    private static String items(Mark mark) {
        return mark.action().isOnItems()
                ? " (" + String.join(", ", mark.statement().items()) + ")"
                : "";
    }

    /** A signature is only worth what is still as it was when it was given. */
    private static String standing(Mark mark, Set<Integer> holding) {
        if (mark.action() != MarkAction.SIGN) {
            return "";
        }
        return holding.contains(mark.number())
                ? " · holds"
                : " · does not hold: what was signed has changed since, or its signer has entered what the signer of this"
                        + " may not";
    }

    private static void marks(Document document, List<Mark> marks, Set<Integer> holding, PdfFonts fonts) {
        for (Mark mark : marks) {
            String what = mark.statement().revision() == 0
                    ? mark.action().code()
                    : mark.action().code() + " of revision " + mark.statement().revision();
            document.add(new Paragraph(
                    "Mark " + mark.number() + ": " + what + items(mark) + ", " + mark.at() + ", "
                            + mark.by().name()
                            + mark.statement().text().map(text -> ": " + text).orElse("")
                            + standing(mark, holding),
                    fonts.small()));
        }
    }

    private static void notice(Document document, Notice notice, PdfFonts fonts) {
        String kind = switch (notice.kind()) {
            case ALERT -> "Safety alert ";
            case DEVIATION -> "Protocol deviation ";
        };
        String resolution = notice.resolution()
                .map(done -> " Resolved " + done.at() + ", " + done.by().name()
                        + (done.text().isEmpty() ? "" : ": " + done.text())
                        + done.important()
                                .map(important -> important ? " (important)" : " (not important)")
                                .orElse(""))
                .orElse(" Open.");
        document.add(new Paragraph(
                kind + notice.source().check() + ", " + notice.raisedAt() + ": "
                        + notice.source().text() + resolution,
                fonts.small()));
    }

    private static void query(Document document, DataQuery query, PdfFonts fonts) {
        for (QueryEntry entry : query.thread()) {
            document.add(new Paragraph(
                    "Query " + query.id()
                            + query.item().map(item -> " on " + item).orElse("") + ": "
                            + entry.action().code() + ", " + entry.at() + ", "
                            + entry.by().name() + ": " + entry.text(),
                    fonts.small()));
        }
    }
}
