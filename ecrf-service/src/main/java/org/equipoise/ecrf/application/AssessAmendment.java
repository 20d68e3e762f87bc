package org.equipoise.ecrf.application;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.equipoise.ecrf.domain.form.Answer;
import org.equipoise.ecrf.domain.form.Casebook;
import org.equipoise.ecrf.domain.form.FormInstance;
import org.equipoise.ecrf.domain.form.Revision;
import org.equipoise.ecrf.domain.study.CellKey;
import org.equipoise.ecrf.domain.study.StudyDefinition;
import org.equipoise.ecrf.domain.study.VersionChange;
import org.equipoise.ecrf.domain.study.VersionDifference;
import org.equipoise.ecrf.domain.subject.Subject;

/**
 * Shows what a version of a study changes and how much of what was entered that concerns. Only subjects that are not under the
 * version yet count, and only forms that the reader may see.
 */
@ApplicationScoped
public class AssessAmendment {
    private static final int SUBJECTS_AT_ONCE = 100;

    private final Studies studies;
    private final StudyStore versions;
    private final SubjectStore subjects;
    private final RevisionStore revisions;

    public AssessAmendment(Studies studies, StudyStore versions, SubjectStore subjects, RevisionStore revisions) {
        this.studies = studies;
        this.versions = versions;
        this.subjects = subjects;
        this.revisions = revisions;
    }

    /** A change, and the entered forms and their subjects that it concerns. */
    public record Impact(VersionChange change, long forms, long subjects) {}

    /** An amendment; {@code subjects} are those that are not under its version yet. */
    public record Amendment(String from, String to, long subjects, List<Impact> impacts) {
        public Amendment {
            impacts = List.copyOf(impacts);
        }
    }

    private static final class Count {
        private final VersionChange change;
        private final Set<String> subjects = new HashSet<>();
        private long forms;

        private Count(VersionChange change) {
            this.change = change;
        }

        private Impact impact() {
            return new Impact(change, forms, subjects.size());
        }
    }

    /**
     * Compares.
     *
     * @param asked the version to compare with; the one that was published before if it is empty
     */
    public Amendment assess(Actor reader, String study, String to, Optional<String> asked) {
        StudyDefinition later = studies.version(study, to).definition();
        String from = asked.orElseGet(() -> previous(study, to));
        StudyDefinition earlier = studies.version(study, from).definition();
        List<Count> counts = new ArrayList<>();
        VersionDifference.between(earlier, later).forEach(change -> counts.add(new Count(change)));
        long concerned = 0;
        Optional<String> after = Optional.empty();
        List<Subject> page;
        do {
            page = subjects.list(study, reader.scope(), new Page(after, SUBJECTS_AT_ONCE));
            for (Subject subject : page) {
                after = Optional.of(subject.id());
                if (!studies.of(subject).definition().version().equals(to)) {
                    concerned++;
                    count(reader, subject, counts);
                }
            }
        } while (page.size() == SUBJECTS_AT_ONCE);
        return new Amendment(
                from, to, concerned, counts.stream().map(Count::impact).toList());
    }

    private String previous(String study, String to) {
        String before = to;
        for (PublishedStudy version : versions.all(study)) {
            if (version.version().equals(to)) {
                return before;
            }
            before = version.version();
        }
        return before;
    }

    private void count(Actor reader, Subject subject, List<Count> counts) {
        FormCategories categories = new FormCategories(studies, subject.study());
        Sight sight = Sight.of(studies, subject.study(), reader);
        List<Revision> latest = Casebook.latest(revisions.of(subject.study(), subject.id()).stream()
                        .map(StoredRevision::revision)
                        .toList())
                .values()
                .stream()
                .filter(revision -> categories
                        .of(revision)
                        .filter(category -> reader.sees(category, subject.site()))
                        .isPresent())
                .map(revision -> sight.of(revision, Optional.empty()))
                .toList();
        for (Count count : counts) {
            long forms = latest.stream()
                    .filter(revision -> concerns(count.change.place(), revision))
                    .count();
            if (forms > 0) {
                count.forms += forms;
                count.subjects.add(subject.id());
            }
        }
    }

    private static boolean concerns(VersionChange.Place place, Revision revision) {
        FormInstance instance = revision.instance();
        return place.event().filter(event -> !event.equals(instance.event())).isEmpty()
                && place.form().filter(form -> !form.equals(instance.form())).isEmpty()
                && place.item()
                        .filter(item -> Answer.places(revision.content()).stream()
                                .noneMatch(key -> CellKey.itemOf(key).equals(item)))
                        .isEmpty();
    }
}
