package org.equipoise.ecrf.application;

import java.util.List;
import java.util.Optional;

/** Mappings of laboratories' files, which never change. */
public interface ImportMappings {
    /** Stores a mapping; false if the study has one of that id already. */
    boolean insert(PublishedMapping mapping);

    Optional<PublishedMapping> find(String study, String id);

    /** The mappings of a study that follow an id, in the order of their ids. */
    List<PublishedMapping> list(String study, Page page);

    /** The same with the hashes that were stored with them. */
    List<ChainedMapping> chained(String study, Page page);
}
