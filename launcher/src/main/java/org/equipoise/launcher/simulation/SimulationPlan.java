package org.equipoise.launcher.simulation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** simulation.yaml, which its schema has accepted. Rules stay as they were written; {@link Rules} evaluates them. */
record SimulationPlan(
        Recruitment recruitment,
        EnteredBy enteredBy,
        Map<String, JsonNode> traits,
        Map<String, State> states,
        String randomizeAfter,
        List<Visit> visits,
        LaterDoses laterDoses,
        Map<String, Condition> conditions,
        Map<String, ObjectNode> values,
        List<ScreeningFailure> screeningFailures,
        List<Occasional> occasional,
        Endings endings,
        Dropout dropout,
        Map<String, Double> missedVisits,
        Late late,
        Early early,
        List<Correction> corrections,
        MissingItems missingItems,
        Mistakes mistakes,
        Queries queries,
        List<Demonstrated> oversight) {

    private static final ObjectMapper JSON = new ObjectMapper().registerModule(new JavaTimeModule());

    SimulationPlan {
        traits = orEmpty(traits);
        states = orEmpty(states);
        laterDoses = Objects.requireNonNullElse(laterDoses, new LaterDoses(0, List.of()));
        conditions = orEmpty(conditions);
        screeningFailures = orEmpty(screeningFailures);
        occasional = orEmpty(occasional);
        endings = Objects.requireNonNullElse(endings, new Endings(null, null, null));
        dropout = Objects.requireNonNullElse(dropout, new Dropout(0, List.of("none")));
        missedVisits = orEmpty(missedVisits);
        late = Objects.requireNonNullElse(late, new Late(0, List.of(), List.of("none")));
        early = Objects.requireNonNullElse(early, new Early(0, List.of(), Duration.ZERO));
        corrections = orEmpty(corrections);
        missingItems = Objects.requireNonNullElse(missingItems, new MissingItems(0, List.of(), List.of("unknown")));
        mistakes = Objects.requireNonNullElse(mistakes, new Mistakes(0, 0, List.of("none")));
        queries = Objects.requireNonNullElse(
                queries, new Queries(0, "data-manager", List.of("none"), List.of("none"), 0));
        oversight = orEmpty(oversight);
    }

    static SimulationPlan of(JsonNode file) {
        try {
            return JSON.treeToValue(file, SimulationPlan.class);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    "The schema of simulation.yaml lets through: " + e.getOriginalMessage(), e);
        }
    }

    private static <K, V> Map<K, V> orEmpty(Map<K, V> map) {
        return map == null ? Map.of() : map;
    }

    private static <T> List<T> orEmpty(List<T> list) {
        return list == null ? List.of() : list;
    }

    /** A form that one subject has besides; times are from screening. */
    record Demonstrated(
            String form,
            String event,
            int repeat,
            String by,
            Duration at,
            Map<String, Duration> times,
            ObjectNode values,
            Map<String, String> warningReasons) {
        Demonstrated {
            times = orEmpty(times);
            warningReasons = orEmpty(warningReasons);
        }
    }

    record Recruitment(Duration firstDose, Duration lastDose) {}

    record EnteredBy(Map<String, String> categories, Map<String, String> forms) {
        String role(String form, String category) {
            String role = orEmpty(forms).get(form);
            return role == null ? categories.get(category) : role;
        }
    }

    record State(
            JsonNode from,
            double min,
            double max,
            double sd,
            double correlation,
            double fading,
            Map<String, JsonNode> also,
            Map<String, Double> experimental,
            Map<String, Double> control) {
        State {
            also = orEmpty(also);
        }
    }

    record Visit(
            String event, Duration at, Duration spread, Map<String, List<Duration>> repeats, List<String> leaveOut) {
        Visit {
            spread = Objects.requireNonNullElse(spread, Duration.ZERO);
            repeats = orEmpty(repeats);
            leaveOut = orEmpty(leaveOut);
        }
    }

    /** Cycles of later doses, one after the other, for a share of the people. */
    record LaterDoses(double share, List<DoseCycle> cycles) {}

    /**
     * A cycle of later doses.
     *
     * @param prefix what the repetitions' events begin with, before the number
     * @param onlyIf who gets it; null for everybody
     * @param doses when each dose starts, from time zero
     * @param dispense the event whose kit the randomizer gives
     * @param visits the visits of a dose, measured from its start
     */
    record DoseCycle(
            String prefix,
            AtMost onlyIf,
            List<Duration> doses,
            Duration spread,
            String dispense,
            double skipped,
            double leave,
            LateDose late,
            List<Visit> visits,
            List<Occasional> occasional) {
        DoseCycle {
            spread = Objects.requireNonNullElse(spread, Duration.ZERO);
            late = Objects.requireNonNullElse(late, new LateDose(0, Duration.ZERO, List.of("none")));
            occasional = orEmpty(occasional);
        }

        /** The latest time after the start of a dose at which one of its visits can happen, however late the dose is. */
        Duration lasts() {
            return visits.stream()
                    .map(visit -> visit.at().plus(visit.spread()))
                    .max(Duration::compareTo)
                    .orElse(Duration.ZERO)
                    .plus(late.by());
        }
    }

    /** Holds if a saved value is at most so many times another one. */
    record AtMost(String value, double times, String of) {}

    record LateDose(double chance, Duration by, List<String> reasons) {}

    record Condition(String trait, List<String> is) {}

    record ScreeningFailure(double chance, String until, Map<String, JsonNode> traits, Map<String, JsonNode> values) {
        ScreeningFailure {
            traits = orEmpty(traits);
            values = orEmpty(values);
        }
    }

    record Occasional(
            String form,
            String event,
            Duration at,
            Map<String, Double> chance,
            ObjectNode values,
            ObjectNode instead,
            List<FollowUp> followedBy) {
        Occasional {
            followedBy = orEmpty(followedBy);
        }

        /** The rules of its items. */
        ObjectNode rules() {
            ObjectNode rules = values.deepCopy();
            if (instead != null) {
                rules.setAll(instead);
            }
            return rules;
        }
    }

    /** A form that an occasional one calls for, after so long; one of its items names the other's number. */
    record FollowUp(String form, String event, Duration after, String number, ObjectNode values) {
        /** The rules of its items, when the form that it follows has this number. */
        ObjectNode rules(int followed) {
            return values.deepCopy().put(number, followed);
        }
    }

    record Ending(String form, String event, ObjectNode values) {}

    record Endings(Ending completed, Ending dropout, Ending screeningFailure) {}

    record Dropout(double chance, List<String> before) {}

    record Late(double chance, List<String> visits, List<String> reasons) {}

    record Early(double chance, List<String> visits, Duration by) {}

    record Correction(
            String event, String form, List<String> items, int add, Range when, double chance, String reason) {}

    record Range(String item, double from, double to) {
        boolean holds(double value) {
            return value >= from && value <= to;
        }
    }

    record MissingItems(double chance, List<String> forms, List<String> reasons) {}

    record Mistakes(double outOfRange, double corrected, List<String> reasons) {}

    record Queries(double chance, String raisedBy, List<String> texts, List<String> answers, double closed) {}
}
