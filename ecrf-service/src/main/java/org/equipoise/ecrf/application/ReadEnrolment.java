package org.equipoise.ecrf.application;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
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
    public record SiteEnrolment(
            @Schema(description = "The site") String site,

            @Schema(description = "How many subjects it took into screening, those randomized later included")
            long screened,

            @Schema(description = "How many of them were known to be randomized")
            long randomized) {}

    /** The numbers of a study. */
    public record Enrolment(
            @Schema(description = "The study") String study,

            @Schema(description = "The instant of which the counts tell")
            Instant asOf,

            @Schema(description = "How many subjects were taken into screening, those randomized later included")
            long screened,

            @Schema(description = "How many of them were known to be randomized, over all arms together")
            long randomized,

            @Schema(description = "The same numbers for each site of the study")
            List<SiteEnrolment> bySite,

            @Schema(
                    description =
                            "How many forms had been entered, each repeat by itself and each once, however often it"
                                    + " changed")
            long formsEntered,

            @Schema(description = "How many queries waited for an answer")
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
