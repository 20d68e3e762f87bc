package org.equipoise.ecrf.application;

import java.time.Instant;
import java.util.Optional;
import org.equipoise.ecrf.domain.form.Casebook;
import org.equipoise.ecrf.domain.rules.NamedCondition;
import org.equipoise.ecrf.domain.schedule.Calendar;
import org.equipoise.ecrf.domain.study.FormCategory;
import org.equipoise.ecrf.domain.study.StudyEvent;
import org.equipoise.ecrf.domain.subject.EndOfParticipation;
import org.equipoise.ecrf.domain.subject.Subject;

/** A subject's calendar as a reader may see it. */
final class Calendars {
    private Calendars() {}

    /** Who prepares doses is not asked for one after the end, without reading why it came. */
    static Calendar of(CompiledStudy study, Subject subject, Casebook casebook, Actor reader, Instant asOf) {
        Optional<Instant> ended = (reader.sees(FormCategory.PHARMACY, subject.site())
                        ? end(study, subject, casebook)
                        : endSeen(study, subject, casebook, reader))
                .map(EndOfParticipation::end);
        Calendar.View view = new Calendar.View(
                category -> reader.sees(category, subject.site()),
                event -> happens(study, event, casebook, reader, subject.site()),
                ended);
        return Calendar.of(study.definition(), casebook, asOf, view);
    }

    static Optional<EndOfParticipation> end(CompiledStudy study, Subject subject, Casebook casebook) {
        return study.rules()
                .conduct()
                .participation()
                .flatMap(rule ->
                        study.definition().site(subject.site()).flatMap(site -> rule.of(casebook, site.zone())));
    }

    /** The end, for who sees the form that says it. For everybody else participation goes on. */
    static Optional<EndOfParticipation> endSeen(CompiledStudy study, Subject subject, Casebook casebook, Actor reader) {
        return end(study, subject, casebook)
                .filter(end -> study.rules().conduct().participation().stream()
                        .allMatch(rule -> study.definition()
                                .categoryOf(rule.form().event(), rule.form().form())
                                .filter(category -> reader.sees(category, subject.site()))
                                .isPresent()));
    }

    /** A condition over data that the reader may not see is unknown to the reader, so that the event tells nothing of it. */
    private static boolean happens(
            CompiledStudy study, StudyEvent event, Casebook casebook, Actor reader, String site) {
        Optional<NamedCondition> condition = event.onlyIf()
                .flatMap(name ->
                        Optional.ofNullable(study.rules().conduct().conditions().get(name)));
        return condition
                .filter(known -> reader.seesAll(known.categories(study.definition()), site))
                .flatMap(known -> known.holds(casebook))
                .orElse(true);
    }
}
