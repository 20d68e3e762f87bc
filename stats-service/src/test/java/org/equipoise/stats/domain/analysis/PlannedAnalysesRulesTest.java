package org.equipoise.stats.domain.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlannedAnalysesRulesTest {

    private static final YAMLMapper YAML = new YAMLMapper();

    private static ObjectNode shipped(String study) throws IOException {
        ObjectNode tree =
                (ObjectNode) YAML.readTree(Files.readString(Path.of("..", "studies", study, "analysis.yaml")));
        return tree.put("study", study).put("version", "1");
    }

    private static List<PlanError> errorsIn(JsonNode tree) throws IOException {
        return PlanRules.errorsIn(YAML.treeToValue(tree, AnalysisDefinition.class));
    }

    @ParameterizedTest
    @CsvSource({"ket-trd-01", "example-minimal"})
    void theShippedPlansHaveNoErrors(String study) throws IOException {
        assertThat(errorsIn(shipped(study))).isEmpty();
    }

    @Test
    void aPlanWithoutTheSectionHasThePrimaryComparisonAlone() throws IOException {
        AnalysisPlan plan = AnalysisPlan.of(YAML.treeToValue(shipped("example-minimal"), AnalysisDefinition.class));

        assertThat(plan.analyses()).isEqualTo(PlannedAnalyses.NONE);
        assertThat(plan.analyses().longitudinal()).isEmpty();
        assertThat(plan.analyses().data().selection()).isEqualTo("event");
    }

    @ParameterizedTest(name = "{0} = {1}")
    @CsvSource(
            nullValues = "-",
            value = {
                "/data/selection, nearest, data.selection, use event or window",
                "/data/outsideWindow, drop, data.outsideWindow, use use or set-aside",
                "/data/timeZero/item, not an item, data.timeZero.item, 1 to 40",
                "/data/visits/1/at, 24 h, data.visits[1].at, ISO 8601",
                "/data/visits/1/from, PT25H, data.visits[1].from, at the target or before",
                "/data/visits/1/to, PT23H, data.visits[1].to, at the target or after",
                "/data/intercurrentEvents/0/event, Rescue, data.intercurrentEvents[0].event, repeat the words",
                "/data/intercurrentEvents/1/worst, -, data.intercurrentEvents[1].worst, give the worst score",
                "/longitudinal/0/id, PRIMARY, longitudinal[0].id, of its own",
                "/longitudinal/1/id, MADRS_OVER_TIME, longitudinal[1].id, of its own",
                "/longitudinal/0/label, -, longitudinal[0].label, a phrase",
                "/longitudinal/0/estimand, -, longitudinal[0].estimand, describe the estimand",
                "/longitudinal/0/estimand/summary, -, longitudinal[0].estimand.summary, a phrase",
                "/longitudinal/0/direction, up, longitudinal[0].direction, lower-is-better",
                "/longitudinal/0/visits/0, BASELINE, longitudinal[0].visits, not the baseline",
                "/longitudinal/0/visits/0, H24, longitudinal[0].visits, each once",
                "/longitudinal/0/structures/1, banded, longitudinal[0].structures, list structures",
                "/responders/0/reduction, 1.5, responders[0].reduction, a share",
                "/responders/1/atLeast, 3, responders[1], one of reduction",
                "/responders/1/atMost, -, responders[1], one of reduction",
                "/responders/0/missing, zero, responders[0].missing, non-responder or exclude",
                "/timeToEvent/0/among, NOBODY, timeToEvent[0].among, under responders",
                "/timeToEvent/0/apartFrom, five, timeToEvent[0].apartFrom, a duration",
                "/sensitivity/0/of, MADRS, sensitivity[0].of, under longitudinal",
                "/sensitivity/0/visit, WEEK8, sensitivity[0].visit, a visit of that endpoint",
                "/sensitivity/0/strategy, guess, sensitivity[0].strategy, use one of",
                "/sensitivity/0/draws, 1, sensitivity[0].draws, 2 to 10000",
                "/sensitivity/1/tippingPoint/upTo, -3, sensitivity[1].tippingPoint.upTo, positive",
                "/sensitivity/1/tippingPoint/alpha, 1, sensitivity[1].tippingPoint.alpha, two-sided level",
                "/blinding/0/experimental, COMPARATOR, blinding[0].experimental, another than",
                "/safety/adverseEvents/serious, -, safety.adverseEvents.serious, 1 to 40",
                "/safety/shifts/0/item, -, safety.shifts[0].item, 1 to 40",
                "/subgroups/0/factor, -, subgroups[0].factor, 1 to 40",
                "/progress/power, 0.4, progress.power, the power",
                "/progress/plannedWeeks, 0, progress.plannedWeeks, positive"
            })
    void everyErrorNamesItsFieldItsValueAndTheRemedy(String place, String value, String field, String remedy)
            throws IOException {
        ObjectNode tree = shipped("ket-trd-01");
        set(tree, "/analyses" + place, value);

        assertThat(errorsIn(tree)).anySatisfy(error -> {
            assertThat(error.field()).isEqualTo("analyses." + field);
            assertThat(error.remedy()).contains(remedy);
        });
    }

    @Test
    void theValueFoundIsGivenBack() throws IOException {
        ObjectNode tree = shipped("ket-trd-01");
        set(tree, "/analyses/sensitivity/0/draws", "1");

        assertThat(errorsIn(tree))
                .containsExactly(new PlanError(
                        "analyses.sensitivity[0].draws", "1", "give 2 to 10000 imputed data sets; 500 are usual"));
    }

    private static void set(ObjectNode tree, String pointer, String value) throws IOException {
        int slash = pointer.lastIndexOf('/');
        JsonNode parent = tree.at(pointer.substring(0, slash));
        String name = pointer.substring(slash + 1);
        JsonNode node = value == null ? tree.nullNode() : YAML.readTree(value);
        if (parent instanceof ArrayNode array) {
            array.set(Integer.parseInt(name), node);
        } else {
            ((ObjectNode) parent).set(name, node);
        }
    }
}
