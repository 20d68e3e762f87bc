package org.equipoise.ecrf.application;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.equipoise.ecrf.application.ExportFormat.ExportedSubject;
import org.equipoise.ecrf.application.RevisionStore.FormSelector;
import org.equipoise.ecrf.domain.form.Author;
import org.equipoise.ecrf.domain.form.Casebook;
import org.equipoise.ecrf.domain.form.FormInstance;
import org.equipoise.ecrf.domain.form.Revision;
import org.equipoise.ecrf.domain.review.FormStanding;
import org.equipoise.ecrf.domain.review.Mark;
import org.equipoise.ecrf.domain.review.MarkAction;
import org.equipoise.ecrf.domain.review.Target;
import org.equipoise.ecrf.domain.safety.Notice;
import org.equipoise.ecrf.domain.study.Form;
import org.equipoise.ecrf.domain.study.FormCategory;
import org.equipoise.ecrf.domain.study.StudyDefinition;
import org.equipoise.ecrf.domain.subject.Subject;
import org.equipoise.platform.problem.ProblemType;
import org.equipoise.platform.problem.Refusal;
import org.equipoise.platform.security.SiteScope;

/** Writes what somebody may see of a study's data as of a cut, one subject after the other. */
@ApplicationScoped
public class ExportData {
    private static final int SUBJECTS_AT_ONCE = 100;

    private final Studies studies;
    private final StudyStore versions;
    private final SubjectStore subjects;
    private final RevisionStore revisions;
    private final MarkStore marks;
    private final SubjectNotices notices;
    private final Clock clock;

    public ExportData(
            Studies studies,
            StudyStore versions,
            SubjectStore subjects,
            RevisionStore revisions,
            MarkStore marks,
            SubjectNotices notices,
            Clock clock) {
        this.studies = studies;
        this.versions = versions;
        this.subjects = subjects;
        this.revisions = revisions;
        this.marks = marks;
        this.notices = notices;
        this.clock = clock;
    }

    /**
     * What is to be exported.
     *
     * @param study the study
     * @param asOf the cut; now if none is named
     * @param history whether all revisions are wanted
     * @param form the one form that is wanted
     * @param notices the table of notices that is wanted instead of answers
     */
    public record Order(
            String study,
            Optional<Instant> asOf,
            boolean history,
            Optional<String> form,
            Optional<NoticeDataset> notices) {
        /** All answers. */
        public static Order answers(String study, Optional<Instant> asOf, boolean history) {
            return new Order(study, asOf, history, Optional.empty(), Optional.empty());
        }

        private boolean concerns(Notice notice) {
            return notices.map(dataset -> dataset.kind() == notice.kind()).orElse(true)
                    && form.map(notice.source().instance().form()::equals).orElse(true);
        }
    }

    /** An export that was checked and can be written. */
    public final class Prepared {
        private final Actor reader;
        private final Order order;
        private final ExportFormat format;
        private final ExportFormat.Header header;
        private final FormCategories categories;

        private Prepared(Actor reader, Order order, ExportFormat format, ExportFormat.Header header) {
            this.reader = reader;
            this.order = order;
            this.format = format;
            this.header = header;
            this.categories = new FormCategories(studies, order.study());
        }

        public Instant asOf() {
            return header.asOf();
        }

        public void writeTo(OutputStream out) throws IOException {
            try (ExportFormat.Writer writer = format.begin(header, out)) {
                Optional<String> after = Optional.empty();
                List<Subject> page;
                do {
                    page = subjects.list(order.study(), reader.scope(), new Page(after, SUBJECTS_AT_ONCE));
                    for (Subject subject : page) {
                        writer.write(exported(subject));
                        after = Optional.of(subject.id());
                    }
                } while (page.size() == SUBJECTS_AT_ONCE);
            }
        }

        private ExportedSubject exported(Subject subject) {
            return order.notices().isPresent() ? tabulated(subject) : answered(subject);
        }

        /** Notices with the forms that they are about. */
        private ExportedSubject tabulated(Subject subject) {
            List<Notice> raised = raised(subject);
            Set<FormSelector> about = raised.stream()
                    .map(notice -> FormSelector.of(notice.source().instance()))
                    .collect(Collectors.toSet());
            Map<FormInstance, List<Revision>> forms = new TreeMap<>();
            Casebook.latest(revisions.of(subject.study(), subject.id(), about).stream()
                            .map(StoredRevision::revision)
                            .filter(revision -> !revision.savedAt().isAfter(header.asOf()))
                            .toList())
                    .forEach((instance, last) -> forms.put(instance, List.of(last)));
            return new ExportedSubject(subject, forms, Optional.empty(), Map.of(), raised);
        }

        private List<Notice> raised(Subject subject) {
            return notices.of(reader, subject, header.asOf()).stream()
                    .filter(order::concerns)
                    .toList();
        }

        private ExportedSubject answered(Subject subject) {
            List<StoredRevision> stored = order.form()
                    .map(form -> revisions.of(subject.study(), subject.id(), List.of(FormSelector.anywhere(form))))
                    .orElseGet(() -> revisions.of(subject.study(), subject.id()));
            Map<FormInstance, List<Revision>> forms = new TreeMap<>();
            stored.stream()
                    .filter(each -> !each.revision().savedAt().isAfter(header.asOf()))
                    .filter(each -> visible(subject, each.revision()))
                    .map(this::told)
                    .forEach(revision -> forms.computeIfAbsent(revision.instance(), instance -> new ArrayList<>())
                            .add(revision));
            Map<FormInstance, Mark> signatures =
                    format.annotated() ? signatures(subject, stored, forms) : new HashMap<>();
            Sight sight = Sight.of(studies, subject.study(), reader);
            signatures
                    .keySet()
                    .removeIf(instance ->
                            !sight.hidden(instance.form(), subject.site()).isEmpty());
            forms.replaceAll((instance, all) -> sight.of(all));
            if (!header.history() && !format.annotated()) {
                forms.replaceAll((instance, all) -> List.of(all.get(all.size() - 1)));
            }
            return new ExportedSubject(
                    subject,
                    forms,
                    format.annotated() && order.form().isEmpty() ? signature(subject, stored) : Optional.empty(),
                    signatures,
                    format.annotated() ? raised(subject) : List.of());
        }

        /** The last signature on all of the subject that held at the cut. */
        private Optional<Mark> signature(Subject subject, List<StoredRevision> stored) {
            List<StoredRevision> known = stored.stream()
                    .filter(each -> !each.revision().savedAt().isAfter(header.asOf()))
                    .toList();
            String target = Target.subject(subject.site(), subject.id()).key();
            List<Mark> signed = marks.ofSubject(subject.study(), subject.id()).stream()
                    .map(StoredMark::mark)
                    .filter(mark -> mark.target().key().equals(target)
                            && !mark.at().isAfter(header.asOf())
                            && SignedContent.isSeen(reader, subject.site(), mark))
                    .toList();
            return new SignedContent(studies, subject, known)
                    .signatures(signed).stream()
                            .filter(FormStanding.Signature::valid)
                            .reduce((earlier, later) -> later)
                            .map(FormStanding.Signature::mark);
        }

        /**
         * The valid ones. A signature is on a hash; it counts as long as that is the hash of what is shown, which is all that was
         * signed, and its signer has entered nothing that the form must be signed independently of.
         */
        private Map<FormInstance, Mark> signatures(
                Subject subject, List<StoredRevision> stored, Map<FormInstance, List<Revision>> shown) {
            Map<String, FormInstance> byHash = new HashMap<>();
            stored.forEach(each -> {
                List<Revision> own = shown.get(each.revision().instance());
                if (own != null
                        && own.get(own.size() - 1).number() == each.revision().number()) {
                    byHash.put(each.hash(), each.revision().instance());
                }
            });
            Map<FormInstance, Mark> signatures = new HashMap<>();
            marks.ofSubject(subject.study(), subject.id()).stream()
                    .map(StoredMark::mark)
                    .filter(mark ->
                            mark.action() == MarkAction.SIGN && !mark.at().isAfter(header.asOf()))
                    .filter(mark -> mark.target().instance().isPresent())
                    .forEach(mark -> Optional.ofNullable(
                                    byHash.get(mark.statement().contentHash()))
                            .filter(instance -> mark.target().instance().equals(Optional.of(instance)))
                            .filter(instance -> isIndependent(subject, instance, mark))
                            .ifPresent(instance -> signatures.put(instance, mark)));
            return signatures;
        }

        private boolean isIndependent(Subject subject, FormInstance instance, Mark mark) {
            Optional<Form> signed = studies.of(subject).definition().form(instance.form());
            List<FormSelector> others = signed.stream()
                    .flatMap(form -> form.signedIndependentlyOf().stream())
                    .map(FormSelector::anywhere)
                    .toList();
            List<StoredRevision> entered = revisions.of(subject.study(), subject.id(), others).stream()
                    .filter(stored -> !stored.revision().savedAt().isAfter(header.asOf()))
                    .toList();
            return signed.map(form -> SignedContent.dependent(form, entered))
                    .filter(dependent -> dependent.contains(mark.by().id()))
                    .isEmpty();
        }

        /** A reason for a warning is for those who may see the warning. */
        private Revision told(StoredRevision stored) {
            Revision revision = stored.revision();
            if (revision.warningReasons().isEmpty()) {
                return revision;
            }
            return revision.withWarningReasons(
                    FormView.of(stored, Optional.empty(), reader, studies).warningReasons());
        }

        private boolean visible(Subject subject, Revision revision) {
            return categories
                    .of(revision)
                    .filter(category -> reader.sees(category, subject.site()))
                    .isPresent();
        }
    }

    public Prepared prepare(Actor reader, Order order, ExportFormat format) {
        studies.current(order.study());
        List<StudyDefinition> all = versions.all(order.study()).stream()
                .map(version ->
                        studies.version(order.study(), version.version()).definition())
                .toList();
        requireForm(reader, order, format, all);
        Instant cut = DataCut.of(order.asOf(), clock);
        ExportFormat.Header header = new ExportFormat.Header(
                all,
                format.annotated() ? people(order.study(), reader) : List.of(),
                cut,
                clock.instant().truncatedTo(ChronoUnit.SECONDS),
                order.history(),
                order.form(),
                order.notices());
        return new Prepared(reader, order, format, header);
    }

    private List<Author> people(String study, Actor reader) {
        List<Author> people = new ArrayList<>(revisions.authors(study, reader.scope()));
        marks.signers(study, reader.scope()).stream()
                .filter(signer -> !people.contains(signer))
                .forEach(people::add);
        return people;
    }

    /** What a later version dropped was entered all the same; a form of which the reader sees no data is as good as none. */
    private static void requireForm(Actor reader, Order order, ExportFormat format, List<StudyDefinition> all) {
        if (order.form().isPresent()
                && all.stream()
                        .noneMatch(
                                version -> isSeen(reader, version, order.form().get()))) {
            throw Refusal.of(
                            ProblemType.INVALID_VALUE,
                            "The study has no form " + order.form().get() + " whose data you may see.")
                    .fix("Name a form of the study.");
        }
        if (order.notices().isPresent() && !format.tabulatesNotices()) {
            throw Refusal.of(ProblemType.INVALID_VALUE, format.id() + " has no tables of alerts and deviations.")
                    .fix("Leave dataset out: where they are known, they stand beside the forms.");
        }
        if (order.form().isEmpty() && order.notices().isEmpty() && format.ofOneForm()) {
            throw Refusal.of(
                            ProblemType.INVALID_VALUE, "form is missing: a file of " + format.id() + " holds one form.")
                    .fix("Name a form of the study, such as ?form="
                            + all.get(all.size() - 1).forms().get(0).id() + ", or a dataset.");
        }
    }

    /** Whether the reader sees data of a form anywhere in a version. */
    private static boolean isSeen(Actor reader, StudyDefinition version, String form) {
        Stream<FormCategory> own = version.form(form).map(Form::category).stream();
        Stream<FormCategory> asked =
                version.schedule().events().stream().flatMap(event -> version.categoryOf(event.id(), form).stream());
        return version.form(form).isPresent()
                && Stream.concat(own, asked)
                        .anyMatch(category -> !reader.reads()
                                .getOrDefault(category, SiteScope.none())
                                .equals(SiteScope.none()));
    }
}
