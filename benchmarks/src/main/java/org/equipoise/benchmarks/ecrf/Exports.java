package org.equipoise.benchmarks.ecrf;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.equipoise.benchmarks.Table;
import org.equipoise.benchmarks.system.Heap;
import org.equipoise.benchmarks.system.Installation;

/** A million item values in each format, once, by a service that has exported nothing before and has a small heap. */
final class Exports {

    private static final int HEAP = 256;
    private static final int SUBJECTS = 556;
    private static final double SECONDS_FOR_A_MILLION = 20;
    private static final double MEGABYTE = 1e6;

    /**
     * An export.
     *
     * @param name what the table calls it
     * @param request the format, and what is asked of it
     * @param mark what stands in the file as often as it has entries; its first character stands in it once
     * @param values how many item values an entry has
     */
    private record Export(String name, String request, String mark, int values) {}

    private static final List<Export> EXPORTS = List.of(
            new Export("CSV", "csv", "\n" + Casebooks.STUDY, 1),
            new Export("ODM 1.3.2 with audit records", "odm", "<ItemData ", 1),
            new Export(
                    "Dataset-JSON 1.1",
                    "dataset-json?form=" + Casebooks.FORM,
                    "[\"" + Casebooks.STUDY,
                    Casebooks.ITEMS));

    private final Heap heap;
    private final int port;
    private final long values;

    private Exports(Heap heap, int port, long values) {
        this.heap = heap;
        this.port = port;
        this.values = values;
    }

    static Table run(Installation installation, boolean quick) throws IOException {
        int subjects = quick ? SUBJECTS / 10 : SUBJECTS;
        try (Heap heap = Heap.of(HEAP)) {
            return EcrfSystem.run(installation, heap, (mongo, service) -> {
                Casebooks casebooks = Casebooks.prepare(service.port(), subjects);
                casebooks.enterFirst(service.port());
                CopiedCasebooks.fill(mongo.port(), casebooks.names());
                long values = (long) subjects * Casebooks.VISITS * Casebooks.ITEMS;
                return new Exports(heap, service.port(), values).measure();
            });
        }
    }

    private Table measure() throws IOException {
        double limit = SECONDS_FOR_A_MILLION * values / 1e6;
        Table table = new Table(
                String.format(Locale.ROOT, "export of %,d item values", values),
                "MB",
                "s",
                "MB/s",
                "limit, s",
                "limit / time",
                "heap in use, MB",
                "heap after a collection, MB");
        for (Export export : EXPORTS) {
            int collections = heap.collections();
            Download download = Download.of(Casebooks.export(port, export.request()), export.mark());
            if (download.marks() * export.values() != values) {
                throw new IOException(export.name() + " has " + download.marks() + " entries, not the values of all");
            }
            Heap.Peak peak = heap.after(collections);
            table.row(
                    export.name(),
                    Table.number(download.bytes() / MEGABYTE),
                    Table.number(download.seconds()),
                    Table.number(download.bytes() / MEGABYTE / download.seconds()),
                    Table.number(limit),
                    Table.number(limit / download.seconds()) + "×",
                    Long.toString(peak.used()),
                    Long.toString(peak.kept()));
        }
        return table.note("Heap: the most that was in use at any collection, of " + heap.megabytes()
                + " MB that the service had.");
    }
}
