package org.equipoise.platform.print;

import com.lowagie.text.Font;
import com.lowagie.text.pdf.BaseFont;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/**
 * Liberation Sans, embedded in the documents that are printed in it: the standard fonts have neither ≤, ≥ and a true minus
 * nor every letter of a language. For services that have OpenPDF.
 */
public final class Typeface {

    private static final String FILE = "/font-fallback/LiberationSans-Regular.ttf";
    private static final byte[] BYTES = bytes();

    private final BaseFont face;

    private Typeface(BaseFont face) {
        this.face = face;
    }

    /** A face of its own for each document: it remembers which characters the document uses. */
    public static Typeface load() {
        try {
            return new Typeface(BaseFont.createFont(
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

    public BaseFont face() {
        return face;
    }

    /** The face upright and light, of so many points. */
    public Font plain(float points) {
        return new Font(face, points);
    }

    /** The face in bold, of so many points. */
    public Font strong(float points) {
        return new Font(face, points, Font.BOLD);
    }

    private static byte[] bytes() {
        try (InputStream font = BaseFont.class.getResourceAsStream(FILE)) {
            return font.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
