package org.equipoise.ecrf.rest;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import org.equipoise.ecrf.domain.laboratory.ImportMapping;

/** A mapping as somebody sends it who publishes it. */
public final class MappingFile {
    private MappingFile() {}

    /** Reads a file; a member that the operation does not know is an error. */
    public static ImportMapping read(String id, Path file) throws IOException {
        return new ObjectMapper().readValue(file.toFile(), MappingRequest.class).mapping(id);
    }
}
