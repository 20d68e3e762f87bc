package org.equipoise.ecrf.application;

import java.io.IOException;
import java.nio.file.Path;

/** Port to the format in which laboratories send their files. */
public interface LaboratoryFiles {
    ImportLaboratoryData.Lines open(Path file) throws IOException;
}
