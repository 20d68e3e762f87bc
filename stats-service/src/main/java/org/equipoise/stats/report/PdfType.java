package org.equipoise.stats.report;

import com.lowagie.text.Font;
import com.lowagie.text.pdf.BaseFont;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** The typeface of the documents: Liberation Sans, embedded, because the standard fonts have no ≤, ≥ or true minus. */
final class PdfType {

    private static final String FACE = "/font-fallback/LiberationSans-Regular.ttf";
    private static final byte[] BYTES = bytes();

    private final BaseFont face;

    private PdfType(BaseFont face) {
        this.face = face;
    }

    /** A face of its own for each document: it remembers which characters the document uses. */
    static PdfType load() {
        try {
            return new PdfType(BaseFont.createFont(
                    "LiberationSans-Regular.ttf",
                    BaseFont.IDENTITY_H,
                    BaseFont.EMBEDDED,
                    BaseFont.NOT_CACHED,
                    BYTES,
                    null));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    BaseFont face() {
        return face;
    }

    Font title() {
        return new Font(face, 18, Font.BOLD);
    }

    Font heading() {
        return new Font(face, 12.5f, Font.BOLD);
    }

    Font strong() {
        return new Font(face, 10.5f, Font.BOLD);
    }

    Font plain() {
        return new Font(face, 9.5f);
    }

    Font cell() {
        return new Font(face, 8.5f);
    }

    Font cellStrong() {
        return new Font(face, 8.5f, Font.BOLD);
    }

    Font code() {
        return new Font(face, 7);
    }

    Font small() {
        return new Font(face, 8);
    }

    private static byte[] bytes() {
        try (InputStream font = BaseFont.class.getResourceAsStream(FACE)) {
            return font.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
