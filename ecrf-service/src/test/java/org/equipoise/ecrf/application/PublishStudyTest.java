package org.equipoise.ecrf.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.equipoise.ecrf.Examples.INFUSION_START;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.equipoise.ecrf.ExampleStudy;
import org.equipoise.ecrf.definition.JsonDefinitionFormat;
import org.equipoise.ecrf.domain.form.Author;
import org.equipoise.platform.problem.ProblemType;
import org.equipoise.platform.problem.Refusal;
import org.junit.jupiter.api.Test;

class PublishStudyTest {
    private static final Author ADA = new Author("id-of-ada", "ada");

    private final MemoryStudies store = new MemoryStudies();
    private final TrialSite.MovableClock clock = new TrialSite.MovableClock(INFUSION_START);
    private final Studies studies = new Studies(store, new JsonDefinitionFormat(), clock);
    private final PublishStudy publish = new PublishStudy(store, new JsonDefinitionFormat(), studies, clock);

    private PublishStudy.Publication publish(String version, String json) {
        return publish.publish(ExampleStudy.STUDY, version, json, ADA);
    }

    @Test
    void aNewVersionIsInForceAtOnce() {
        assertThat(studies.find(ExampleStudy.STUDY)).isEmpty();
        assertThat(publish("1", ExampleStudy.json()).created()).isTrue();
        assertThat(studies.current(ExampleStudy.STUDY).definition().version()).isEqualTo("1");

        publish("2", ExampleStudy.jsonReplacing("\"version\": \"1\"", "\"version\": \"2\""));

        assertThat(studies.current(ExampleStudy.STUDY).definition().version()).isEqualTo("2");
        assertThat(studies.version(ExampleStudy.STUDY, "1").definition().version())
                .isEqualTo("1");
    }

    @Test
    void noVersionOpensWhatAnEarlierOneHid() {
        publish("1", ExampleStudy.json());
        String next = ExampleStudy.jsonWith(study -> {
            study.put("version", "2");
            ((ObjectNode) study.at("/forms/3")).put("category", "general");
            ((ObjectNode) study.at("/schedule/events/3/forms/0")).remove("category");
        });
        Refusal refusal = catchThrowableOfType(Refusal.class, () -> publish("2", next));

        assertThat(refusal.type()).isEqualTo(ProblemType.INVALID_DEFINITION);
        assertThat(refusal.members().get("errors").toString())
                .contains(
                        "/forms/CADSS/category",
                        "/schedule/events/PLUS40/forms/VITALS/category",
                        "/schedule/events/PLUS40/forms/CADSS/category",
                        "dose-day as in version 1");
        assertThat(studies.current(ExampleStudy.STUDY).definition().version()).isEqualTo("1");
    }

    @Test
    void noVersionDropsASiteThatAnEarlierOneHas() {
        publish("1", ExampleStudy.json());
        publish("2", ExampleStudy.jsonWith(study -> {
            study.put("version", "2");
            ((ArrayNode) study.at("/sites"))
                    .addObject()
                    .put("id", "03")
                    .put("name", "East")
                    .put("zone", "Asia/Tokyo");
        }));
        String withoutTwo = ExampleStudy.jsonWith(study -> {
            study.put("version", "3");
            ((ArrayNode) study.at("/sites")).remove(1);
        });

        for (Runnable way : List.<Runnable>of(
                () -> publish("3", withoutTwo), () -> publish.checked(ExampleStudy.STUDY, withoutTwo))) {
            assertThat(catchThrowableOfType(Refusal.class, way::run)
                            .members()
                            .get("errors")
                            .toString())
                    .contains(
                            "path=/sites, value=01",
                            "the site 02 too, which version 1 has",
                            "the site 03 too, which version 2 has",
                            "closed (its data frozen or locked), never dropped");
        }
        assertThat(studies.current(ExampleStudy.STUDY).definition().version()).isEqualTo("2");
    }

    @Test
    void norOneThatLeftItOutBetween() {
        publish("1", ExampleStudy.json());
        publish("2", ExampleStudy.jsonWith(study -> {
            study.put("version", "2");
            ((ArrayNode) study.at("/schedule/events/3/forms")).remove(0);
        }));
        String third = ExampleStudy.jsonWith(study -> {
            study.put("version", "3");
            ((ObjectNode) study.at("/schedule/events/3/forms/0")).remove("category");
        });

        assertThatThrownBy(() -> publish("3", third)).isInstanceOf(Refusal.class);
    }

    @Test
    void norOneThatMovesTheFormToAnotherEvent() {
        publish("1", ExampleStudy.json());
        String next = ExampleStudy.jsonWith(study -> {
            study.put("version", "2");
            ((ObjectNode) study.at("/schedule/events/3")).put("id", "MINUTE40");
            ((ObjectNode) study.at("/schedule/events/3/forms/0")).remove("category");
        });
        String hidden = ExampleStudy.jsonWith(study -> {
            study.put("version", "2");
            ((ObjectNode) study.at("/schedule/events/3")).put("id", "MINUTE40");
        });

        assertThat(catchThrowableOfType(Refusal.class, () -> publish("2", next.replace("PLUS40/", "MINUTE40/")))
                        .members()
                        .get("errors")
                        .toString())
                .contains(
                        "/schedule/events/MINUTE40/forms/VITALS/category",
                        "dose-day as in the event PLUS40 of version 1")
                .doesNotContain("CADSS");
        assertThat(publish("2", hidden.replace("PLUS40/", "MINUTE40/")).created())
                .isTrue();
    }

    @Test
    void noCheckTellsOtherReadersWhatThePharmacistWrote() {
        for (String place : List.of("INFUSION", "*")) {
            Refusal refusal = catchThrowableOfType(
                    Refusal.class,
                    () -> publish(
                            "1",
                            ExampleStudy.jsonReplacing("PLUS40/CADSS/SCORE", place + "/PREPARATION/VOLUME")
                                    .replace("cadss < 50", "cadss < 50.0")));

            assertThat(refusal.members().get("errors"))
                    .asInstanceOf(InstanceOfAssertFactories.list(Map.class))
                    .singleElement()
                    .satisfies(error -> {
                        assertThat(error.get("path")).isEqualTo("/forms/MADRS/editChecks/CALM/inputs/cadss");
                        assertThat(error.get("value")).isEqualTo(place + "/PREPARATION/VOLUME");
                        assertThat(error.get("expected").toString())
                                .contains("not of the category pharmacy", "or the check at a form that is");
                    });
        }
    }

    @Test
    void ofTwoVersionsPublishedAtOnceTheStoreTakesOne() {
        publish("1", ExampleStudy.json());
        store.beforeInsert = () -> publish("2", hidingMore("2"));
        Refusal refusal = catchThrowableOfType(Refusal.class, () -> publish("3", version("3")));

        assertThat(refusal.type()).isEqualTo(ProblemType.STATE_CONFLICT);
        assertThat(refusal.getMessage())
                .isEqualTo(
                        "Version 2 of " + ExampleStudy.STUDY + " was published at the same time; version 3 was not.");
        assertThat(store.all(ExampleStudy.STUDY))
                .extracting(PublishedStudy::version)
                .containsExactly("1", "2");
        assertThat(catchThrowableOfType(Refusal.class, () -> publish("3", version("3")))
                        .type())
                .as("what the other hid stays hidden")
                .isEqualTo(ProblemType.INVALID_DEFINITION);
        assertThat(publish("3", hidingMore("3")).created()).isTrue();
    }

    @Test
    void theSameVersionPublishedTwiceAtOnceIsOne() {
        store.beforeInsert = () -> publish("1", ExampleStudy.json());

        assertThat(publish("1", ExampleStudy.json()).created()).isFalse();
        store.beforeInsert = () -> publish("2", version("2"));
        assertThat(catchThrowableOfType(Refusal.class, () -> publish("2", hidingMore("2")))
                        .type())
                .isEqualTo(ProblemType.VERSION_EXISTS);
    }

    private static String version(String version) {
        return ExampleStudy.jsonReplacing("\"version\": \"1\"", "\"version\": \"" + version + "\"");
    }

    private static String hidingMore(String version) {
        return version(version)
                .replace(
                        "\"name\": \"Adverse event\", \"category\": \"general\"",
                        "\"name\": \"Adverse event\", \"category\": \"safety\"");
    }

    @Test
    void aVersionMayHideMore() {
        publish("1", ExampleStudy.json());

        assertThat(publish("2", hidingMore("2")).created()).isTrue();
    }

    @Test
    void anotherReplicaFollowsWithinTwoSeconds() {
        publish("1", ExampleStudy.json());
        Studies replica = new Studies(store, new JsonDefinitionFormat(), clock);
        replica.current(ExampleStudy.STUDY);
        publish("2", ExampleStudy.jsonReplacing("\"version\": \"1\"", "\"version\": \"2\""));

        assertThat(replica.current(ExampleStudy.STUDY).definition().version()).isEqualTo("1");
        clock.set(clock.instant().plusSeconds(2));
        assertThat(replica.current(ExampleStudy.STUDY).definition().version()).isEqualTo("2");
    }

    @Test
    void theSameContentAgainChangesNothing() {
        PublishStudy.Publication first = publish("1", ExampleStudy.json());
        PublishStudy.Publication second = publish("1", ExampleStudy.json());

        assertThat(second.created()).isFalse();
        assertThat(second.study()).isEqualTo(first.study());
    }

    @Test
    void aPublishedVersionNeverChanges() {
        publish("1", ExampleStudy.json());

        Refusal refusal =
                catchThrowableOfType(Refusal.class, () -> publish("1", ExampleStudy.jsonReplacing("North", "West")));

        assertThat(refusal.type()).isEqualTo(ProblemType.VERSION_EXISTS);
        assertThat(studies.current(ExampleStudy.STUDY).published().json()).isEqualTo(ExampleStudy.json());
    }

    @Test
    void everyKindOfErrorIsListed() {
        String json = ExampleStudy.jsonReplacing("SYSTOLIC > DIASTOLIC", "SYSTOLIC > PULSE")
                .replace("\"anchor\": \"baseline\"", "\"anchor\": \"lunch\"");

        Refusal refusal = catchThrowableOfType(Refusal.class, () -> publish("7", json));

        assertThat(refusal.type()).isEqualTo(ProblemType.INVALID_DEFINITION);
        assertThat(refusal.members().get("errors"))
                .asInstanceOf(InstanceOfAssertFactories.list(Map.class))
                .extracting(error -> error.get("path"))
                .containsExactlyInAnyOrder(
                        "/version", "/schedule/events/SCREENING/anchor", "/forms/VITALS/editChecks/R2/assert");
        assertThat(List.copyOf(refusal.members().keySet())).containsExactly("errors");
        assertThat(studies.find(ExampleStudy.STUDY)).isEmpty();
    }
}
