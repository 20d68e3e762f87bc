package org.equipoise.ecrf.application;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.equipoise.ecrf.domain.subject.Migration;
import org.equipoise.ecrf.domain.subject.Randomization;
import org.equipoise.ecrf.domain.subject.Subject;
import org.equipoise.platform.security.SiteScope;

/** Passes everything on; tests override what they want to go differently. */
class DelegatingSubjects implements SubjectStore {
    private final SubjectStore other;

    DelegatingSubjects(SubjectStore other) {
        this.other = other;
    }

    @Override
    public boolean insert(Subject subject, RequestStamp request) {
        return other.insert(subject, request);
    }

    @Override
    public Optional<Subject> find(String study, String subject) {
        return other.find(study, subject);
    }

    @Override
    public Optional<Created> createdBy(String study, String requestKey) {
        return other.createdBy(study, requestKey);
    }

    @Override
    public int highestNumber(String study, String site) {
        return other.highestNumber(study, site);
    }

    @Override
    public List<Subject> list(String study, SiteScope sites, Page page) {
        return other.list(study, sites, page);
    }

    @Override
    public List<Subject> all(String study) {
        return other.all(study);
    }

    @Override
    public List<ChainedSubject> chained(String study, SiteScope sites, Page page) {
        return other.chained(study, sites, page);
    }

    @Override
    public boolean recordRandomization(String study, String subject, Randomization randomization, Instant knownAt) {
        return other.recordRandomization(study, subject, randomization, knownAt);
    }

    @Override
    public boolean migrate(String study, String subject, Migration migration) {
        return other.migrate(study, subject, migration);
    }

    @Override
    public List<Migration> migrations(String study, String subject) {
        return other.migrations(study, subject);
    }
}
