package org.equipoise.ecrf.application;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.equipoise.ecrf.domain.form.FormInstance;
import org.equipoise.ecrf.domain.form.Revision;
import org.equipoise.ecrf.domain.review.ItemClosures;
import org.equipoise.ecrf.domain.study.Schedule;
import org.equipoise.ecrf.domain.study.StudyEvent;
import org.equipoise.ecrf.domain.subject.Subject;

/** Shows the present state of all forms of a subject that the reader may see, from one reading of the store. */
@ApplicationScoped
public class ReadCasebook {
    private final Studies studies;
    private final Subjects subjects;
    private final RevisionStore revisions;

    public ReadCasebook(Studies studies, Subjects subjects, RevisionStore revisions) {
        this.studies = studies;
        this.subjects = subjects;
        this.revisions = revisions;
    }

    /** A subject with its forms in the order of the schedule that the subject follows, then by form and repeat. */
    public record SubjectCasebook(Subject subject, String definitionVersion, List<FormView> forms) {
        public SubjectCasebook {
            forms = List.copyOf(forms);
        }
    }

    public SubjectCasebook read(Actor reader, String study, String id) {
        CompiledStudy compiled = studies.current(study);
        Subject subject = subjects.require(reader, study, id);
        FormCategories categories = new FormCategories(studies, study);
        List<StoredRevision> all = revisions.of(study, id);
        Map<FormInstance, StoredRevision> latest = all.stream()
                .collect(Collectors.toMap(
                        stored -> stored.revision().instance(), stored -> stored, ReadCasebook::later, HashMap::new));
        Stream<StoredRevision> visible = latest.values().stream()
                .filter(stored -> categories
                        .of(stored.revision())
                        .filter(category -> reader.sees(category, subject.site()))
                        .isPresent());
        Comparator<FormInstance> order =
                bySchedule(studies.of(subject).definition().schedule());
        Map<FormInstance, ItemClosures> closed = subjects.closedItems(subject);
        List<FormView> forms = visible.sorted(
                        Comparator.comparing(stored -> stored.revision().instance(), order))
                .map(stored -> FormView.of(stored, before(stored, all), reader, studies)
                        .withClosed(closed.getOrDefault(stored.revision().instance(), ItemClosures.NONE)))
                .toList();
        return new SubjectCasebook(subject, compiled.definition().version(), forms);
    }

    /** The revision before, which is looked for only where a part of the form may be hidden. */
    private Optional<Revision> before(StoredRevision stored, List<StoredRevision> all) {
        Revision last = stored.revision();
        if (studies.itemCategories(last.study()).of(last.instance().form()).isEmpty()) {
            return Optional.empty();
        }
        return all.stream()
                .map(StoredRevision::revision)
                .filter(other ->
                        other.number() == last.number() - 1 && other.instance().equals(last.instance()))
                .findFirst();
    }

    private static StoredRevision later(StoredRevision one, StoredRevision other) {
        return one.revision().number() > other.revision().number() ? one : other;
    }

    /** Events as the schedule has them, those that it no longer has at the end; then by form and repeat. */
    static Comparator<FormInstance> bySchedule(Schedule schedule) {
        Map<String, Integer> places = new HashMap<>();
        schedule.events().stream().map(StudyEvent::id).forEach(event -> places.put(event, places.size()));
        return Comparator.comparingInt(
                        (FormInstance instance) -> places.getOrDefault(instance.event(), Integer.MAX_VALUE))
                .thenComparing(FormInstance::compareTo);
    }
}
