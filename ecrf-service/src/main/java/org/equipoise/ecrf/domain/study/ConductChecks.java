package org.equipoise.ecrf.domain.study;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Checks that conditions, participation, safety and relapse name forms, items and events that exist and have the right type. */
final class ConductChecks {
    private static final Set<ItemType> TIMES = Set.of(ItemType.DATE, ItemType.DATETIME);
    private static final Set<ItemType> UNCERTAIN_TIMES =
            Set.of(ItemType.DATE, ItemType.DATETIME, ItemType.PARTIAL_DATE);

    private final StudyDefinition study;
    private final List<DefinitionError> errors = new ArrayList<>();

    private ConductChecks(StudyDefinition study) {
        this.study = study;
    }

    static List<DefinitionError> errors(StudyDefinition study) {
        ConductChecks checks = new ConductChecks(study);
        ConductDefinition conduct = study.conduct();
        conduct.conditions().forEach(checks::condition);
        study.schedule().events().forEach(checks::event);
        conduct.participation().ifPresent(checks::participation);
        conduct.safety().adverseEvents().ifPresent(checks::adverseEvents);
        conduct.safety().clocks().forEach(checks::clock);
        conduct.relapse().ifPresent(checks::relapse);
        return checks.errors;
    }

    private void condition(Condition condition) {
        condition.inputs().forEach((name, path) -> {
            if (study.item(path).isEmpty()) {
                wrong(
                        "/schedule/conditions/" + condition.id() + "/inputs/" + name,
                        path,
                        "EVENT/FORM/ITEM of the schedule");
            }
        });
    }

    private void event(StudyEvent event) {
        String path = "/schedule/events/" + event.id();
        event.onlyIf().ifPresent(name -> named(path + "/onlyIf", name));
        if (event.missedAfter()
                .filter(length -> length.isNegative() || event.window().isEmpty())
                .isPresent()) {
            wrong(path + "/missedAfter", event.missedAfter().orElseThrow(), "a time after the event's window");
        }
        event.forms().stream()
                .filter(entry -> entry.readings().isPresent())
                .filter(entry -> event.anchor().isEmpty()
                        || study.form(entry.form())
                                .filter(form -> !form.repeating())
                                .isPresent())
                .forEach(entry -> wrong(
                        path + "/forms/" + entry.form() + "/readings",
                        entry.form(),
                        "a repeating form in an event with an anchor"));
    }

    private void named(String path, String condition) {
        if (study.conduct().conditions().stream().noneMatch(known -> known.id().equals(condition))) {
            wrong(path, condition, "the name of a condition of the schedule");
        }
    }

    private void participation(ParticipationDefinition participation) {
        if (study.categoryOf(participation.event(), participation.form()).isEmpty()) {
            wrong(
                    "/participation/form",
                    participation.event() + "/" + participation.form(),
                    "a form that the event of the schedule asks for");
            return;
        }
        participation.date().ifPresent(item -> item("/participation/date", participation.form(), item, TIMES));
        participation
                .reason()
                .ifPresent(item -> item(
                        "/participation/reason", participation.form(), item, Set.of(ItemType.CHOICE, ItemType.TEXT)));
    }

    private void adverseEvents(SafetyDefinition.AdverseEventForm events) {
        String path = "/safety/adverseEvents/";
        if (!form(path + "form", events.form())) {
            return;
        }
        item(path + "term", events.form(), events.term(), Set.of(ItemType.TEXT, ItemType.CHOICE));
        item(path + "start", events.form(), events.start(), Set.of(ItemType.DATETIME));
        events.startDate()
                .ifPresent(item ->
                        item(path + "startDate", events.form(), item, Set.of(ItemType.DATE, ItemType.PARTIAL_DATE)));
        item(path + "serious", events.form(), events.serious(), Set.of(ItemType.BOOLEAN));
        events.criteria()
                .forEach(item -> item(path + "criteria/" + item, events.form(), item, Set.of(ItemType.BOOLEAN)));
        events.expected().ifPresent(item -> item(path + "expected", events.form(), item, Set.of(ItemType.BOOLEAN)));
        events.special().ifPresent(item -> item(path + "special", events.form(), item, Set.of(ItemType.CHOICE)));
        events.dose().ifPresent(dose -> {
            if (form(path + "dose", dose.form())) {
                item(path + "dose", dose.form(), dose.item(), Set.of(ItemType.DATETIME));
            }
        });
    }

    private void clock(SafetyDefinition.Clock clock) {
        String path = "/safety/clocks/" + clock.id() + "/";
        if (form(path + "form", clock.form())) {
            item(path + "starts", clock.form(), clock.starts(), Set.of(ItemType.DATETIME));
            item(path + "stops", clock.form(), clock.stops(), Set.of(ItemType.DATETIME));
            clock.calledForBy().ifPresent(cause -> cause(path + "calledForBy/", clock, cause));
        }
    }

    private void cause(String path, SafetyDefinition.Clock clock, SafetyDefinition.Cause cause) {
        item(path + "number", clock.form(), cause.number(), Set.of(ItemType.INTEGER));
        if (form(path + "form", cause.form())) {
            cause.starts().ifPresent(item -> item(path + "starts", cause.form(), item, Set.of(ItemType.DATETIME)));
            Set<FormCategory> categories = study.categoriesOf(cause.form());
            categories.addAll(study.categoriesOf(clock.form()));
            if (categories.size() > 1) {
                wrong(
                        path + "form",
                        cause.form() + ", which together with " + clock.form() + " is of " + codes(categories),
                        "a form of the same category as " + clock.form() + ", in every event that asks for either");
            }
            List<String> events = study.schedule().events().stream()
                    .filter(event -> event.scheduled(cause.form()).isPresent())
                    .map(StudyEvent::id)
                    .toList();
            if (events.size() > 1) {
                wrong(
                        path + "form",
                        cause.form() + ", which the events " + events + " ask for",
                        "a form of one event alone: a report names it by its repeat, and each event counts its own");
            }
        }
    }

    private static String codes(Set<FormCategory> categories) {
        return categories.stream().map(FormCategory::code).collect(Collectors.joining(" and "));
    }

    private void relapse(RelapseDefinition relapse) {
        named("/relapse/among", relapse.among());
        if (study.schedule().event(relapse.from()).isEmpty()) {
            wrong("/relapse/from", relapse.from(), "an event of the schedule");
        }
        RelapseDefinition.RepeatedScore score = relapse.score();
        if (form("/relapse/score/form", score.form())) {
            item("/relapse/score/item", score.form(), score.item(), Set.of(ItemType.INTEGER, ItemType.DECIMAL));
            score.at().ifPresent(item -> item("/relapse/score/at", score.form(), item, Set.of(ItemType.DATETIME)));
        }
        if (score.atMost().compareTo(score.apart()) < 0) {
            wrong("/relapse/score/apart", score.atMost(), "a longest time that is not below the least");
        }
        for (RelapseDefinition.Single single : relapse.events()) {
            String path = "/relapse/events/" + single.id() + "/";
            if (form(path + "form", single.form())) {
                single.at().ifPresent(item -> item(path + "at", single.form(), item, UNCERTAIN_TIMES));
            }
        }
    }

    private boolean form(String path, String form) {
        boolean known = study.form(form).isPresent();
        if (!known) {
            wrong(path, form, "the id of a form of the study");
        }
        return known;
    }

    private void item(String path, String form, String item, Set<ItemType> types) {
        Optional<ItemType> type =
                study.form(form).flatMap(known -> known.item(item)).map(Item::type);
        if (type.filter(types::contains).isEmpty()) {
            wrong(path, item, "an item of the form " + form + " whose type is one of " + new TreeSet<>(types));
        }
    }

    private void wrong(String path, Object value, String expected) {
        errors.add(new DefinitionError(path, value.toString(), expected));
    }
}
