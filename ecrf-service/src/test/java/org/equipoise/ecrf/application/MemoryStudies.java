package org.equipoise.ecrf.application;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Studies in memory, with the promises of the store. */
final class MemoryStudies implements StudyStore {
    private final List<PublishedStudy> studies = new ArrayList<>();

    @Override
    public boolean insert(PublishedStudy study) {
        return find(study.study(), study.version()).isEmpty() && studies.add(study);
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
    public Optional<String> latestVersion(String study) {
        return studies.stream()
                .filter(known -> known.study().equals(study))
                .reduce((first, second) -> second)
                .map(PublishedStudy::version);
    }
}
