package org.equipoise.ecrf.application;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Studies in memory, with the promises of the store. */
final class MemoryStudies implements StudyStore {
    final List<PublishedStudy> studies = new ArrayList<>();

    /** By version; one without is from before versions were chained. */
    final Map<String, String> hashes = new HashMap<>();

    /** Runs just before the next version is stored, as what another replica does. */
    Runnable beforeInsert = () -> {};

    @Override
    public boolean insert(PublishedStudy study, int before) {
        Runnable other = beforeInsert;
        beforeInsert = () -> {};
        other.run();
        if (all(study.study()).size() != before
                || find(study.study(), study.version()).isPresent()) {
            return false;
        }
        hashes.put(study.version(), ChainedVersion.hash(study));
        return studies.add(study);
    }

    @Override
    public List<ChainedVersion> chained(String study) {
        return all(study).stream()
                .map(each -> ChainedVersion.of(each, Optional.ofNullable(hashes.get(each.version()))))
                .toList();
    }

    @Override
    public Optional<PublishedStudy> find(String study, String version) {
        return studies.stream()
                .filter(known -> known.study().equals(study) && known.version().equals(version))
                .findFirst();
    }

    @Override
    public List<String> ids() {
        return studies.stream().map(PublishedStudy::study).distinct().toList();
    }

    @Override
    public List<PublishedStudy> all(String study) {
        return studies.stream().filter(known -> known.study().equals(study)).toList();
    }

    @Override
    public List<StudyVersion> versions(String study) {
        return all(study).stream()
                .map(each ->
                        new StudyVersion(each.version(), each.contentHash(), each.publishedAt(), each.publishedBy()))
                .toList();
    }

    @Override
    public Optional<String> latestVersion(String study) {
        return studies.stream()
                .filter(known -> known.study().equals(study))
                .reduce((first, second) -> second)
                .map(PublishedStudy::version);
    }
}
