package org.equipoise.ecrf.application;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.equipoise.ecrf.application.RevisionStore.FormSelector;
import org.equipoise.ecrf.domain.form.Casebook;
import org.equipoise.ecrf.domain.form.FormInstance;
import org.equipoise.ecrf.domain.form.Revision;
import org.equipoise.ecrf.domain.schedule.Anchors;
import org.equipoise.ecrf.domain.schedule.EventTiming;
import org.equipoise.ecrf.domain.study.StudyDefinition;
import org.equipoise.ecrf.domain.subject.Randomization;
import org.equipoise.ecrf.domain.subject.Subject;
import org.equipoise.platform.audit.CanonicalJson;
import org.equipoise.platform.problem.ProblemType;
import org.equipoise.platform.problem.Refusal;
import org.equipoise.platform.security.SiteScope;

/**
 * Draws the values of one item of all randomized subjects as they were known at a cut. The same cut gives the same data for
 * ever, whatever is entered or changed later, whatever is published, and wherever subjects are moved: each is read under the version
 * that it followed at the cut. For a page only the forms of its subjects are read; what all pages hash to is
 * remembered by what they are drawn from.
 */
@ApplicationScoped
public class ReadAnalysisData {
    /** A save is stored within this time after its own, or not at all. */
    private static final Duration SETTLED = Duration.ofMinutes(1);

    private static final int AT_ONCE = 200;
    private static final int MOST_REMEMBERED = 100;

    private final Studies studies;
    private final SubjectStore subjects;
    private final RevisionStore revisions;
    private final Clock clock;
    private final Map<String, String> hashes = Collections.synchronizedMap(new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
            return size() > MOST_REMEMBERED;
        }
    });

    public ReadAnalysisData(Studies studies, SubjectStore subjects, RevisionStore revisions, Clock clock) {
        this.studies = studies;
        this.subjects = subjects;
        this.revisions = revisions;
        this.clock = clock;
    }

    /**
     * A value of the item; {@code inWindow} is empty where the event has no window or its anchor is unknown, and false at an event that
     * the subject's version does not have.
     */
    public record Value(String event, int repeat, Instant occurredAt, Object value, Optional<Boolean> inWindow) {}

    /** A randomized subject's values. */
    public record SubjectData(
            String subject, String site, Instant randomizedAt, Map<String, String> strata, List<Value> values) {
        public SubjectData {
            values = List.copyOf(values);
        }
    }

    /** A page of the data set; the hash covers all of it. */
    public record DataSet(
            String study, Instant asOf, String definitionVersion, PageOf<SubjectData> items, String contentHash) {}

    /** Whose values of which item are drawn from which forms; the version is for subjects of which none was noted. */
    private record Drawing(
            String study,
            Instant cut,
            String form,
            String item,
            String version,
            List<Subject> randomized,
            Set<FormSelector> needed) {}

    public DataSet read(String study, Optional<Instant> asked, String form, String item, Page page) {
        StudyDefinition current = studies.current(study).definition();
        if (current.form(form).flatMap(found -> found.item(item)).isEmpty()) {
            throw Refusal.of(ProblemType.INVALID_VALUE, "The study has no item " + item + " in a form " + form + ".")
                    .fix("Name a form and an item of the study.");
        }
        Instant cut = DataCut.of(asked, clock);
        StudyDefinition definition = inForce(study, cut).definition();
        List<Subject> randomized = randomized(study, cut);
        Drawing drawing = new Drawing(
                study, cut, form, item, definition.version(), randomized, needed(definition, randomized, form));
        List<Subject> rest = randomized.stream()
                .filter(subject ->
                        page.after().map(id -> subject.id().compareTo(id) > 0).orElse(true))
                .limit(page.limit() + 1L)
                .toList();
        return new DataSet(
                study,
                cut,
                definition.version(),
                PageOf.cut(data(drawing, rest), page.limit(), SubjectData::subject),
                contentHash(drawing));
    }

    /** The version that was in force at a cut; today's if that was before the first. */
    private CompiledStudy inForce(String study, Instant cut) {
        return studies.versions(study).stream()
                .filter(version -> !version.published().publishedAt().isAfter(cut))
                .reduce((earlier, later) -> later)
                .orElseGet(() -> studies.current(study));
    }

    /** Who was known to be randomized at a cut, each under the version of that time. */
    private List<Subject> randomized(String study, Instant cut) {
        List<Subject> randomized = new ArrayList<>();
        Optional<String> after = Optional.empty();
        List<ChainedSubject> page;
        do {
            page = subjects.chained(study, SiteScope.all(), new Page(after, AT_ONCE));
            for (ChainedSubject chained : page) {
                after = Optional.of(chained.subject().id());
                chained.at(cut)
                        .map(ChainedSubject::subject)
                        .filter(subject -> knownRandomized(subject, cut))
                        .ifPresent(randomized::add);
            }
        } while (page.size() == AT_ONCE);
        return randomized;
    }

    private StudyDefinition under(Subject subject, StudyDefinition inForce) {
        return subject.definitionVersion()
                .map(version -> studies.version(subject.study(), version).definition())
                .orElse(inForce);
    }

    private Set<FormSelector> needed(StudyDefinition definition, List<Subject> randomized, String form) {
        Set<FormSelector> needed = new HashSet<>(Selectors.anchors(definition.schedule()));
        needed.add(FormSelector.anywhere(form));
        randomized.stream()
                .map(subject -> under(subject, definition).schedule())
                .distinct()
                .forEach(schedule -> needed.addAll(Selectors.anchors(schedule)));
        return needed;
    }

    /**
     * Over all pages, some subjects at a time. Computed once for the pages that follow each other, unless the cut is so young that a
     * save from before it may still be under way.
     */
    private String contentHash(Drawing drawing) {
        String remembered = CanonicalJson.sha256(drawing);
        Optional<String> known = Optional.ofNullable(hashes.get(remembered));
        if (known.isPresent()) {
            return known.get();
        }
        boolean isSettled = !drawing.cut().plus(SETTLED).isAfter(clock.instant());
        ListDigest digest = new ListDigest();
        for (int from = 0; from < drawing.randomized().size(); from += AT_ONCE) {
            int until = Math.min(from + AT_ONCE, drawing.randomized().size());
            data(drawing, drawing.randomized().subList(from, until)).stream()
                    .map(CanonicalJson::of)
                    .forEach(digest::add);
        }
        String hash = digest.hash();
        if (isSettled) {
            hashes.put(remembered, hash);
        }
        return hash;
    }

    private List<SubjectData> data(Drawing drawing, List<Subject> some) {
        StudyDefinition inForce =
                studies.version(drawing.study(), drawing.version()).definition();
        Map<String, List<Revision>> bySubject =
                revisions.of(drawing.study(), some.stream().map(Subject::id).toList(), drawing.needed()).stream()
                        .map(StoredRevision::revision)
                        .filter(revision -> !revision.savedAt().isAfter(drawing.cut()))
                        .collect(Collectors.groupingBy(Revision::subject));
        return some.stream()
                .map(subject -> data(
                        under(subject, inForce),
                        subject,
                        bySubject.getOrDefault(subject.id(), List.of()),
                        drawing.form(),
                        drawing.item()))
                .toList();
    }

    private static boolean knownRandomized(Subject subject, Instant cut) {
        return subject.randomizationKnownAt()
                .filter(known -> !known.isAfter(cut))
                .isPresent();
    }

    private static SubjectData data(
            StudyDefinition definition, Subject subject, List<Revision> saved, String form, String item) {
        Anchors anchors = Anchors.of(definition.schedule(), Casebook.of(saved));
        Map<FormInstance, Revision> latest = Casebook.latest(saved);
        Stream<Value> scheduled = definition.schedule().events().stream()
                .flatMap(event -> latest.values().stream()
                        .filter(revision -> revision.instance().event().equals(event.id())
                                && revision.instance().form().equals(form))
                        .flatMap(revision -> value(
                                revision,
                                item,
                                EventTiming.of(event, anchors)
                                        .inWindow(revision.content().occurredAt()))
                                .stream()));
        Stream<Value> elsewhere = latest.values().stream()
                .filter(revision -> revision.instance().form().equals(form)
                        && definition
                                .schedule()
                                .event(revision.instance().event())
                                .isEmpty())
                .flatMap(revision -> value(revision, item, Optional.of(false)).stream());
        List<Value> values = Stream.concat(scheduled, elsewhere).toList();
        Randomization randomization = subject.randomization().orElseThrow();
        return new SubjectData(
                subject.id(), subject.site(), randomization.randomizedAt(), randomization.strata(), values);
    }

    private static Optional<Value> value(Revision revision, String item, Optional<Boolean> inWindow) {
        return Optional.ofNullable(revision.content().values().get(item))
                .map(value -> new Value(
                        revision.instance().event(),
                        revision.instance().repeat(),
                        revision.content().occurredAt(),
                        value.plain(),
                        inWindow));
    }
}
