package org.equipoise.ecrf.archive;

import com.lowagie.text.Font;
import com.lowagie.text.pdf.BaseFont;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** Liberation Sans, embedded, so that every letter of a language is printed; a face of its own for each document. */
final class PdfFonts {
    private static final String FACE = "/font-fallback/LiberationSans-Regular.ttf";
    private static final byte[] BYTES = bytes();

    private final BaseFont face;

    PdfFonts() {
        try {
            face = BaseFont.createFont(
                    "LiberationSans-Regular.ttf",
                    BaseFont.IDENTITY_H,
                    BaseFont.EMBEDDED,
                    BaseFont.NOT_CACHED,
                    BYTES,
                    null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    BaseFont face() {
        return face;
    }

    Font title() {
        return new Font(face, 17, Font.BOLD);
    }

    Font heading() {
        return new Font(face, 11.5f, Font.BOLD);
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

    Font small() {
        return new Font(face, 7.5f);
    }

    Font code() {
        return new Font(face, 6.5f);
    }

    private static byte[] bytes() {
        try (InputStream font = BaseFont.class.getResourceAsStream(FACE)) {
            return font.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
