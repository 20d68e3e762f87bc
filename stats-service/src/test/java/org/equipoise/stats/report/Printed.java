package org.equipoise.stats.report;

import com.lowagie.text.pdf.PdfName;
import com.lowagie.text.pdf.PdfReader;
import com.lowagie.text.pdf.SimpleBookmark;
import com.lowagie.text.pdf.parser.PdfTextExtractor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.equipoise.platform.audit.CanonicalJson;
import org.equipoise.stats.application.ReportPress;

/** A document, read back. */
record Printed(String hash, Map<String, String> entries, List<String> pages, String language, List<String> bookmarks) {

    static String page(Report report) {
        return new String(Press.printed(report, ReportPress.Format.PAGE), StandardCharsets.UTF_8);
    }

    static Printed pdf(Report report) {
        return of(Press.printed(report, ReportPress.Format.PDF));
    }

    static Printed of(byte[] bytes) {
        try (PdfReader reader = new PdfReader(bytes)) {
            PdfTextExtractor extractor = new PdfTextExtractor(reader);
            List<String> pages = IntStream.rangeClosed(1, reader.getNumberOfPages())
                    .mapToObj(page -> text(extractor, page))
                    .toList();
            return new Printed(
                    CanonicalJson.sha256(Base64.getEncoder().encodeToString(bytes)),
                    reader.getInfo(),
                    pages,
                    String.valueOf(reader.getCatalog().get(new PdfName("Lang"))),
                    bookmarks(reader));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> bookmarks(PdfReader reader) {
        List<Map<String, Object>> outline = SimpleBookmark.getBookmarkList(reader);
        return outline == null
                ? List.of()
                : outline.stream()
                        .map(bookmark -> bookmark.get("Title").toString())
                        .toList();
    }

    /** All text with single spaces, since lines break where the page ends. */
    String text() {
        return String.join(" ", pages).replaceAll("\\s+", " ");
    }

    String information(String key) {
        return entries.get(key);
    }

    /** A page's text as people read it. */
    static String readable(String page) {
        return page.replaceAll("(?s)<style>.*</style>", " ")
                .replaceAll("<[^>]+>", " ")
                .replace("&#39;", "'")
                .replace("&quot;", "\"")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&amp;", "&")
                .replaceAll("\\s+", " ");
    }

    private static String text(PdfTextExtractor extractor, int page) {
        try {
            return extractor.getTextFromPage(page).replaceAll("\\s+", " ");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
