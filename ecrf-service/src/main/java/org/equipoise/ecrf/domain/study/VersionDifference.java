package org.equipoise.ecrf.domain.study;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.equipoise.ecrf.domain.study.SafetyDefinition.AdverseEventForm;
import org.equipoise.ecrf.domain.study.SafetyDefinition.Clock;
import org.equipoise.ecrf.domain.study.VersionChange.Effect;
import org.equipoise.ecrf.domain.study.VersionChange.Kind;
import org.equipoise.ecrf.domain.study.VersionChange.Place;

/**
 * What an amendment changes: two versions of a study compared part by part, in the order of the later one. Nothing that a definition
 * says is left out: a version that is silent about an alert, a clock or a planned reading would be read as one that keeps it.
 */
public final class VersionDifference {
    private static final Map<String, Function<Item, Object>> OF_ITEM = ordered(
            attribute("label", Item::label),
            attribute("type", Item::type),
            attribute("unit", Item::unit),
            attribute("precision", Item::precision),
            attribute("range", Item::range),
            attribute("codeList", Item::codeList),
            attribute("required", Item::required),
            attribute("derivation", Item::derivation),
            attribute("missingReasons", Item::missingReasons),
            attribute("skip", Item::skip),
            attribute("carried", Item::carried),
            attribute("hint", Item::hint),
            attribute("category", Item::category));

    private static final Map<String, Function<EditCheck, Object>> OF_CHECK = ordered(
            attribute("assert", EditCheck::assertion),
            attribute("severity", EditCheck::severity),
            attribute("inputs", EditCheck::inputs),
            attribute("whenMissing", EditCheck::whenMissing),
            attribute("match", EditCheck::match),
            attribute("items", EditCheck::items),
            attribute("raises", EditCheck::raises),
            attribute("message", EditCheck::message));

    private static final Map<String, Function<Form, Object>> OF_FORM = ordered(
            attribute("name", Form::name),
            attribute("category", Form::category),
            attribute("repeating", Form::repeating),
            attribute("instrument", Form::instrument),
            attribute("signedIndependentlyOf", Form::signedIndependentlyOf),
            attribute("laboratory", Form::laboratory),
            attribute("itemGroups", VersionDifference::groups));

    private static final Map<String, Function<StudyEvent, Object>> OF_EVENT = ordered(
            attribute("name", StudyEvent::name),
            attribute("anchor", StudyEvent::anchor),
            attribute("doseDay", StudyEvent::doseDay),
            attribute("unscheduled", StudyEvent::unscheduled),
            attribute("repeating", StudyEvent::repeating),
            attribute("repetition", StudyEvent::repetition),
            attribute("onlyIf", StudyEvent::onlyIf));

    private static final Map<String, Function<StudyEvent, Object>> OF_WINDOW = ordered(
            attribute("target", StudyEvent::target),
            attribute("window", StudyEvent::window),
            attribute("expected", StudyEvent::expected),
            attribute("missedAfter", StudyEvent::missedAfter));

    private static final Map<String, Function<ScheduledForm, Object>> OF_SCHEDULED_FORM = ordered(
            attribute("category", ScheduledForm::category),
            attribute("required", ScheduledForm::required),
            attribute("readings", ScheduledForm::readings));

    private static final Map<String, Function<Condition, Object>> OF_CONDITION =
            ordered(attribute("inputs", Condition::inputs), attribute("when", Condition::when));

    private static final Map<String, Function<Clock, Object>> OF_CLOCK = ordered(
            attribute("name", Clock::name),
            attribute("form", Clock::form),
            attribute("when", Clock::when),
            attribute("starts", Clock::starts),
            attribute("stops", Clock::stops),
            attribute("within", Clock::within),
            attribute("calledForBy", Clock::calledForBy));

    private static final Map<String, Function<AdverseEventForm, Object>> OF_ADVERSE_EVENTS = ordered(
            attribute("form", AdverseEventForm::form),
            attribute("term", AdverseEventForm::term),
            attribute("start", AdverseEventForm::start),
            attribute("startDate", AdverseEventForm::startDate),
            attribute("serious", AdverseEventForm::serious),
            attribute("criteria", AdverseEventForm::criteria),
            attribute("expected", AdverseEventForm::expected),
            attribute("special", AdverseEventForm::special),
            attribute("notSpecial", AdverseEventForm::notSpecial),
            attribute("dose", AdverseEventForm::dose));

    private static final Map<String, Function<ParticipationDefinition, Object>> OF_PARTICIPATION = ordered(
            attribute("event", ParticipationDefinition::event),
            attribute("form", ParticipationDefinition::form),
            attribute("date", ParticipationDefinition::date),
            attribute("reason", ParticipationDefinition::reason),
            attribute("ends", ParticipationDefinition::ends));

    private static final Map<String, Function<RelapseDefinition, Object>> OF_RELAPSE = ordered(
            attribute("among", RelapseDefinition::among),
            attribute("from", RelapseDefinition::from),
            attribute("score", RelapseDefinition::score),
            attribute("events", RelapseDefinition::events));

    private static final Map<String, Function<StudyDefinition, Object>> OF_STUDY = ordered(
            attribute("shortTitle", StudyDefinition::shortTitle),
            attribute("plannedSubjects", StudyDefinition::plannedSubjects),
            attribute("sites", StudyDefinition::sites),
            attribute("eligibility", StudyDefinition::eligibility),
            attribute("withdrawal", StudyDefinition::withdrawal),
            attribute("missingReasons", StudyDefinition::missingReasons),
            attribute("anchors", study -> study.schedule().anchors()),
            attribute("outOfWindow", study -> study.conduct().outOfWindow()));

    private final List<VersionChange> changes = new ArrayList<>();

    private VersionDifference() {}

    /**
     * Compares two versions.
     *
     * @param earlier the one
     * @param later the other
     * @return everything in which they differ but their names
     */
    public static List<VersionChange> between(StudyDefinition earlier, StudyDefinition later) {
        VersionDifference difference = new VersionDifference();
        difference.changed(Kind.STUDY, "", attributes(OF_STUDY, earlier, later), Place.ANYWHERE);
        difference.compare(
                new Listing<>(Kind.EVENT, "/schedule/events/", StudyEvent::id, OF_EVENT),
                earlier.schedule().events(),
                later.schedule().events(),
                event -> new Place(Optional.of(event.id()), Optional.empty(), Optional.empty()));
        later.schedule()
                .events()
                .forEach(event ->
                        earlier.schedule().event(event.id()).ifPresent(before -> difference.event(before, event)));
        difference.compare(
                new Listing<>(Kind.FORM, "/forms/", Form::id, OF_FORM),
                earlier.forms(),
                later.forms(),
                form -> Place.ofForm(form.id()));
        later.forms().forEach(form -> earlier.form(form.id()).ifPresent(before -> difference.form(before, form)));
        difference.conduct(earlier.conduct(), later.conduct());
        return List.copyOf(difference.changes);
    }

    private void conduct(ConductDefinition before, ConductDefinition after) {
        compare(
                new Listing<>(Kind.CONDITION, "/schedule/conditions/", Condition::id, OF_CONDITION),
                before.conditions(),
                after.conditions(),
                condition -> Place.ANYWHERE);
        compare(
                new Listing<>(Kind.CLOCK, "/safety/clocks/", Clock::id, OF_CLOCK),
                before.safety().clocks(),
                after.safety().clocks(),
                clock -> Place.ofForm(clock.form()));
        compare(
                Listing.ofOne("/safety/adverseEvents", OF_ADVERSE_EVENTS),
                before.safety().adverseEvents().stream().toList(),
                after.safety().adverseEvents().stream().toList(),
                events -> Place.ofForm(events.form()));
        compare(
                Listing.ofOne("/participation", OF_PARTICIPATION),
                before.participation().stream().toList(),
                after.participation().stream().toList(),
                participation -> Place.ofForm(participation.form()));
        compare(
                Listing.ofOne("/relapse", OF_RELAPSE),
                before.relapse().stream().toList(),
                after.relapse().stream().toList(),
                relapse -> Place.ANYWHERE);
    }

    private void event(StudyEvent before, StudyEvent after) {
        String path = "/schedule/events/" + after.id();
        Place place = new Place(Optional.of(after.id()), Optional.empty(), Optional.empty());
        changed(Kind.WINDOW, path + "/window", attributes(OF_WINDOW, before, after), place);
        compare(
                new Listing<>(Kind.SCHEDULED_FORM, path + "/forms/", ScheduledForm::form, OF_SCHEDULED_FORM),
                before.forms(),
                after.forms(),
                form -> new Place(Optional.of(after.id()), Optional.of(form.form()), Optional.empty()));
    }

    private void form(Form before, Form after) {
        String path = "/forms/" + after.id();
        compare(
                new Listing<>(Kind.ITEM, path + "/items/", Item::id, OF_ITEM),
                before.items(),
                after.items(),
                item -> new Place(Optional.empty(), Optional.of(after.id()), Optional.of(item.id())));
        compare(
                new Listing<>(Kind.CHECK, path + "/editChecks/", EditCheck::id, OF_CHECK),
                before.editChecks(),
                after.editChecks(),
                check -> Place.ofForm(after.id()));
    }

    /** A list of things with an id, as far as it is compared. */
    private record Listing<T>(
            Kind kind, String path, Function<T, String> id, Map<String, Function<T, Object>> attributes) {
        /** Of what a study has once or not at all. */
        static <T> Listing<T> ofOne(String path, Map<String, Function<T, Object>> attributes) {
            return new Listing<>(Kind.CONDUCT, path, only -> "", attributes);
        }
    }

    private <T> void compare(Listing<T> listing, List<T> before, List<T> after, Function<T, Place> place) {
        Map<String, T> earlier = new LinkedHashMap<>();
        before.forEach(thing -> earlier.put(listing.id().apply(thing), thing));
        for (T thing : after) {
            String id = listing.id().apply(thing);
            T was = earlier.remove(id);
            if (was == null) {
                add(listing.kind(), Effect.ADDED, listing.path() + id, place.apply(thing));
            } else {
                changed(
                        listing.kind(),
                        listing.path() + id,
                        attributes(listing.attributes(), was, thing),
                        place.apply(thing));
            }
        }
        earlier.forEach((id, was) -> add(listing.kind(), Effect.REMOVED, listing.path() + id, place.apply(was)));
        order(listing, before, after);
    }

    /** What both versions have, in another order; of items, that of their groups tells it. */
    private <T> void order(Listing<T> listing, List<T> before, List<T> after) {
        List<String> earlier = new ArrayList<>(before.stream().map(listing.id()).toList());
        List<String> later = new ArrayList<>(after.stream().map(listing.id()).toList());
        earlier.retainAll(Set.copyOf(later));
        later.retainAll(Set.copyOf(earlier));
        if (listing.kind() != Kind.ITEM && !earlier.equals(later)) {
            changed(listing.kind(), listing.path(), List.of("order"), Place.ANYWHERE);
        }
    }

    private void add(Kind kind, Effect effect, String path, Place place) {
        changes.add(new VersionChange(kind, effect, path, List.of(), place));
    }

    private void changed(Kind kind, String path, List<String> attributes, Place place) {
        if (!attributes.isEmpty()) {
            changes.add(new VersionChange(kind, Effect.CHANGED, path, attributes, place));
        }
    }

    private static <T> List<String> attributes(Map<String, Function<T, Object>> all, T one, T other) {
        return all.entrySet().stream()
                .filter(attribute -> !Objects.equals(
                        attribute.getValue().apply(one), attribute.getValue().apply(other)))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** How the items are grouped, whatever they are themselves. */
    private static Object groups(Form form) {
        return form.itemGroups().stream()
                .map(group -> List.of(
                        group.id(),
                        group.name(),
                        group.rows(),
                        group.items().stream().map(Item::id).toList()))
                .toList();
    }

    private static <T> Map.Entry<String, Function<T, Object>> attribute(String name, Function<T, Object> value) {
        return Map.entry(name, value);
    }

    @SafeVarargs
    private static <T> Map<String, Function<T, Object>> ordered(Map.Entry<String, Function<T, Object>>... attributes) {
        Map<String, Function<T, Object>> ordered = new LinkedHashMap<>();
        for (Map.Entry<String, Function<T, Object>> attribute : attributes) {
            ordered.put(attribute.getKey(), attribute.getValue());
        }
        return ordered;
    }
}
