package org.equipoise.ecrf.application;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.equipoise.ecrf.application.CasebookPages.PrintedForm;
import org.equipoise.ecrf.domain.form.FormInstance;
import org.equipoise.ecrf.domain.form.Revision;
import org.equipoise.ecrf.domain.query.DataQuery;
import org.equipoise.ecrf.domain.review.FormStanding;
import org.equipoise.ecrf.domain.review.Mark;
import org.equipoise.ecrf.domain.review.Target;
import org.equipoise.ecrf.domain.safety.Notice;
import org.equipoise.ecrf.domain.study.Form;
import org.equipoise.ecrf.domain.study.HiddenItems;
import org.equipoise.ecrf.domain.study.Site;
import org.equipoise.ecrf.domain.study.StudyDefinition;
import org.equipoise.ecrf.domain.study.StudyEvent;
import org.equipoise.ecrf.domain.subject.Subject;

/** Gathers what somebody may see of a subject as of a cut, for print. */
@ApplicationScoped
public class ReadPrintedCasebook {
    private final Studies studies;
    private final RevisionStore revisions;
    private final MarkStore marks;
    private final QueryStore queries;
    private final SubjectNotices notices;

    public ReadPrintedCasebook(
            Studies studies, RevisionStore revisions, MarkStore marks, QueryStore queries, SubjectNotices notices) {
        this.studies = studies;
        this.revisions = revisions;
        this.marks = marks;
        this.queries = queries;
        this.notices = notices;
    }

    CasebookPages.Casebook read(Actor reader, Subject subject, Instant cut) {
        StudyDefinition definition = studies.current(subject.study()).definition();
        List<StoredRevision> saved = revisions.of(subject.study(), subject.id()).stream()
                .filter(stored -> !stored.revision().savedAt().isAfter(cut))
                .toList();
        Map<FormInstance, List<StoredRevision>> forms = visible(reader, subject, saved);
        List<Mark> known = marks.ofSubject(subject.study(), subject.id()).stream()
                .map(StoredMark::mark)
                .filter(mark -> !mark.at().isAfter(cut))
                .toList();
        List<Mark> own = about(known, Target.subject(subject.site(), subject.id())).stream()
                .filter(mark -> SignedContent.isSeen(reader, subject.site(), mark))
                .toList();
        Sight sight = Sight.of(studies, subject.study(), reader);
        Surroundings around =
                new Surroundings(sight, saved, known, asked(reader, subject), notices.of(reader, subject, cut));
        List<PrintedForm> printed = new ArrayList<>();
        forms.forEach((instance, history) ->
                printed.add(printed(history, around, Target.form(subject.site(), subject.id(), instance))));
        Site site = definition.site(subject.site()).orElseThrow();
        return new CasebookPages.Casebook(
                subject,
                site,
                definition.shortTitle(),
                cut,
                printed,
                own.stream()
                        .map(mark -> CloseData.told(mark, reader, subject.site()))
                        .toList(),
                holding(new SignedContent(studies, subject, saved).signatures(own)));
    }

    private Map<FormInstance, List<StoredRevision>> visible(Actor reader, Subject subject, List<StoredRevision> saved) {
        FormCategories categories = new FormCategories(studies, subject.study());
        Map<FormInstance, List<StoredRevision>> forms = new TreeMap<>(
                ReadCasebook.bySchedule(studies.of(subject).definition().schedule()));
        saved.stream()
                .filter(stored -> categories
                        .of(stored.revision())
                        .filter(category -> reader.sees(category, subject.site()))
                        .isPresent())
                .forEach(stored -> forms.computeIfAbsent(stored.revision().instance(), form -> new ArrayList<>())
                        .add(stored));
        return forms;
    }

    /** What was said about all of a subject's forms. */
    private record Surroundings(
            Sight sight, List<StoredRevision> saved, List<Mark> marks, List<DataQuery> queries, List<Notice> notices) {}

    private static Set<Integer> holding(List<FormStanding.Signature> signatures) {
        return signatures.stream()
                .filter(FormStanding.Signature::valid)
                .map(signature -> signature.mark().number())
                .collect(Collectors.toSet());
    }

    private PrintedForm printed(List<StoredRevision> history, Surroundings around, Target target) {
        StoredRevision last = history.get(history.size() - 1);
        Revision revision = last.revision();
        FormInstance instance = revision.instance();
        StudyDefinition version =
                studies.version(revision.study(), revision.definitionVersion()).definition();
        Form form = version.form(instance.form()).orElseThrow();
        String event =
                version.schedule().event(instance.event()).map(StudyEvent::name).orElse(instance.event());
        HiddenItems hidden = around.sight().hidden(form.id(), revision.site());
        List<Mark> marked = about(around.marks(), target);
        Set<String> dependent = SignedContent.dependent(form, around.saved());
        return new PrintedForm(
                event,
                hidden.in(form),
                around.sight().of(history.stream().map(StoredRevision::revision).toList()),
                hidden.isEmpty() ? Optional.of(last.hash()) : Optional.empty(),
                Sight.of(marked, hidden),
                holding(FormStanding.signatures(marked, last.hash(), dependent)),
                around.queries().stream()
                        .filter(query -> query.instance().equals(instance))
                        .toList(),
                around.notices().stream()
                        .filter(notice -> notice.source().instance().equals(instance))
                        .toList());
    }

    private List<DataQuery> asked(Actor reader, Subject subject) {
        ToldCategories told = new ToldCategories(studies, subject.study());
        List<DataQuery> all = new ArrayList<>();
        List<DataQuery> page;
        do {
            Optional<String> after = all.isEmpty()
                    ? Optional.empty()
                    : Optional.of(all.get(all.size() - 1).id());
            page = queries.list(
                    new QueryStore.Filter(
                            QueryStore.Visibility.of(told.present(), reader),
                            Optional.empty(),
                            Optional.of(subject.id()),
                            Optional.empty(),
                            Optional.empty(),
                            false),
                    new Page(after, Page.LARGEST));
            all.addAll(page);
        } while (page.size() == Page.LARGEST);
        return all.stream().filter(query -> told.isFor(reader, query)).toList();
    }

    private static List<Mark> about(List<Mark> marks, Target target) {
        return marks.stream()
                .filter(mark -> mark.target().key().equals(target.key()))
                .toList();
    }
}
