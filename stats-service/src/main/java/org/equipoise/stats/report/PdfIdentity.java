package org.equipoise.stats.report;

import com.lowagie.text.pdf.PdfBoolean;
import com.lowagie.text.pdf.PdfDate;
import com.lowagie.text.pdf.PdfDictionary;
import com.lowagie.text.pdf.PdfLiteral;
import com.lowagie.text.pdf.PdfName;
import com.lowagie.text.pdf.PdfObject;
import com.lowagie.text.pdf.PdfString;
import com.lowagie.text.pdf.PdfWriter;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.GregorianCalendar;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What tells one PDF from another: title, date and identifier. All come from the report, where the library would take the
 * clock and chance, so that the same report is the same bytes at any time.
 */
record PdfIdentity(String title, Instant dated, String id) {

    private static final Pattern SUBSET = Pattern.compile("/[A-Z]{6}\\+(?=LiberationSans)");
    private static final String OWN_SUBSET = "/EQUIPO+";
    private static final int ID_BYTES = 16;

    static PdfIdentity of(Report report) {
        byte[] content = digest(report.title() + "\n" + report.dated() + "\n" + report.origin());
        return new PdfIdentity(
                report.title(), report.dated(), HexFormat.of().formatHex(Arrays.copyOf(content, ID_BYTES)));
    }

    /** To be called once the document is open, since opening sets the date of the clock. */
    void enter(PdfWriter writer) {
        PdfDictionary info = writer.getInfo();
        PdfDate date = new PdfDate(GregorianCalendar.from(dated.atZone(ZoneOffset.UTC)));
        info.put(PdfName.TITLE, new PdfString(title, PdfObject.TEXT_UNICODE));
        info.put(PdfName.PRODUCER, new PdfString("Equipoise"));
        info.put(PdfName.CREATIONDATE, date);
        info.put(PdfName.MODDATE, date);
        info.put(PdfName.FILEID, new PdfLiteral("[<" + id + "><" + id + ">]"));
        writer.getExtraCatalog().put(new PdfName("Lang"), new PdfString("en"));
        writer.addViewerPreference(PdfName.DISPLAYDOCTITLE, PdfBoolean.PDFTRUE);
    }

    /** The document with one prefix of embedded fonts, of the same length as the random one. */
    static byte[] steadied(byte[] document) {
        String text = new String(document, StandardCharsets.ISO_8859_1);
        Matcher prefix = SUBSET.matcher(text);
        return prefix.replaceAll(OWN_SUBSET).getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] digest(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
