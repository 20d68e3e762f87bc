package org.equipoise.ecrf.application;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.equipoise.ecrf.application.RevisionStore.FormSelector;
import org.equipoise.ecrf.domain.form.Casebook;
import org.equipoise.ecrf.domain.form.FormInstance;
import org.equipoise.ecrf.domain.form.Revision;
import org.equipoise.ecrf.domain.rules.EligibilityRules;
import org.equipoise.ecrf.domain.rules.RelapseRule;
import org.equipoise.ecrf.domain.rules.ReportingClock;
import org.equipoise.ecrf.domain.safety.AdverseEvent;
import org.equipoise.ecrf.domain.study.SafetyDefinition;
import org.equipoise.ecrf.domain.study.Site;
import org.equipoise.ecrf.domain.study.StudyDefinition;
import org.equipoise.ecrf.domain.subject.EndOfParticipation;
import org.equipoise.ecrf.domain.subject.Subject;
import org.equipoise.platform.security.SiteScope;

/** Lists adverse events, reporting clocks, ends of participation and relapses over all subjects that the reader sees. */
@ApplicationScoped
public class ReadSafety {
    private static final int AT_A_TIME = 100;

    private final Studies studies;
    private final SubjectStore subjects;
    private final RevisionStore revisions;
    private final Clock clock;

    public ReadSafety(Studies studies, SubjectStore subjects, RevisionStore revisions, Clock clock) {
        this.studies = studies;
        this.subjects = subjects;
        this.revisions = revisions;
        this.clock = clock;
    }

    /**
     * The subjects that are asked about.
     *
     * @param from the subject to begin with, in the order of names
     */
    public record Among(Optional<String> site, Optional<String> subject, Optional<String> from) {
        public static final Among ALL = new Among(Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** Something about a subject. */
    public record Of<T>(String subject, String site, T what) {}

    /** A clock's readings, counted by state over all sites. */
    public record ClockCount(SafetyDefinition.Clock clock, Map<ReportingClock.State, Long> states) {}

    /** How participation ended, and the criteria of eligibility that were not met, if the reader may see them. */
    public record Disposition(EndOfParticipation end, List<String> criteria) {
        public Disposition {
            criteria = List.copyOf(criteria);
        }
    }

    /** A subject with the version that it follows. */
    private record Known(CompiledStudy study, Subject subject, Casebook casebook) {}

    public Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    public Stream<Of<AdverseEvent>> adverseEvents(Actor reader, String study, Among among) {
        FormCategories categories = new FormCategories(studies, study);
        return over(reader, study, among, ReadSafety::adverseEventForms, known -> visible(reader, categories, known));
    }

    public Stream<Of<ReportingClock.Reading>> clocks(Actor reader, String study, Among among) {
        FormCategories categories = new FormCategories(studies, study);
        return over(
                reader,
                study,
                among,
                ReadSafety::clockForms,
                known -> readings(known)
                        .filter(reading ->
                                sees(categories, reader, known.subject().site(), reading.report()))
                        .toList());
    }

    /** Over all sites and without subjects, so that it can be told to who may see no data. */
    public List<ClockCount> clockCounts(String study) {
        Map<String, SafetyDefinition.Clock> clocks = new LinkedHashMap<>();
        Map<String, Map<ReportingClock.State, Long>> counts = new HashMap<>();
        studies.current(study).definition().conduct().safety().clocks().forEach(one -> clocks.put(one.id(), one));
        known(study, SiteScope.all(), Among.ALL, ReadSafety::clockForms)
                .flatMap(this::readings)
                .forEach(reading -> {
                    clocks.putIfAbsent(reading.clock().id(), reading.clock());
                    counts.computeIfAbsent(reading.clock().id(), id -> new TreeMap<>())
                            .merge(reading.state(), 1L, Long::sum);
                });
        return clocks.values().stream()
                .map(one -> new ClockCount(one, counts.getOrDefault(one.id(), Map.of())))
                .toList();
    }

    public Stream<Of<Disposition>> dispositions(Actor reader, String study, Among among) {
        FormCategories categories = new FormCategories(studies, study);
        return over(
                reader,
                study,
                among,
                ReadSafety::dispositionForms,
                known -> Calendars.endSeen(known.study(), known.subject(), known.casebook(), reader)
                        .map(end -> new Disposition(end, criteria(reader, categories, known)))
                        .stream()
                        .toList());
    }

    public Stream<Of<RelapseRule.Outcome>> relapses(Actor reader, String study, Among among) {
        return over(reader, study, among, ReadSafety::relapseForms, known -> {
            String site = known.subject().site();
            StudyDefinition definition = known.study().definition();
            return known.study().rules().conduct().relapse().stream()
                    .filter(own -> reader.seesAll(own.categories(definition), site))
                    .flatMap(own ->
                            definition
                                    .site(site)
                                    .map(Site::zone)
                                    .flatMap(zone -> own.of(known.casebook(), zone))
                                    .stream())
                    .toList();
        });
    }

    private static Stream<String> adverseEventForms(CompiledStudy study) {
        return study.definition().conduct().safety().adverseEvents().stream()
                .flatMap(events ->
                        Stream.concat(Stream.of(events.form()), events.dose().map(dose -> dose.form()).stream()));
    }

    private static Stream<String> dispositionForms(CompiledStudy study) {
        return Stream.concat(
                study.rules().conduct().participation().map(rule -> rule.form().form()).stream(),
                study.rules().eligibility().map(rules -> rules.place().form()).stream());
    }

    private static Stream<String> relapseForms(CompiledStudy study) {
        return study.rules().conduct().relapse().stream()
                .flatMap(rule -> Stream.of(
                                Stream.of(rule.definition().score().form()),
                                rule.definition().events().stream().map(single -> single.form()),
                                rule.among().definition().inputs().values().stream()
                                        .map(path -> path.form()))
                        .flatMap(Function.identity()));
    }

    private static List<AdverseEvent> visible(Actor reader, FormCategories categories, Known known) {
        CompiledStudy study = known.study();
        String site = known.subject().site();
        ZoneId zone = study.definition().site(site).map(Site::zone).orElse(ZoneOffset.UTC);
        return study.definition().conduct().safety().adverseEvents().stream()
                .flatMap(form -> AdverseEvent.of(form, known.casebook(), zone).stream())
                .filter(event -> sees(categories, reader, site, event.form()))
                .map(event -> event.onset()
                                .filter(onset -> !sees(categories, reader, site, onset.dose()))
                                .isPresent()
                        ? event.withoutOnset()
                        : event)
                .toList();
    }

    /** From the latest eligibility form of any event: who fails at screening never has that of the deciding event. */
    private static List<String> criteria(Actor reader, FormCategories categories, Known known) {
        Casebook casebook = known.casebook();
        return known.study().rules().eligibility().stream()
                .flatMap(rules -> casebook
                        .entered()
                        .filter(instance -> instance.form().equals(rules.place().form()))
                        .max(Comparator.comparing((FormInstance instance) ->
                                        casebook.content(instance).orElseThrow().occurredAt())
                                .thenComparing(Comparator.naturalOrder()))
                        .filter(latest ->
                                sees(categories, reader, known.subject().site(), latest))
                        .flatMap(casebook::content)
                        .stream()
                        .flatMap(content -> rules.reasons().stream()
                                .filter(reason ->
                                        reason.when().holds(content.values()).orElse(false))
                                .map(EligibilityRules.Reason::text)))
                .toList();
    }

    private Stream<ReportingClock.Reading> readings(Known known) {
        Instant now = now();
        return known.study().rules().conduct().clocks().stream()
                .flatMap(one -> one.read(known.casebook(), now).stream());
    }

    private static Stream<String> clockForms(CompiledStudy study) {
        return study.definition().conduct().safety().clocks().stream()
                .flatMap(one -> Stream.concat(
                        Stream.of(one.form()), one.calledForBy().map(SafetyDefinition.Cause::form).stream()));
    }

    /** Whether somebody may see a form that was entered, also one that the subject's version asks for in another event. */
    static boolean sees(FormCategories categories, Actor reader, String site, FormInstance instance) {
        return categories
                .of(instance.event(), instance.form())
                .filter(category -> reader.sees(category, site))
                .isPresent();
    }

    private <T> Stream<Of<T>> over(
            Actor reader,
            String study,
            Among among,
            Function<CompiledStudy, Stream<String>> forms,
            Function<Known, Collection<T>> found) {
        studies.current(study);
        return known(study, reader.scope(), among, forms)
                .flatMap(known -> found.apply(known).stream()
                        .map(what ->
                                new Of<>(known.subject().id(), known.subject().site(), what)));
    }

    /** Reads the forms of some subjects at a time, and not those of the next before they are asked for. */
    private Stream<Known> known(
            String study, SiteScope scope, Among among, Function<CompiledStudy, Stream<String>> forms) {
        Predicate<Subject> isAsked = subject -> scope.includes(subject.site())
                && among.site().map(subject.site()::equals).orElse(true);
        Optional<String> first = among.subject().or(among::from);
        Stream<List<Subject>> begin =
                first.map(id -> subjects.find(study, id).stream().toList()).stream();
        Stream<List<Subject>> rest = among.subject().isPresent()
                ? Stream.empty()
                : Stream.iterate(
                        page(study, scope, first),
                        page -> !page.isEmpty(),
                        page -> page(
                                study,
                                scope,
                                Optional.of(page.get(page.size() - 1).id())));
        return Stream.concat(begin, rest)
                .flatMap(some -> entered(study, some.stream().filter(isAsked).toList(), forms).stream());
    }

    private List<Subject> page(String study, SiteScope scope, Optional<String> after) {
        return subjects.list(study, scope, new Page(after, AT_A_TIME));
    }

    /** A form is looked for under each version that one of the subjects follows. */
    private List<Known> entered(String study, List<Subject> some, Function<CompiledStudy, Stream<String>> forms) {
        Map<String, CompiledStudy> versions = new HashMap<>();
        some.stream()
                .map(studies::of)
                .forEach(each -> versions.put(each.definition().version(), each));
        List<FormSelector> selectors = versions.values().stream()
                .flatMap(forms)
                .distinct()
                .map(FormSelector::anywhere)
                .toList();
        Map<String, List<Revision>> bySubject =
                revisions.of(study, some.stream().map(Subject::id).toList(), selectors).stream()
                        .map(StoredRevision::revision)
                        .collect(Collectors.groupingBy(Revision::subject));
        return some.stream()
                .filter(subject -> bySubject.containsKey(subject.id()))
                .map(subject -> new Known(studies.of(subject), subject, Casebook.of(bySubject.get(subject.id()))))
                .toList();
    }
}
