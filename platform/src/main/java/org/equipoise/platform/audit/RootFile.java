package org.equipoise.platform.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * The published roots of one study: a line of JSON each, only ever added to, forced to the disk before anybody goes on. A
 * process that dies while it writes leaves half a line; the next one ends that line and writes the root again.
 */
public final class RootFile {

    private static final JsonMapper JSON =
            JsonMapper.builder().addModule(new JavaTimeModule()).build();

    private final Path path;

    public RootFile(Path path) {
        this.path = path;
    }

    /** The file of a study in the directory into which a service publishes. */
    public static RootFile of(Path directory, String study) {
        return new RootFile(directory.resolve(URLEncoder.encode(study, StandardCharsets.UTF_8) + ".jsonl"));
    }

    /** The number of the last whole root; 0 if there is none. */
    public long last() throws IOException {
        List<AuditRoot> roots = read();
        return roots.isEmpty() ? 0 : roots.get(roots.size() - 1).seq();
    }

    /** All whole roots in their order. Half lines are passed over; a root that should be there is then missing. */
    public List<AuditRoot> read() throws IOException {
        List<AuditRoot> roots = new ArrayList<>();
        if (!Files.exists(path)) {
            return roots;
        }
        for (String line : Files.readAllLines(path, StandardCharsets.UTF_8)) {
            try {
                AuditRoot root = JSON.readValue(line, AuditRoot.class);
                if (roots.isEmpty() || root.seq() > roots.get(roots.size() - 1).seq()) {
                    roots.add(root);
                }
            } catch (JsonProcessingException e) {
                // half a line of a process that died: passed over
            }
        }
        return roots;
    }

    /** Adds those roots that are not there yet; they are on the disk when this returns. */
    public void append(List<AuditRoot> roots) throws IOException {
        Files.createDirectories(path.toAbsolutePath().getParent());
        try (FileChannel channel = FileChannel.open(
                        path, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
                FileLock lock = channel.lock()) {
            if (!lock.isValid()) {
                throw new IOException("The file of roots cannot be locked: " + path);
            }
            long last = last();
            StringBuilder lines = new StringBuilder(endsInAHalfLine() ? "\n" : "");
            for (AuditRoot root : roots) {
                if (root.seq() > last) {
                    lines.append(CanonicalJson.of(root)).append('\n');
                }
            }
            ByteBuffer bytes = ByteBuffer.wrap(lines.toString().getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
    }

    private boolean endsInAHalfLine() throws IOException {
        byte[] all = Files.readAllBytes(path);
        return all.length > 0 && all[all.length - 1] != '\n';
    }
}
