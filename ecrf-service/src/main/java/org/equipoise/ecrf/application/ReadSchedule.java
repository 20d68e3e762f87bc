package org.equipoise.ecrf.application;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.equipoise.ecrf.domain.form.Casebook;
import org.equipoise.ecrf.domain.form.Revision;
import org.equipoise.ecrf.domain.rules.FormPlace;
import org.equipoise.ecrf.domain.schedule.Anchors;
import org.equipoise.ecrf.domain.schedule.EventState;
import org.equipoise.ecrf.domain.schedule.EventTiming;
import org.equipoise.ecrf.domain.schedule.EventTiming.Work;
import org.equipoise.ecrf.domain.study.Form;
import org.equipoise.ecrf.domain.study.FormCategory;
import org.equipoise.ecrf.domain.study.ScheduledForm;
import org.equipoise.ecrf.domain.study.StudyDefinition;
import org.equipoise.ecrf.domain.study.StudyEvent;
import org.equipoise.ecrf.domain.subject.Subject;

/**
 * Shows what is due for a subject. An event's state is drawn from the forms that the reader may see, so that it tells nothing
 * about the others.
 */
@ApplicationScoped
public class ReadSchedule {
    private final Studies studies;
    private final Subjects subjects;
    private final RevisionStore revisions;
    private final Clock clock;

    public ReadSchedule(Studies studies, Subjects subjects, RevisionStore revisions, Clock clock) {
        this.studies = studies;
        this.subjects = subjects;
        this.revisions = revisions;
        this.clock = clock;
    }

    /** What the reader may do with a form. */
    public enum Access {
        ENTER,
        READ,
        NONE
    }

    /** How what was entered lies to its window. */
    public enum WindowState {
        INSIDE,
        /** Outside, with a reason. */
        EXPLAINED,
        /** Outside, and nobody has said why. */
        OUTSIDE
    }

    /**
     * A form of an event; what was entered is empty if nothing was, or if the reader may not see it.
     *
     * @param window the worst state of all repeats; empty if nothing was entered or there is no window to judge by
     */
    public record FormEntry(
            Form form, FormCategory category, Access access, List<Revision> entered, Optional<WindowState> window) {
        public FormEntry {
            entered = List.copyOf(entered);
        }
    }

    /** An event at the schedule's instant. */
    public record EventEntry(EventTiming timing, EventState state, List<FormEntry> forms) {
        public EventEntry {
            forms = List.copyOf(forms);
        }
    }

    /** The schedule of a subject. */
    public record SubjectSchedule(String subject, Instant asOf, List<EventEntry> events) {
        public SubjectSchedule {
            events = List.copyOf(events);
        }
    }

    public SubjectSchedule read(Actor reader, String study, String id) {
        Subject subject = subjects.require(reader, study, id);
        StudyDefinition definition = studies.of(subject).definition();
        List<Revision> all =
                revisions.of(study, id).stream().map(StoredRevision::revision).toList();
        Anchors anchors = Anchors.of(definition.schedule(), Casebook.of(all))
                .seen(definition, studies.itemCategories(study), category -> reader.sees(category, subject.site()));
        Map<FormPlace, List<Revision>> entered = Casebook.latest(all).values().stream()
                .collect(Collectors.groupingBy(revision -> new FormPlace(
                        revision.instance().event(), revision.instance().form())));
        Instant asOf = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        List<EventEntry> events = definition.schedule().events().stream()
                .map(event -> {
                    EventTiming timing = EventTiming.of(event, anchors);
                    List<FormEntry> forms = event.forms().stream()
                            .flatMap(entry -> form(definition, event, entry, reader, subject).stream())
                            .map(entry -> entered(entry, definition, timing, entered))
                            .toList();
                    return new EventEntry(timing, timing.state(asOf, work(event, forms)), forms);
                })
                .toList();
        return new SubjectSchedule(id, asOf, events);
    }

    private static Optional<FormEntry> form(
            StudyDefinition definition, StudyEvent event, ScheduledForm entry, Actor reader, Subject subject) {
        return definition.form(entry.form()).map(form -> {
            FormCategory category = definition.categoryOf(event.id(), form.id()).orElse(form.category());
            Access access = Access.NONE;
            if (reader.sees(category, subject.site())) {
                access = reader.enters(category, subject.site()) ? Access.ENTER : Access.READ;
            }
            return new FormEntry(form, category, access, List.of(), Optional.empty());
        });
    }

    private static FormEntry entered(
            FormEntry entry, StudyDefinition study, EventTiming timing, Map<FormPlace, List<Revision>> entered) {
        if (entry.access() == Access.NONE) {
            return entry;
        }
        FormPlace place = new FormPlace(timing.event().id(), entry.form().id());
        List<Revision> own = entered.getOrDefault(place, List.of());
        boolean begins = study.schedule()
                .beginning(timing.event())
                .equals(Optional.of(entry.form().id()));
        boolean begunOutside = begins && timing.begunOutside().isPresent();
        Optional<WindowState> window = own.stream()
                .flatMap(revision -> window(timing, begunOutside, revision).stream())
                .max(Enum::compareTo);
        return new FormEntry(entry.form(), entry.category(), entry.access(), own, window);
    }

    private static Optional<WindowState> window(EventTiming timing, boolean begunOutside, Revision revision) {
        WindowState outside =
                revision.content().windowReason().isPresent() ? WindowState.EXPLAINED : WindowState.OUTSIDE;
        return timing.inWindow(revision.content().occurredAt())
                .map(inside -> inside && !begunOutside ? WindowState.INSIDE : outside);
    }

    private static Work work(StudyEvent event, List<FormEntry> forms) {
        List<FormEntry> required = forms.stream()
                .filter(entry -> entry.access() != Access.NONE)
                .filter(entry -> event.scheduled(entry.form().id())
                        .map(ScheduledForm::required)
                        .orElse(false))
                .toList();
        if (required.isEmpty()) {
            return Work.NONE;
        }
        boolean finished = required.stream().noneMatch(entry -> entry.entered().isEmpty());
        return finished ? Work.FINISHED : Work.OUTSTANDING;
    }
}
