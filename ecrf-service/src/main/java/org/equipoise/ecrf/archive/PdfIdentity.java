package org.equipoise.ecrf.archive;

import com.lowagie.text.pdf.PdfDate;
import com.lowagie.text.pdf.PdfDictionary;
import com.lowagie.text.pdf.PdfLiteral;
import com.lowagie.text.pdf.PdfName;
import com.lowagie.text.pdf.PdfObject;
import com.lowagie.text.pdf.PdfString;
import com.lowagie.text.pdf.PdfWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.GregorianCalendar;
import java.util.regex.Pattern;
import org.equipoise.ecrf.application.CasebookPages.Casebook;
import org.equipoise.platform.audit.CanonicalJson;

/** Title, date and identifier of a document, taken from its content where the library would take the clock and chance. */
record PdfIdentity(String title, Instant dated, String id) {
    private static final Pattern SUBSET = Pattern.compile("/[A-Z]{6}\\+(?=LiberationSans)");
    private static final String OWN_SUBSET = "/EQUIPO+";
    private static final int ID_LENGTH = 32;

    static PdfIdentity of(Casebook casebook) {
        String title = casebook.subject().study() + " · casebook of subject "
                + casebook.subject().id();
        String id = CanonicalJson.sha256Text(title + casebook.asOf()).substring(0, ID_LENGTH);
        return new PdfIdentity(title, casebook.asOf(), id);
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
    }

    /** The document with one prefix of the embedded font, of the same length as the random one. */
    static byte[] steadied(byte[] document) {
        String text = new String(document, StandardCharsets.ISO_8859_1);
        return SUBSET.matcher(text).replaceAll(OWN_SUBSET).getBytes(StandardCharsets.ISO_8859_1);
    }
}
