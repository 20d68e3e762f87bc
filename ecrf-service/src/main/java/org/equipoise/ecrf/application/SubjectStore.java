package org.equipoise.ecrf.application;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.equipoise.ecrf.domain.subject.Migration;
import org.equipoise.ecrf.domain.subject.Randomization;
import org.equipoise.ecrf.domain.subject.Subject;
import org.equipoise.platform.security.SiteScope;

/** The subjects of all studies. */
public interface SubjectStore {
    /** Stores a new subject; false if its number, or the request's key, is taken. */
    boolean insert(Subject subject, RequestStamp request);

    Optional<Subject> find(String study, String subject);

    Optional<Created> createdBy(String study, String requestKey);

    /** The highest number given at a site; 0 if none. */
    int highestNumber(String study, String site);

    /** Subjects ordered by id. */
    List<Subject> list(String study, SiteScope sites, Page page);

    List<Subject> all(String study);

    /** The same records as {@link #list}, with the links of their hash chains. */
    List<ChainedSubject> chained(String study, SiteScope sites, Page page);

    /** Notes the randomization unless there is one already; false if there is. */
    boolean recordRandomization(String study, String subject, Randomization randomization, Instant knownAt);

    /** Moves a subject from the migration's first version to its second, in one write; false if it is not under the first. */
    boolean migrate(String study, String subject, Migration migration);

    /** The subject's moves, oldest first. */
    List<Migration> migrations(String study, String subject);

    /** A subject and the request that created it. */
    record Created(Subject subject, RequestStamp request) {}
}
