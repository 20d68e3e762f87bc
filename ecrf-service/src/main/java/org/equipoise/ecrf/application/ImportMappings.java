package org.equipoise.ecrf.application;

import java.util.List;
import java.util.Optional;
import org.equipoise.ecrf.domain.laboratory.ImportMapping;

/** Mappings of laboratories' files, which never change. */
public interface ImportMappings {
    /** Stores a mapping; false if the study has one of that id already. */
    boolean insert(String study, ImportMapping mapping);

    Optional<ImportMapping> find(String study, String id);

    /** The mappings of a study that follow an id, in the order of their ids. */
    List<ImportMapping> list(String study, Page page);
}
