package org.equipoise.ecrf.domain.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.equipoise.ecrf.ExampleStudy;
import org.equipoise.ecrf.domain.study.SampleRecords.Variant;
import org.equipoise.ecrf.domain.study.VersionChange.Effect;
import org.equipoise.ecrf.domain.study.VersionChange.Kind;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class VersionDifferenceTest {
    private static final StudyDefinition WHOLE = SampleRecords.sample(StudyDefinition.class);

    /** A study has them, but they are not what is compared. */
    private static final Set<String> NAMES = Set.of("study", "version");

    static Stream<Variant<StudyDefinition>> everyOther() {
        return SampleRecords.variants(WHOLE).stream().filter(variant -> !NAMES.contains(variant.path()));
    }

    @ParameterizedTest
    @MethodSource("everyOther")
    void everyPartOfADefinitionIsCompared(Variant<StudyDefinition> other) {
        assertThat(VersionDifference.between(WHOLE, other.value())).isNotEmpty();
        assertThat(VersionDifference.between(other.value(), WHOLE)).isNotEmpty();
    }

    @Test
    void thePartsAreThoseOfAllRecords() {
        assertThat(everyOther().map(Variant::path))
                .hasSizeGreaterThan(150)
                .contains(
                        "forms[0].editChecks[0].raises",
                        "forms[0].itemGroups[0].items[0].carried.when",
                        "schedule.events[0].missedAfter",
                        "schedule.events[0].onlyIf",
                        "schedule.events[0].forms[0].readings.tolerance",
                        "conduct.safety.clocks[0].within",
                        "conduct.safety.adverseEvents.startDate",
                        "conduct.relapse.score.atMost",
                        "eligibility.strata[0].levels[0].when");
    }

    @Test
    void theSameDefinitionUnderAnotherNameDoesNotDiffer() {
        assertThat(VersionDifference.between(ExampleStudy.definition(), definition(study -> study.put("version", "2"))))
                .isEmpty();
    }

    @Nested
    class AnAmendmentThatWeakensSafety {
        private final StudyDefinition earlier = definition(study -> {
            safety(study, "PT24H");
            event(study, "H24").put("missedAfter", "P2D");
            check(study).putArray("raises").add("alert");
        });

        @Test
        void namesTheAlertThatIsNoLongerRaised() {
            assertThat(changes(definition(study -> {
                        safety(study, "PT24H");
                        event(study, "H24").put("missedAfter", "P2D");
                    })))
                    .containsExactly(
                            tuple(Kind.CHECK, Effect.CHANGED, "/forms/VITALS/editChecks/R2", List.of("raises")));
        }

        @Test
        void namesTheClockThatRunsLongerAndTheFormThatItIsAbout() {
            StudyDefinition later = definition(study -> {
                safety(study, "PT48H");
                event(study, "H24").put("missedAfter", "P2D");
                check(study).putArray("raises").add("alert");
            });

            assertThat(changes(later))
                    .containsExactly(tuple(Kind.CLOCK, Effect.CHANGED, "/safety/clocks/DAY", List.of("within")));
            assertThat(VersionDifference.between(earlier, later).get(0).place())
                    .isEqualTo(VersionChange.Place.ofForm("INFUSION"));
        }

        @Test
        void namesTheClockThatIsGoneAndTheEventThatIsNeverMissed() {
            assertThat(changes(
                            definition(study -> check(study).putArray("raises").add("alert"))))
                    .containsExactly(
                            tuple(Kind.WINDOW, Effect.CHANGED, "/schedule/events/H24/window", List.of("missedAfter")),
                            tuple(Kind.CLOCK, Effect.REMOVED, "/safety/clocks/DAY", List.of()));
        }

        private List<org.assertj.core.groups.Tuple> changes(StudyDefinition later) {
            return VersionDifference.between(earlier, later).stream()
                    .map(change -> tuple(change.kind(), change.effect(), change.path(), change.attributes()))
                    .toList();
        }

        private static void safety(ObjectNode study, String within) {
            study.putObject("safety")
                    .putArray("clocks")
                    .addObject()
                    .put("id", "DAY")
                    .put("name", "24 h")
                    .put("form", "INFUSION")
                    .put("starts", "INF_START")
                    .put("stops", "INF_STOP")
                    .put("within", within);
        }

        private static ObjectNode event(ObjectNode study, String id) {
            return find(study.withObject("/schedule").withArray("/events"), "id", id);
        }

        private static ObjectNode check(ObjectNode study) {
            return find(find(study.withArray("/forms"), "form", "VITALS").withArray("/editChecks"), "id", "R2");
        }

        private static ObjectNode find(ArrayNode among, String member, String id) {
            for (var each : among) {
                if (each.path(member).asText().equals(id)) {
                    return (ObjectNode) each;
                }
            }
            throw new IllegalArgumentException(id);
        }
    }

    @Test
    void anotherOrderOfEventsIsADifference() {
        StudyDefinition study = ExampleStudy.definition();
        List<StudyEvent> turned = new ArrayList<>(study.schedule().events());
        java.util.Collections.reverse(turned);
        StudyDefinition other = new StudyDefinition(
                study.study(),
                study.version(),
                study.shortTitle(),
                study.plannedSubjects(),
                study.sites(),
                study.eligibility(),
                study.withdrawal(),
                study.missingReasons(),
                study.conduct(),
                new Schedule(study.schedule().anchors(), turned),
                study.forms());

        assertThat(VersionDifference.between(study, other))
                .extracting(VersionChange::kind, VersionChange::path, VersionChange::attributes)
                .containsExactly(tuple(Kind.EVENT, "/schedule/events/", List.of("order")));
    }

    private static StudyDefinition definition(Consumer<ObjectNode> change) {
        return ExampleStudy.definition(ExampleStudy.jsonWith(change));
    }
}
