package org.equipoise.ecrf.application;

import java.util.List;
import java.util.Optional;

/** Published study versions, which never change. */
public interface StudyStore {
    /**
     * Stores a version as the next of its study.
     *
     * @param before how many versions the study had when this one was checked against them
     * @return false if it has more by now, or one of that name
     */
    boolean insert(PublishedStudy study, int before);

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
