package org.equipoise.benchmarks.randomizer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.equipoise.platform.crypto.EnvelopeKeys;

/** The file that wraps the studies' keys. */
record MasterKey(Path file) implements AutoCloseable {

    static MasterKey create() throws IOException {
        Path file = Files.createTempFile("equipoise-benchmark-key", ".json");
        Files.writeString(file, EnvelopeKeys.newMasterKey());
        return new MasterKey(file);
    }

    Map<String, String> environment() {
        return Map.of("EQUIPOISE_MASTER_KEY_FILE", file.toString());
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(file);
    }
}
