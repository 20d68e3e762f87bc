package org.equipoise.stats.application;

/** Turns reports into documents. The same report gives the same bytes at any time, so that a document can be proven. */
public interface ReportPress {

    byte[] closed(CompletedRun run, Format format);

    byte[] open(ReadOpenReport.OpenReport report, Format format);

    enum Format {
        PAGE,
        PDF
    }
}
