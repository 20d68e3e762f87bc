package org.equipoise.ecrf.definition;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.equipoise.ecrf.domain.study.Condition;
import org.equipoise.ecrf.domain.study.ConductDefinition;
import org.equipoise.ecrf.domain.study.IsoDuration;
import org.equipoise.ecrf.domain.study.ItemPath;
import org.equipoise.ecrf.domain.study.ParticipationDefinition;
import org.equipoise.ecrf.domain.study.RelapseDefinition;
import org.equipoise.ecrf.domain.study.SafetyDefinition;

/** Reads conditions, participation, safety and relapse. */
final class ConductReader {
    private static final String LENGTH = "an ISO 8601 duration, such as PT24H or P7D";
    private static final String PLACE = "EVENT/FORM/ITEM";
    private static final ItemPath NOWHERE = new ItemPath("", "", "");

    private ConductReader() {}

    /** Reads what stands at the root of a definition and in its schedule. */
    static ConductDefinition conduct(JsonPlace root) {
        JsonPlace schedule = root.at("schedule");
        JsonPlace participation = root.at("participation");
        JsonPlace safety = root.at("safety");
        JsonPlace relapse = root.at("relapse");
        return new ConductDefinition(
                conditions(schedule.at("conditions")),
                FormReader.raises(schedule.at("outOfWindow")),
                participation.isPresent() ? Optional.of(participation(participation)) : Optional.empty(),
                safety.isPresent() ? safety(safety) : SafetyDefinition.NONE,
                relapse.isPresent() ? Optional.of(relapse(relapse)) : Optional.empty());
    }

    private static List<Condition> conditions(JsonPlace place) {
        List<Condition> conditions = new ArrayList<>();
        place.entries((name, condition) -> {
            condition.members("inputs", "when");
            Map<String, ItemPath> inputs = new HashMap<>();
            condition.at("inputs").entries((input, path) -> inputs.put(input, path(path)));
            conditions.add(new Condition(name, inputs, condition.at("when").text()));
        });
        return conditions;
    }

    private static ItemPath path(JsonPlace place) {
        return place.required(text -> ItemPath.parse(text).filter(ItemPath::namesItsEvent), PLACE, NOWHERE);
    }

    private static ParticipationDefinition participation(JsonPlace place) {
        place.members("event", "form", "date", "reason", "ends");
        return new ParticipationDefinition(
                place.at("event").id(),
                place.at("form").id(),
                id(place.at("date")),
                id(place.at("reason")),
                place.at("ends").list("status", end -> {
                    end.members("status", "when");
                    return new ParticipationDefinition.End(
                            end.at("status").text(), end.at("when").text());
                }));
    }

    private static SafetyDefinition safety(JsonPlace place) {
        place.members("adverseEvents", "clocks");
        JsonPlace events = place.at("adverseEvents");
        return new SafetyDefinition(
                events.isPresent() ? Optional.of(adverseEvents(events)) : Optional.empty(),
                place.at("clocks").list("id", ConductReader::clock));
    }

    private static SafetyDefinition.AdverseEventForm adverseEvents(JsonPlace place) {
        place.members(
                "form",
                "term",
                "start",
                "startDate",
                "serious",
                "criteria",
                "expected",
                "special",
                "notSpecial",
                "dose");
        return new SafetyDefinition.AdverseEventForm(
                place.at("form").id(),
                place.at("term").id(),
                place.at("start").id(),
                id(place.at("startDate")),
                place.at("serious").id(),
                place.at("criteria").list("", JsonPlace::id),
                id(place.at("expected")),
                id(place.at("special")),
                place.at("notSpecial").optionalText().orElse("NONE"),
                place.at("dose").optional(text -> ItemPath.parse(text).filter(ItemPath::isInAnyEvent), "*/FORM/ITEM"));
    }

    private static SafetyDefinition.Clock clock(JsonPlace place) {
        place.members("id", "name", "form", "when", "starts", "stops", "within", "calledForBy");
        JsonPlace cause = place.at("calledForBy");
        return new SafetyDefinition.Clock(
                place.at("id").id(),
                place.at("name").text(),
                place.at("form").id(),
                place.at("when").optionalText(),
                place.at("starts").id(),
                place.at("stops").id(),
                length(place.at("within")),
                cause.isPresent() ? Optional.of(cause(cause)) : Optional.empty());
    }

    private static SafetyDefinition.Cause cause(JsonPlace place) {
        place.members("form", "when", "starts", "number");
        return new SafetyDefinition.Cause(
                place.at("form").id(),
                place.at("when").text(),
                id(place.at("starts")),
                place.at("number").id());
    }

    private static RelapseDefinition relapse(JsonPlace place) {
        place.members("among", "from", "score", "events");
        JsonPlace score = place.at("score");
        score.members("form", "item", "at", "when", "apart");
        JsonPlace apart = score.at("apart");
        apart.members("from", "to");
        return new RelapseDefinition(
                place.at("among").text(),
                place.at("from").id(),
                new RelapseDefinition.RepeatedScore(
                        score.at("form").id(),
                        score.at("item").id(),
                        id(score.at("at")),
                        score.at("when").text(),
                        length(apart.at("from")),
                        length(apart.at("to"))),
                place.at("events").list("id", ConductReader::single));
    }

    private static RelapseDefinition.Single single(JsonPlace place) {
        place.members("id", "form", "when", "at");
        return new RelapseDefinition.Single(
                place.at("id").text(), place.at("form").id(), place.at("when").text(), id(place.at("at")));
    }

    private static Optional<String> id(JsonPlace place) {
        return place.isPresent() ? Optional.of(place.id()) : Optional.empty();
    }

    private static Duration length(JsonPlace place) {
        return place.required(
                text -> IsoDuration.parse(text).filter(length -> !length.isNegative()), LENGTH, Duration.ZERO);
    }
}
