package org.equipoise.stats.report;

import com.lowagie.text.Font;
import com.lowagie.text.pdf.BaseFont;
import org.equipoise.platform.print.Typeface;

/** The sizes of a report's texts. */
final class PdfType {

    private final Typeface typeface = Typeface.load();

    BaseFont face() {
        return typeface.face();
    }

    Font title() {
        return typeface.strong(18);
    }

    Font heading() {
        return typeface.strong(12.5f);
    }

    Font strong() {
        return typeface.strong(10.5f);
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

    Font code() {
        return typeface.plain(7);
    }

    Font small() {
        return typeface.plain(8);
    }
}
