package org.equipoise.ecrf.archive;

import com.lowagie.text.Font;
import com.lowagie.text.pdf.BaseFont;
import org.equipoise.platform.print.Typeface;

/** The sizes of a casebook's texts. */
final class PdfFonts {
    private final Typeface typeface = Typeface.load();

    BaseFont face() {
        return typeface.face();
    }

    Font title() {
        return typeface.strong(17);
    }

    Font heading() {
        return typeface.strong(11.5f);
    }

    Font plain() {
        return typeface.plain(9.5f);
    }

    Font cell() {
        return typeface.plain(8.5f);
    }

    Font cellStrong() {
        return typeface.strong(8.5f);
    }

    Font small() {
        return typeface.plain(7.5f);
    }

    Font code() {
        return typeface.plain(6.5f);
    }
}
