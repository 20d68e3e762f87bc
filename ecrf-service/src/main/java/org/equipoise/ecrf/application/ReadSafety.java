package org.equipoise.ecrf.application;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
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

/** Lists adverse events, reporting clocks, ends of participation and relapses over all subjects that the reader sees. */
@ApplicationScoped
public class ReadSafety {
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

    public List<Of<AdverseEvent>> adverseEvents(Actor reader, String study) {
        CompiledStudy compiled = studies.current(study);
        Optional<SafetyDefinition.AdverseEventForm> form =
                compiled.definition().conduct().safety().adverseEvents();
        return form.map(events -> {
                    Stream<String> forms =
                            Stream.concat(Stream.of(events.form()), events.dose().map(dose -> dose.form()).stream());
                    return over(compiled, reader, forms, known -> visible(reader, known));
                })
                .orElseGet(List::of);
    }

    public List<Of<ReportingClock.Reading>> clocks(Actor reader, String study) {
        CompiledStudy compiled = studies.current(study);
        return over(
                compiled,
                reader,
                clockForms(compiled),
                known -> readings(known)
                        .filter(reading ->
                                sees(known.study(), reader, known.subject().site(), reading.report()))
                        .toList());
    }

    /** Over all sites and without subjects, so that it can be told to who may see no data. */
    public List<ClockCount> clockCounts(String study) {
        CompiledStudy compiled = studies.current(study);
        List<ReportingClock.Reading> all = known(compiled, clockForms(compiled)).stream()
                .flatMap(this::readings)
                .toList();
        return compiled.definition().conduct().safety().clocks().stream()
                .map(one -> new ClockCount(
                        one,
                        all.stream()
                                .filter(reading -> reading.clock().id().equals(one.id()))
                                .collect(Collectors.groupingBy(
                                        ReportingClock.Reading::state, TreeMap::new, Collectors.counting()))))
                .toList();
    }

    public List<Of<Disposition>> dispositions(Actor reader, String study) {
        CompiledStudy compiled = studies.current(study);
        Optional<FormInstance> form = compiled.rules().conduct().participation().map(rule -> rule.form());
        Optional<EligibilityRules> eligibility = compiled.rules().eligibility();
        Stream<String> forms = Stream.concat(
                form.map(FormInstance::form).stream(),
                eligibility.map(rules -> rules.place().form()).stream());
        return over(
                compiled,
                reader,
                forms,
                known -> Calendars.end(known.study(), known.subject(), known.casebook())
                        .filter(end -> known.study().rules().conduct().participation().stream()
                                .allMatch(rule -> sees(
                                        known.study(), reader, known.subject().site(), rule.form())))
                        .map(end -> new Disposition(end, criteria(reader, known)))
                        .stream()
                        .toList());
    }

    public List<Of<RelapseRule.Outcome>> relapses(Actor reader, String study) {
        CompiledStudy compiled = studies.current(study);
        Optional<RelapseRule> rule = compiled.rules().conduct().relapse();
        if (rule.isEmpty()) {
            return List.of();
        }
        return over(compiled, reader, relapseForms(rule.get()), known -> {
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

    private static Stream<String> relapseForms(RelapseRule rule) {
        return Stream.of(
                        Stream.of(rule.definition().score().form()),
                        rule.definition().events().stream().map(single -> single.form()),
                        rule.among().definition().inputs().values().stream().map(path -> path.form()))
                .flatMap(Function.identity());
    }

    private static List<AdverseEvent> visible(Actor reader, Known known) {
        CompiledStudy study = known.study();
        String site = known.subject().site();
        return study.definition().conduct().safety().adverseEvents().stream()
                .flatMap(form -> AdverseEvent.of(form, known.casebook()).stream())
                .filter(event -> sees(study, reader, site, event.form()))
                .map(event -> event.onset()
                                .filter(onset -> !sees(study, reader, site, onset.dose()))
                                .isPresent()
                        ? event.withoutOnset()
                        : event)
                .toList();
    }

    /** From the latest eligibility form of any event: who fails at screening never has that of the deciding event. */
    private static List<String> criteria(Actor reader, Known known) {
        Casebook casebook = known.casebook();
        return known.study().rules().eligibility().stream()
                .flatMap(rules -> casebook
                        .entered()
                        .filter(instance -> instance.form().equals(rules.place().form()))
                        .max(Comparator.comparing((FormInstance instance) ->
                                        casebook.content(instance).orElseThrow().occurredAt())
                                .thenComparing(Comparator.naturalOrder()))
                        .filter(latest ->
                                sees(known.study(), reader, known.subject().site(), latest))
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

    private static boolean sees(CompiledStudy study, Actor reader, String site, FormInstance instance) {
        return study.definition()
                .categoryOf(instance.event(), instance.form())
                .filter(category -> reader.sees(category, site))
                .isPresent();
    }

    private <T> List<Of<T>> over(
            CompiledStudy study, Actor reader, Stream<String> forms, Function<Known, Collection<T>> found) {
        List<Of<T>> all = new ArrayList<>();
        for (Known known : known(study, forms)) {
            Subject subject = known.subject();
            if (reader.scope().includes(subject.site())) {
                found.apply(known).forEach(what -> all.add(new Of<>(subject.id(), subject.site(), what)));
            }
        }
        return all;
    }

    private List<Known> known(CompiledStudy study, Stream<String> forms) {
        String id = study.definition().study();
        List<FormSelector> selectors =
                forms.distinct().map(FormSelector::anywhere).toList();
        if (selectors.isEmpty()) {
            return List.of();
        }
        Map<String, List<Revision>> bySubject = revisions.savedUntil(id, now(), selectors).stream()
                .map(StoredRevision::revision)
                .collect(Collectors.groupingBy(Revision::subject));
        return subjects.all(id).stream()
                .filter(subject -> bySubject.containsKey(subject.id()))
                .map(subject -> new Known(studies.of(subject), subject, Casebook.of(bySubject.get(subject.id()))))
                .toList();
    }
}
