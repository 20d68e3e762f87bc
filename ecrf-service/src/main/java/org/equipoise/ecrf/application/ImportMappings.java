package org.equipoise.ecrf.application;

import java.util.Optional;
import org.equipoise.ecrf.domain.laboratory.ImportMapping;

/** Mappings of laboratories' files, which never change. */
public interface ImportMappings {
    /** Stores a mapping; false if the study has one of that id already. */
    boolean insert(String study, ImportMapping mapping);

    Optional<ImportMapping> find(String study, String id);
}
