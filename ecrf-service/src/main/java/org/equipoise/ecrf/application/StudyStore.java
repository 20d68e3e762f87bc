package org.equipoise.ecrf.application;

import java.util.List;
import java.util.Optional;

/** Published study versions, which never change. */
public interface StudyStore {
    /** Stores a version; false if there is one of that name already. */
    boolean insert(PublishedStudy study);

    Optional<PublishedStudy> find(String study, String version);

    /** All studies that have a version. */
    List<String> ids();

    /** All versions of a study, in the order of publication. */
    List<PublishedStudy> all(String study);

    /** The same without what they define. */
    List<StudyVersion> versions(String study);

    /** The same with the link of each version's hash chain. */
    List<ChainedVersion> chained(String study);

    /** The version that was published last. */
    Optional<String> latestVersion(String study);
}
