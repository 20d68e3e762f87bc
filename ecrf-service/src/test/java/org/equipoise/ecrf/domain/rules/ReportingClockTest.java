package org.equipoise.ecrf.domain.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.equipoise.ecrf.Examples.INFUSION_START;
import static org.equipoise.ecrf.Examples.at;
import static org.equipoise.ecrf.Examples.content;
import static org.equipoise.ecrf.Examples.number;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.equipoise.ecrf.ExampleStudy;
import org.equipoise.ecrf.domain.form.Casebook;
import org.equipoise.ecrf.domain.form.FormContent;
import org.equipoise.ecrf.domain.form.FormInstance;
import org.equipoise.ecrf.domain.form.ItemValue;
import org.equipoise.ecrf.domain.rules.ReportingClock.Reading;
import org.equipoise.ecrf.domain.rules.ReportingClock.State;
import org.equipoise.ecrf.domain.study.DefinitionChecks;
import org.equipoise.ecrf.domain.study.DefinitionError;
import org.equipoise.ecrf.domain.study.StudyDefinition;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A clock that runs from the serious event on, and that its report takes over. */
class ReportingClockTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Instant SEEN = INFUSION_START;
    private static final Instant AWARE = SEEN.plus(Duration.ofHours(2));
    private static final FormInstance EVENT = new FormInstance("COMMON", "EVENT", 2);
    private static final String CAUSE = "/safety/clocks/DAY/calledForBy/form";
    private static final FormInstance REPORT = new FormInstance("COMMON", "REPORT", 1);

    private static final String CLOCKS = """
        {"safety": {"clocks": [
          {"id": "DAY", "name": "24 h", "form": "REPORT", "starts": "AWARE", "stops": "TOLD", "within": "PT24H",
            "calledForBy": {"form": "EVENT", "when": "SERIOUS", "starts": "KNOWN", "number": "ABOUT"}}]}}
        """;
    private static final String EVENTS = """
        {"form": "EVENT", "name": "Event", "category": "safety", "repeating": true, "itemGroups": [{"id": "MAIN", "items": [
          {"id": "SERIOUS", "label": "Serious", "type": "boolean"},
          {"id": "KNOWN", "label": "Known", "type": "datetime"}]}]}
        """;
    private static final String REPORTS = """
        {"form": "REPORT", "name": "Report", "category": "safety", "repeating": true, "itemGroups": [{"id": "MAIN", "items": [
          {"id": "ABOUT", "label": "About", "type": "integer"}, {"id": "AWARE", "label": "Aware", "type": "datetime"},
          {"id": "TOLD", "label": "Told", "type": "datetime"}]}]}
        """;

    private static StudyDefinition study(String clocks) {
        return ExampleStudy.definition(ExampleStudy.jsonWith(study -> addClock(study, clocks)));
    }

    private static void addClock(ObjectNode study, String clocks) {
        try {
            study.setAll((ObjectNode) JSON.readTree(clocks));
            study.withArray("/forms").add(JSON.readTree(EVENTS)).add(JSON.readTree(REPORTS));
        } catch (JsonProcessingException broken) {
            throw new UncheckedIOException(broken);
        }
        study.path("schedule").path("events").forEach(event -> {
            if (event.path("id").asText().equals("COMMON")) {
                ArrayNode forms = ((ObjectNode) event).withArray("/forms");
                forms.addObject().put("form", "EVENT").put("required", false);
                forms.addObject().put("form", "REPORT").put("required", false);
            }
        });
    }

    private static List<Reading> read(Casebook casebook, Instant now) {
        ReportingClock clock =
                RuleCompiler.compile(study(CLOCKS)).rules().conduct().clocks().get(0);
        return clock.read(casebook, now);
    }

    private static Casebook event(boolean serious, Optional<Instant> known) {
        Map<String, ItemValue> values = new HashMap<>(Map.of("SERIOUS", new ItemValue.BooleanValue(serious)));
        known.ifPresent(instant -> values.put("KNOWN", at(instant)));
        return Casebook.of(List.of()).with(EVENT, content(SEEN, values));
    }

    private static FormContent report(int about, Instant aware) {
        return content(aware, Map.of("ABOUT", number(about), "AWARE", at(aware)));
    }

    @Nested
    class WithoutAReport {
        @Test
        void runsFromWhenTheSiteBecameAware() {
            Reading reading = read(event(true, Optional.of(AWARE)), AWARE.plus(Duration.ofHours(24)))
                    .get(0);

            assertThat(reading.isMissing()).isTrue();
            assertThat(reading.report()).isEqualTo(EVENT);
            assertThat(reading.started()).isEqualTo(AWARE);
            assertThat(reading.due()).isEqualTo(AWARE.plus(Duration.ofHours(24)));
            assertThat(reading.state()).isEqualTo(State.RUNNING);
        }

        @Test
        void isOverdueASecondAfterItsLast() {
            assertThat(read(event(true, Optional.of(AWARE)), AWARE.plusSeconds(86_401)))
                    .extracting(Reading::state)
                    .containsExactly(State.OVERDUE);
        }

        @Test
        void runsFromTheObservationIfNobodySaysWhen() {
            assertThat(read(event(true, Optional.empty()), AWARE))
                    .extracting(Reading::started)
                    .containsExactly(SEEN);
        }

        @Test
        void runsForSeriousEventsOnly() {
            assertThat(read(event(false, Optional.of(AWARE)), AWARE)).isEmpty();
        }
    }

    @Nested
    class TheReport {
        @Test
        void takesTheClockOver() {
            Casebook casebook = event(true, Optional.of(AWARE)).with(REPORT, report(2, AWARE));

            assertThat(read(casebook, AWARE)).singleElement().satisfies(reading -> {
                assertThat(reading.report()).isEqualTo(REPORT);
                assertThat(reading.isMissing()).isFalse();
                assertThat(reading.started()).isEqualTo(AWARE);
            });
        }

        @Test
        void doesNotMakeTheClockStartLater() {
            Casebook casebook = event(true, Optional.of(AWARE)).with(REPORT, report(2, AWARE.plusSeconds(7200)));

            assertThat(read(casebook, AWARE)).extracting(Reading::started).containsExactly(AWARE);
        }

        @Test
        void butEarlierIfTheSiteKnewEarlier() {
            Casebook casebook = event(true, Optional.of(AWARE)).with(REPORT, report(2, SEEN));

            assertThat(read(casebook, AWARE)).extracting(Reading::started).containsExactly(SEEN);
        }

        @Test
        void ofAnotherEventLeavesThisOneWithout() {
            Casebook casebook = event(true, Optional.of(AWARE)).with(REPORT, report(1, SEEN));

            assertThat(read(casebook, AWARE)).extracting(Reading::report).containsExactly(REPORT, EVENT);
        }

        @Test
        void isFollowedUpByOthersWithClocksOfTheirOwn() {
            FormInstance followUp = new FormInstance("COMMON", "REPORT", 2);
            Instant later = AWARE.plus(Duration.ofDays(9));
            Casebook casebook = event(true, Optional.of(AWARE))
                    .with(REPORT, told(AWARE.plus(Duration.ofHours(1)), AWARE.plus(Duration.ofHours(20))))
                    .with(followUp, told(later, later.plus(Duration.ofHours(3))));

            assertThat(read(casebook, later.plus(Duration.ofDays(1))))
                    .extracting(Reading::report, Reading::started, Reading::state)
                    .containsExactly(tuple(REPORT, AWARE, State.MET), tuple(followUp, later, State.MET));
        }

        @Test
        void isTheOneThatStartsEarliestWhateverItsRepeat() {
            FormInstance second = new FormInstance("COMMON", "REPORT", 2);
            Casebook casebook = event(true, Optional.of(AWARE))
                    .with(REPORT, report(2, AWARE.plusSeconds(7200)))
                    .with(second, report(2, AWARE.plusSeconds(60)));

            assertThat(read(casebook, AWARE))
                    .extracting(Reading::report, Reading::started)
                    .containsExactly(tuple(REPORT, AWARE.plusSeconds(7200)), tuple(second, AWARE));
        }

        private FormContent told(Instant aware, Instant told) {
            return content(aware, Map.of("ABOUT", number(2), "AWARE", at(aware), "TOLD", at(told)));
        }
    }

    private static StudyDefinition scheduling(String form, String category) {
        return ExampleStudy.definition(ExampleStudy.jsonWith(study -> {
            addClock(study, CLOCKS);
            study.path("schedule").path("events").forEach(event -> {
                if (event.path("id").asText().equals("H24")) {
                    ((ObjectNode) event)
                            .withArray("/forms")
                            .addObject()
                            .put("form", form)
                            .put("category", category);
                }
            });
        }));
    }

    @Test
    void anEventOfTwoVisitsCouldNotBeNamedByItsRepeat() {
        assertThat(DefinitionChecks.errors(scheduling("EVENT", "safety")))
                .filteredOn(error -> error.path().equals(CAUSE))
                .singleElement()
                .satisfies(error -> {
                    assertThat(error.value()).contains("EVENT").contains("H24").contains("COMMON");
                    assertThat(error.expected()).contains("one event alone");
                });
    }

    @Test
    void aCategoryThatTheScheduleGivesCountsToo() {
        assertThat(DefinitionChecks.errors(scheduling("REPORT", "safety"))).isEmpty();
        assertThat(DefinitionChecks.errors(scheduling("REPORT", "pharmacy")))
                .filteredOn(error -> error.path().equals(CAUSE))
                .singleElement()
                .satisfies(
                        error -> assertThat(error.value()).contains("pharmacy").contains("safety"));
    }

    @ParameterizedTest
    @CsvSource({
        "'\"form\": \"EVENT\"', '\"form\": \"NONE\"', /safety/clocks/DAY/calledForBy/form",
        "'\"form\": \"EVENT\"', '\"form\": \"MADRS\"', /safety/clocks/DAY/calledForBy/form",
        "'\"starts\": \"KNOWN\"', '\"starts\": \"SERIOUS\"', /safety/clocks/DAY/calledForBy/starts",
        "'\"number\": \"ABOUT\"', '\"number\": \"TOLD\"', /safety/clocks/DAY/calledForBy/number"
    })
    void whatDoesNotFitIsNamed(String piece, String other, String path) {
        assertThat(DefinitionChecks.errors(study(CLOCKS))).isEmpty();
        assertThat(DefinitionChecks.errors(study(CLOCKS.replace(piece, other))))
                .extracting(DefinitionError::path)
                .contains(path);
    }

    @Test
    void aConditionThatIsNoneIsRefused() {
        assertThat(RuleCompiler.compile(study(CLOCKS.replace("SERIOUS", "KNOWN + 1")))
                        .errors())
                .extracting(DefinitionError::path)
                .contains("/safety/clocks/DAY/calledForBy/when");
    }
}
