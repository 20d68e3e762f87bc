package org.equipoise.ecrf.application;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.equipoise.ecrf.domain.study.Site;
import org.equipoise.ecrf.domain.subject.Subject;

/** Counts what has happened so far, over all arms together. */
@ApplicationScoped
public class ReadEnrolment {
    private final Studies studies;
    private final SubjectStore subjects;
    private final RevisionStore revisions;
    private final QueryStore queries;
    private final Clock clock;

    public ReadEnrolment(
            Studies studies, SubjectStore subjects, RevisionStore revisions, QueryStore queries, Clock clock) {
        this.studies = studies;
        this.subjects = subjects;
        this.revisions = revisions;
        this.queries = queries;
        this.clock = clock;
    }

    /** The numbers of a site. */
    public record SiteEnrolment(String site, long screened, long randomized) {}

    /** The numbers of a study. */
    public record Enrolment(
            String study,
            Instant asOf,
            long screened,
            long randomized,
            List<SiteEnrolment> bySite,
            long formsEntered,
            long openQueries) {
        public Enrolment {
            bySite = List.copyOf(bySite);
        }
    }

    public Enrolment read(String study, Optional<Instant> asked) {
        CompiledStudy compiled = studies.current(study);
        Instant cut = DataCut.of(asked, clock);
        List<Subject> screened = subjects.all(study).stream()
                .filter(subject -> !subject.createdAt().isAfter(cut))
                .toList();
        List<SiteEnrolment> bySite = compiled.definition().sites().stream()
                .map(site -> site(site, screened, cut))
                .toList();
        return new Enrolment(
                study,
                cut,
                screened.size(),
                screened.stream().filter(subject -> isRandomized(subject, cut)).count(),
                bySite,
                revisions.formsEntered(study, cut),
                queries.openAt(study, cut));
    }

    private static SiteEnrolment site(Site site, List<Subject> screened, Instant cut) {
        List<Subject> own = screened.stream()
                .filter(subject -> subject.site().equals(site.id()))
                .toList();
        return new SiteEnrolment(
                site.id(),
                own.size(),
                own.stream().filter(subject -> isRandomized(subject, cut)).count());
    }

    private static boolean isRandomized(Subject subject, Instant cut) {
        return subject.randomizationKnownAt()
                .filter(known -> !known.isAfter(cut))
                .isPresent();
    }
}
