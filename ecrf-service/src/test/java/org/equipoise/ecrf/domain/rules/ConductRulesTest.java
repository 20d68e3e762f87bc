package org.equipoise.ecrf.domain.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.equipoise.ecrf.Examples.INFUSION_START;
import static org.equipoise.ecrf.Examples.at;
import static org.equipoise.ecrf.Examples.content;
import static org.equipoise.ecrf.Examples.number;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.equipoise.ecrf.ExampleStudy;
import org.equipoise.ecrf.domain.form.Casebook;
import org.equipoise.ecrf.domain.form.FormContent;
import org.equipoise.ecrf.domain.form.FormInstance;
import org.equipoise.ecrf.domain.form.ItemValue;
import org.equipoise.ecrf.domain.form.PartialDate;
import org.equipoise.ecrf.domain.rules.RelapseRule.Relapse;
import org.equipoise.ecrf.domain.rules.ReportingClock.State;
import org.equipoise.ecrf.domain.safety.AdverseEvent;
import org.equipoise.ecrf.domain.study.DefinitionChecks;
import org.equipoise.ecrf.domain.study.DefinitionError;
import org.equipoise.ecrf.domain.study.StudyDefinition;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Conditions, participation, clocks, onset and relapse of a study that has all of them. */
class ConductRulesTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final String CONDUCT = """
        {"participation": {"event": "COMMON", "form": "DISPOSITION", "date": "ENDED", "reason": "REASON",
           "ends": [{"status": "completed", "when": "REASON == 'COMPLETED'"},
                    {"status": "discontinued", "when": "REASON == 'CONSENT'"}]},
         "safety": {
           "adverseEvents": {"form": "REPORT", "term": "WHAT", "start": "AWARE", "startDate": "SINCE", "serious": "FATAL",
             "criteria": ["FATAL", "HOSPITAL"], "special": "KIND", "dose": "*/INFUSION/INF_START"},
           "clocks": [
             {"id": "DAY", "name": "24 h", "form": "REPORT", "starts": "AWARE", "stops": "TOLD", "within": "PT24H"},
             {"id": "WEEK", "name": "7 d", "form": "REPORT", "when": "FATAL", "starts": "TOLD", "stops": "FILED",
              "within": "P7D"}]},
         "relapse": {"among": "responder", "from": "H24",
           "score": {"form": "MADRS", "item": "TOTAL", "when": "value >= 12", "apart": {"from": "P5D", "to": "P15D"}},
           "events": [{"id": "hospital", "form": "REPORT", "when": "HOSPITAL", "at": "AWARE"}]}}
        """;
    private static final String REPORT = """
        {"form": "REPORT", "name": "Report", "category": "safety", "repeating": true, "itemGroups": [{"id": "MAIN", "items": [
          {"id": "WHAT", "label": "What", "type": "text"},
          {"id": "KIND", "label": "Kind", "type": "choice",
            "codeList": [{"code": "NONE", "label": "None"}, {"code": "NAUSEA", "label": "Nausea"}]},
          {"id": "AWARE", "label": "Aware", "type": "datetime"}, {"id": "TOLD", "label": "Told", "type": "datetime"},
          {"id": "FILED", "label": "Filed", "type": "datetime"}, {"id": "FATAL", "label": "Fatal", "type": "boolean"},
          {"id": "HOSPITAL", "label": "Hospital", "type": "boolean"},
          {"id": "SINCE", "label": "Since", "type": "partial-date"}]}]}
        """;

    private final StudyDefinition study = ExampleStudy.definition(ExampleStudy.jsonWith(ConductRulesTest::withConduct));
    private final ConductRules rules = RuleCompiler.compile(study).rules().conduct();

    private static void withConduct(ObjectNode study) {
        try {
            study.setAll((ObjectNode) JSON.readTree(CONDUCT));
            study.withArray("/forms").add(JSON.readTree(REPORT));
        } catch (JsonProcessingException broken) {
            throw new UncheckedIOException(broken);
        }
        study.path("schedule").path("events").forEach(event -> {
            if (event.path("id").asText().equals("COMMON")) {
                ((ObjectNode) event)
                        .withArray("/forms")
                        .addObject()
                        .put("form", "REPORT")
                        .put("required", false);
            }
            if (event.path("id").asText().equals("H24")) {
                ((ObjectNode) event).put("onlyIf", "responder");
            }
        });
        ObjectNode responder =
                ((ObjectNode) study.path("schedule")).putObject("conditions").putObject("responder");
        responder.put("when", "later * 2 <= before");
        responder.putObject("inputs").put("before", "BASELINE/MADRS/TOTAL").put("later", "H24/MADRS/TOTAL");
    }

    private static Instant day(double days) {
        return INFUSION_START.plus(Duration.ofMinutes((long) (days * 24 * 60)));
    }

    private static ItemValue yes(boolean value) {
        return new ItemValue.BooleanValue(value);
    }

    private static Casebook with(Casebook casebook, String event, String form, int repeat, FormContent content) {
        return casebook.with(new FormInstance(event, form, repeat), content);
    }

    private static Casebook madrs(Casebook casebook, String event, int repeat, Instant at, int total) {
        return with(casebook, event, "MADRS", repeat, content(at, Map.of("TOTAL", number(total))));
    }

    private static Casebook responder() {
        return madrs(madrs(Casebook.of(List.of()), "BASELINE", 1, day(-1), 18), "H24", 1, day(1), 9);
    }

    @Test
    void aStudyWithAllOfItHasNoFault() {
        assertThat(DefinitionChecks.errors(study)).isEmpty();
        assertThat(RuleCompiler.compile(study).errors()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "'\"form\": \"REPORT\", \"term\"', '\"form\": \"NONE\", \"term\"', /safety/adverseEvents/form",
        "'\"starts\": \"AWARE\"', '\"starts\": \"FATAL\"', /safety/clocks/DAY/starts",
        "'\"among\": \"responder\"', '\"among\": \"nobody\"', /relapse/among",
        "'\"date\": \"ENDED\"', '\"date\": \"REASON\"', /participation/date"
    })
    void whatDoesNotFitIsNamed(String piece, String other, String path) throws JsonProcessingException {
        ObjectNode broken = (ObjectNode) JSON.readTree(CONDUCT.replace(piece, other));
        StudyDefinition changed = ExampleStudy.definition(ExampleStudy.jsonWith(json -> {
            withConduct(json);
            json.setAll(broken);
        }));

        assertThat(DefinitionChecks.errors(changed))
                .extracting(DefinitionError::path)
                .contains(path);
    }

    @Test
    void aConditionIsUnknownWhileAValueIsAbsent() {
        NamedCondition responder = rules.conditions().get("responder");

        assertThat(responder.holds(madrs(Casebook.of(List.of()), "BASELINE", 1, day(-1), 18)))
                .isEmpty();
        assertThat(responder.holds(responder())).contains(true);
        assertThat(responder.holds(madrs(responder(), "H24", 1, day(1), 10))).contains(false);
    }

    @Test
    void participationEndsAsTheFirstConditionSaysWithTheSitesDay() {
        FormContent left = content(
                day(3),
                Map.of(
                        "REASON", new ItemValue.TextValue("CONSENT"),
                        "ENDED", new ItemValue.DateValue(LocalDate.parse("2026-03-05"))));
        Casebook casebook = with(Casebook.of(List.of()), "COMMON", "DISPOSITION", 1, left);

        assertThat(rules.participation().orElseThrow().of(casebook, BERLIN).orElseThrow())
                .satisfies(end -> {
                    assertThat(end.status()).isEqualTo("discontinued");
                    assertThat(end.end()).isEqualTo(Instant.parse("2026-03-05T23:00:00Z"));
                    assertThat(end.reason()).contains("CONSENT");
                });
        assertThat(rules.participation().orElseThrow().of(Casebook.of(List.of()), BERLIN))
                .isEmpty();
    }

    @Nested
    class AClock {
        private Optional<State> state(String clock, Map<String, ItemValue> values, Instant now) {
            FormInstance report = new FormInstance("COMMON", "REPORT", 1);
            Casebook casebook = Casebook.of(List.of()).with(report, content(day(0), values));
            return rules.clocks().stream()
                    .filter(one -> one.definition().id().equals(clock))
                    .flatMap(one -> one.read(casebook, now).stream())
                    .map(ReportingClock.Reading::state)
                    .findFirst();
        }

        @ParameterizedTest
        @CsvSource({"0, RUNNING", "86400, RUNNING", "86401, OVERDUE"})
        void runsUpToItsLastSecond(long seconds, State state) {
            assertThat(state("DAY", Map.of("AWARE", at(day(0))), day(0).plusSeconds(seconds)))
                    .contains(state);
        }

        @ParameterizedTest
        @CsvSource({"86400, MET", "86401, MET_LATE"})
        void isMetUpToItsLastSecond(long seconds, State state) {
            Map<String, ItemValue> told = Map.of("AWARE", at(day(0)), "TOLD", at(day(0).plusSeconds(seconds)));

            assertThat(state("DAY", told, day(100))).contains(state);
        }

        @Test
        void startsWithWhatStartsItAndAppliesWhereItApplies() {
            assertThat(state("DAY", Map.of(), day(1))).isEmpty();
            assertThat(state("WEEK", Map.of("TOLD", at(day(0)), "FATAL", yes(false)), day(1)))
                    .isEmpty();
            assertThat(state("WEEK", Map.of("TOLD", at(day(0)), "FATAL", yes(true)), day(7)))
                    .contains(State.RUNNING);
            assertThat(state("WEEK", Map.of("TOLD", at(day(0)), "FATAL", yes(true)), day(7).plusSeconds(1)))
                    .contains(State.OVERDUE);
        }
    }

    @Nested
    class AnAdverseEvent {
        private final Casebook dosed = dose(1, day(0));

        private Casebook dose(int repeat, Instant began) {
            return dose(Casebook.of(List.of()), repeat, began);
        }

        private Casebook dose(Casebook casebook, int repeat, Instant began) {
            return with(casebook, "INFUSION", "INFUSION", repeat, content(began, Map.of("INF_START", at(began))));
        }

        private AdverseEvent in(Casebook casebook, ZoneId zone, Map<String, ItemValue> values) {
            return AdverseEvent.of(
                            study.conduct().safety().adverseEvents().orElseThrow(),
                            with(casebook, "COMMON", "REPORT", 1, content(day(1), values)),
                            zone)
                    .get(0);
        }

        private AdverseEvent dated(Casebook casebook, ZoneId zone, String date) {
            return in(casebook, zone, Map.of("SINCE", partial(date)));
        }

        private ItemValue partial(String date) {
            return new ItemValue.PartialDateValue(PartialDate.parse(date).orElseThrow());
        }

        @Test
        void saysWhatMakesItSeriousAndSpecial() {
            AdverseEvent nausea = in(
                    dosed,
                    BERLIN,
                    Map.of("FATAL", yes(false), "HOSPITAL", yes(true), "KIND", new ItemValue.TextValue("NAUSEA")));
            AdverseEvent other = in(dosed, BERLIN, Map.of("KIND", new ItemValue.TextValue("NONE")));

            assertThat(nausea.special()).contains("NAUSEA");
            assertThat(nausea.criteria()).containsExactly("HOSPITAL");
            assertThat(other.special()).isEmpty();
            assertThat(other.criteria()).isEmpty();
        }

        @ParameterizedTest
        @CsvSource({"25, 1, 25", "1440, 2, 0", "1441, 2, 1", "-2880, 1, -2880"})
        void isMeasuredFromTheLatestDoseBeforeItOrElseFromTheFirst(long minutes, int dose, long after) {
            Casebook twice = dose(dosed, 2, day(1));

            AdverseEvent event = in(twice, BERLIN, Map.of("AWARE", at(day(0).plus(Duration.ofMinutes(minutes)))));

            assertThat(event.onset())
                    .contains(new AdverseEvent.Onset.Timed(
                            new FormInstance("INFUSION", "INFUSION", dose), Duration.ofMinutes(after)));
        }

        @ParameterizedTest(name = "{0} at {1}: dose {2}, {3} to {4} days")
        @CsvSource({
            "2026-02-27, Europe/Berlin, 1, -10, -10",
            "2026-03-08, Europe/Berlin, 1, -1, -1",
            "2026-03-09, Europe/Berlin, 1, 0, 0",
            "2026-03-12, Europe/Berlin, 1, 3, 3",
            "2026-03-19, Europe/Berlin, 2, 0, 0",
            "2026-04-01, Europe/Berlin, 2, 13, 13",
            "2026-03, Europe/Berlin, 1, -8, 22",
            "2026-02, Europe/Berlin, 1, -36, -9",
            "2026-04, Europe/Berlin, 2, 13, 42",
            "2026-03-10, Australia/Melbourne, 1, 0, 0",
            "2026-03-09, Australia/Melbourne, 1, -1, -1",
        })
        void isCountedInDaysOfTheSiteWhereTheTimeIsNotKnown(String date, String zone, int dose, long from, long to) {
            Instant first = Instant.parse("2026-03-09T22:30:00Z"); // the day after in Melbourne
            Casebook twice = dose(dose(1, first), 2, first.plus(Duration.ofDays(10)));

            AdverseEvent event = dated(twice, ZoneId.of(zone), date);

            assertThat(event.startDate().map(PartialDate::toString)).contains(date);
            assertThat(event.start()).isEmpty();
            assertThat(event.onset())
                    .contains(new AdverseEvent.Onset.Dated(new FormInstance("INFUSION", "INFUSION", dose), from, to));
        }

        @Test
        void hasNoOnsetWithoutADoseOrAStart() {
            assertThat(dated(Casebook.of(List.of()), BERLIN, "2026-03").onset()).isEmpty();
            assertThat(in(dosed, BERLIN, Map.of()).onset()).isEmpty();
        }

        @Test
        void goesByItsTimeIfADateWasKeptBesideIt() {
            AdverseEvent event = in(dosed, BERLIN, Map.of("AWARE", at(day(1)), "SINCE", partial("2025")));

            assertThat(event.startDate()).isEmpty();
            assertThat(event.onset(AdverseEvent.Onset.Timed.class)).isPresent();
        }
    }

    @Nested
    class ARelapse {
        private final RelapseRule rule = rules.relapse().orElseThrow();

        private RelapseRule dated(String type) {
            return RuleCompiler.compile(ExampleStudy.definition(ExampleStudy.jsonWith(json -> {
                        withConduct(json);
                        json.path("forms")
                                .forEach(form -> form.findParents("id").stream()
                                        .filter(item -> item.path("id").asText().equals("AWARE"))
                                        .forEach(item -> ((ObjectNode) item).put("type", type)));
                    })))
                    .rules()
                    .conduct()
                    .relapse()
                    .orElseThrow();
        }

        private Optional<Relapse> relapse(Casebook casebook) {
            return rule.of(casebook, ZoneOffset.UTC).orElseThrow().relapse();
        }

        private Casebook scores(Object... daysAndTotals) {
            Casebook casebook = responder();
            for (int i = 0; i < daysAndTotals.length; i += 2) {
                double days = ((Number) daysAndTotals[i]).doubleValue();
                casebook = madrs(casebook, "SCREENING", i + 1, day(days), (Integer) daysAndTotals[i + 1]);
            }
            return casebook;
        }

        @Test
        void isForRespondersOnly() {
            assertThat(rule.of(madrs(responder(), "H24", 1, day(1), 10), ZoneOffset.UTC))
                    .isEmpty();
            assertThat(relapse(responder())).isEmpty();
        }

        @ParameterizedTest
        @CsvSource({"4, false", "4.99, true", "5, true", "15, true", "15.01, true", "16, false"})
        void isConfirmedFiveToFifteenDaysLater(double apart, boolean confirmed) {
            Optional<Relapse> relapse = relapse(scores(10, 12, 10 + apart, 12));

            assertThat(relapse.isPresent()).isEqualTo(confirmed);
            relapse.ifPresent(found -> {
                assertThat(found.at()).isEqualTo(day(10));
                assertThat(found.cause()).isEqualTo(RelapseRule.SCORE);
                assertThat(found.confirmedBy()).contains(new FormInstance("SCREENING", "MADRS", 3));
            });
        }

        @Test
        void isDatedAtTheFirstVisitThatAnotherConfirms() {
            assertThat(relapse(scores(2, 13, 20, 13, 22, 13, 26, 13))
                            .orElseThrow()
                            .at())
                    .isEqualTo(day(20));
        }

        @Test
        void needsTwoScoresThatQualifyAfterTheResponse() {
            assertThat(relapse(scores(10, 11, 16, 18))).isEmpty();
            assertThat(relapse(scores(-5, 18, 1, 18))).isEmpty();
        }

        @Test
        void countsDaysByTheCalendarOfTheSite() {
            Instant late = Instant.parse("2026-03-20T22:30:00Z"); // half past eleven at night in Berlin
            Casebook casebook = madrs(responder(), "SCREENING", 2, late, 12);
            Casebook fourDaysLater = madrs(casebook, "SCREENING", 3, Instant.parse("2026-03-24T22:45:00Z"), 12);
            Casebook fiveDaysLater = madrs(casebook, "SCREENING", 3, Instant.parse("2026-03-24T23:15:00Z"), 12);

            assertThat(rule.of(fourDaysLater, BERLIN).orElseThrow().relapse()).isEmpty();
            assertThat(rule.of(fiveDaysLater, BERLIN).orElseThrow().relapse()).isPresent();
            assertThat(relapse(fiveDaysLater)).isEmpty();
        }

        @ParameterizedTest
        @CsvSource({"-1, false", "0, true", "1, true"})
        void isAnEventOnTheDayOfTheResponseIfOnlyItsDayIsKnown(int daysLater, boolean counts) {
            RelapseRule onDates = dated("date");
            LocalDate response = LocalDate.ofInstant(day(1), BERLIN);
            Casebook casebook = with(
                    responder(),
                    "COMMON",
                    "REPORT",
                    1,
                    content(
                            day(30),
                            Map.of(
                                    "HOSPITAL",
                                    yes(true),
                                    "AWARE",
                                    new ItemValue.DateValue(response.plusDays(daysLater)))));

            Optional<Relapse> relapse =
                    onDates.of(casebook, BERLIN).orElseThrow().relapse();
            assertThat(relapse.isPresent()).isEqualTo(counts);
            relapse.ifPresent(found -> assertThat(found.at()).isAfterOrEqualTo(day(1)));
        }

        @ParameterizedTest
        @CsvSource({"2026-02, false", "2026-03, true", "2026, true", "2026-04, true", "2025, false"})
        void isAnEventThatMayHaveComeAfterTheResponseIfOnlyAPartOfItsDateIsKnown(String date, boolean counts) {
            RelapseRule onDates = dated("partial-date");
            LocalDate response = LocalDate.ofInstant(day(1), BERLIN);
            assertThat(response).hasYear(2026).hasMonthValue(3);
            PartialDate known = PartialDate.parse(date).orElseThrow();
            Casebook casebook = with(
                    responder(),
                    "COMMON",
                    "REPORT",
                    1,
                    content(day(60), Map.of("HOSPITAL", yes(true), "AWARE", new ItemValue.PartialDateValue(known))));

            Optional<Relapse> relapse =
                    onDates.of(casebook, BERLIN).orElseThrow().relapse();
            assertThat(relapse.isPresent()).isEqualTo(counts);
            relapse.ifPresent(found -> assertThat(found.at())
                    .isEqualTo(
                            known.earliest().isAfter(response)
                                    ? known.earliest().atStartOfDay(BERLIN).toInstant()
                                    : day(1)));
        }

        @Test
        void isTheEventIfThatCameFirst() {
            Casebook casebook = with(
                    scores(10, 12, 16, 12),
                    "COMMON",
                    "REPORT",
                    1,
                    content(day(30), Map.of("HOSPITAL", yes(true), "AWARE", at(day(9)))));

            assertThat(relapse(casebook).orElseThrow())
                    .extracting(Relapse::cause, Relapse::at)
                    .containsExactly("hospital", day(9));
        }
    }
}
