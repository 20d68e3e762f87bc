package org.equipoise.ecrf.application;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.equipoise.platform.audit.CanonicalJson;

/** A ZIP file that is written as it streams away, and keeps nothing but the hashes of what passed. */
final class ArchiveFile {
    private final ZipOutputStream zip;
    private final LocalDateTime dated;
    private final List<Map<String, Object>> files = new ArrayList<>();

    ArchiveFile(OutputStream out, Instant dated) {
        this.zip = new ZipOutputStream(out, StandardCharsets.UTF_8);
        this.dated = LocalDateTime.ofInstant(dated, ZoneOffset.UTC);
    }

    /** What writes a file. */
    interface Body {
        void writeTo(OutputStream out) throws IOException;
    }

    void add(String path, Body body) throws IOException {
        MessageDigest digest = sha256();
        begin(path);
        try (OutputStream out = new DigestOutputStream(new StaysOpen(zip), digest)) {
            body.writeTo(out);
        } catch (UncheckedIOException gone) {
            throw gone.getCause();
        }
        zip.closeEntry();
        Map<String, Object> file = new LinkedHashMap<>();
        file.put("path", path);
        file.put("sha256", HexFormat.of().formatHex(digest.digest()));
        files.add(file);
    }

    /** The list of all files so far, beside what else it says. */
    byte[] last(String path, Map<String, Object> about) throws IOException {
        Map<String, Object> manifest = new LinkedHashMap<>(about);
        manifest.put("files", files);
        return last(path, CanonicalJson.of(manifest));
    }

    byte[] last(String path, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        begin(path);
        zip.write(bytes);
        zip.closeEntry();
        return bytes;
    }

    void finish() throws IOException {
        zip.finish();
    }

    static void line(OutputStream out, String text) {
        try {
            out.write((text + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void begin(String path) throws IOException {
        ZipEntry entry = new ZipEntry(path);
        entry.setTimeLocal(dated);
        zip.putNextEntry(entry);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    /** Those who write a file close it; the archive goes on. */
    private static final class StaysOpen extends FilterOutputStream {
        StaysOpen(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
        }

        @Override
        public void close() throws IOException {
            flush();
        }
    }
}
