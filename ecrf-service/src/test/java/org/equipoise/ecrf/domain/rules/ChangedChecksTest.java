package org.equipoise.ecrf.domain.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.equipoise.ecrf.Examples.INFUSION_START;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.equipoise.ecrf.ExampleStudy;
import org.equipoise.ecrf.Examples;
import org.equipoise.ecrf.domain.form.Casebook;
import org.equipoise.ecrf.domain.form.Consequence;
import org.equipoise.ecrf.domain.form.Consequence.Effect;
import org.equipoise.ecrf.domain.form.Finding;
import org.equipoise.ecrf.domain.form.FormContent;
import org.equipoise.ecrf.domain.form.FormInstance;
import org.equipoise.ecrf.domain.form.ItemValue;
import org.equipoise.ecrf.domain.form.Revision;
import org.equipoise.ecrf.domain.study.StudyDefinition;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Only those checks run again that a save can change; what they bring about is what all of them would. */
class ChangedChecksTest {
    private static final int SAVES = 200;
    private static final int READINGS = 6;

    private final StudyDefinition study = ExampleStudy.definition(ExampleStudy.jsonWith(ChangedChecksTest::withChecks));
    private final StandingReview review =
            new StandingReview(study, RuleCompiler.compile(study).rules(), Examples.subject("01-001"));

    /** One rule meets every other reading, one wants some other reading, one names a place, and none says something of nothing. */
    private static void withChecks(ObjectNode study) {
        study.path("forms").forEach(form -> {
            if (!form.path("form").asText().equals("VITALS")) {
                return;
            }
            ((ObjectNode) form).put("repeating", true);
            ArrayNode checks = form.withArray("/editChecks");
            check(checks, "EVERY", "SYSTOLIC < 140 || other < 140 || OCCURRED_AT - at > duration('9m')")
                    .putObject("inputs")
                    .put("other", "*/VITALS/SYSTOLIC")
                    .put("at", "*/VITALS/OCCURRED_AT");
            check(checks, "SOME", "DIASTOLIC < 80 || other > 90")
                    .put("match", "some")
                    .putObject("inputs")
                    .put("other", "*/VITALS/DIASTOLIC");
            check(checks, "NAMED", "OCCURRED_AT > start")
                    .putObject("inputs")
                    .put("start", "INFUSION/INFUSION/INF_START");
            check(checks, "BOTH", "SYSTOLIC < 140 || other < 140 || OCCURRED_AT < start")
                    .putObject("inputs")
                    .put("other", "*/VITALS/SYSTOLIC")
                    .put("start", "INFUSION/INFUSION/INF_START");
        });
    }

    private static ObjectNode check(ArrayNode checks, String id, String rule) {
        ObjectNode check = checks.addObject()
                .put("id", id)
                .put("assert", rule)
                .put("severity", "query")
                .put("message", id);
        check.putArray("items").add("SYSTOLIC");
        return check;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void aSaveBringsAboutWhatRunningEverythingBeforeAndAfterWould(long seed) {
        Random random = new Random(seed);
        List<Revision> history = new ArrayList<>();
        Casebook before = Casebook.of(history);
        List<Consequence> onOthers = new ArrayList<>();
        for (int save = 0; save < SAVES; save++) {
            FormInstance form = random.nextInt(8) == 0
                    ? Examples.first("INFUSION", "INFUSION")
                    : new FormInstance("PLUS40", "VITALS", 1 + random.nextInt(READINGS));
            FormContent content = content(form, random);
            Casebook after = before.with(form, content);
            List<Consequence> found = review.consequences(form, history, before, after).stream()
                    .filter(consequence -> !consequence.instance().equals(form))
                    .toList();

            assertThat(found)
                    .as("save %d of %s", save, form)
                    .containsExactlyInAnyOrderElementsOf(expected(form, before, after));
            onOthers.addAll(found);
            long number = history.stream()
                    .filter(known -> known.instance().equals(form))
                    .count();
            history.add(Examples.revision(form, (int) number + 1, content));
            before = after;
        }
        assertThat(onOthers)
                .extracting(consequence -> consequence.finding().check())
                .contains("EVERY", "SOME", "NAMED", "BOTH", "window");
    }

    private static FormContent content(FormInstance form, Random random) {
        Instant at = INFUSION_START.plus(Duration.ofMinutes(random.nextInt(60)));
        Map<String, ItemValue> values = new HashMap<>();
        if (form.form().equals("INFUSION")) {
            values.put("INF_START", Examples.at(at));
        } else {
            values.put("DIASTOLIC", Examples.number(60 + random.nextInt(40)));
            if (random.nextInt(5) > 0) {
                values.put("SYSTOLIC", Examples.number(120 + random.nextInt(40)));
            }
        }
        return Examples.content(at, values);
    }

    private List<Consequence> expected(FormInstance saved, Casebook before, Casebook after) {
        return after.entered()
                .filter(form -> !form.equals(saved))
                .flatMap(form -> {
                    Map<String, Finding> then = review.failures(form, before);
                    Map<String, Finding> now = review.failures(form, after);
                    return Stream.concat(
                            now.values().stream()
                                    .filter(finding -> !then.containsKey(finding.check()))
                                    .map(finding -> new Consequence(form, Effect.ASKS, finding)),
                            then.values().stream()
                                    .filter(finding -> !now.containsKey(finding.check()))
                                    .map(finding -> new Consequence(form, Effect.SETTLES, finding)));
                })
                .toList();
    }
}
