package org.equipoise.stats.report;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.equipoise.stats.application.CompletedRun;
import org.equipoise.stats.application.ReadOpenReport;
import org.equipoise.stats.application.ReportPress;

/** Sets the reports as pages and as PDF. */
@ApplicationScoped
public class Press implements ReportPress {

    private static final String STYLE = style();

    @Override
    public byte[] closed(CompletedRun run, Format format) {
        CompletedRun.Evidence evidence = run.evidence();
        return printed(
                ClosedReport.of(run.result(), run.findings(), evidence == null ? null : evidence.provenance()), format);
    }

    @Override
    public byte[] open(ReadOpenReport.OpenReport report, Format format) {
        return printed(OpenReport.of(report), format);
    }

    static byte[] printed(Report report, Format format) {
        return switch (format) {
            case PAGE -> HtmlPage.of(report, STYLE).getBytes(StandardCharsets.UTF_8);
            case PDF -> PdfPages.of(report);
        };
    }

    private static String style() {
        try (InputStream sheet = Press.class.getResourceAsStream("/report.css")) {
            return new String(sheet.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
