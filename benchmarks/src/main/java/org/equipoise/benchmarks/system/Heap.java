package org.equipoise.benchmarks.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The heap of a process, as its garbage collector writes about it.
 *
 * @param megabytes the most that the process may have
 * @param log where the collector writes
 */
public record Heap(int megabytes, Path log) implements AutoCloseable {

    private static final Pattern COLLECTION = Pattern.compile("(\\d+)M->(\\d+)M\\(\\d+M\\)");

    /**
     * The fullest that a heap was, in megabytes.
     *
     * @param used just before a collection
     * @param kept just after one
     */
    public record Peak(long used, long kept) {}

    public static Heap of(int megabytes) throws IOException {
        return new Heap(megabytes, Files.createTempFile("equipoise-benchmark-heap", ".log"));
    }

    List<String> options() {
        return List.of("-Xmx" + megabytes + "m", "-Xlog:gc:file=" + log);
    }

    /** How many collections there were until now. */
    public int collections() throws IOException {
        return peaks().size();
    }

    /** The peaks of all collections but the first so many; none is 0. */
    public Peak after(int collections) throws IOException {
        return peaks().stream()
                .skip(collections)
                .reduce((one, other) ->
                        new Peak(Math.max(one.used(), other.used()), Math.max(one.kept(), other.kept())))
                .orElse(new Peak(0, 0));
    }

    private List<Peak> peaks() throws IOException {
        return Files.readAllLines(log).stream()
                .map(COLLECTION::matcher)
                .filter(Matcher::find)
                .map(found -> new Peak(Long.parseLong(found.group(1)), Long.parseLong(found.group(2))))
                .toList();
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(log);
    }
}
