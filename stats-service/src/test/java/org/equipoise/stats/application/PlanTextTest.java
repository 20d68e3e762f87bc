package org.equipoise.stats.application;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import org.equipoise.platform.audit.CanonicalJson;
import org.equipoise.stats.SimulatedTrial;
import org.equipoise.stats.domain.analysis.AnalysisDefinition;
import org.equipoise.stats.domain.analysis.AnalysisDefinition.KeySecondaryDefinition;
import org.equipoise.stats.domain.analysis.AnalysisPlan;
import org.equipoise.stats.domain.tables.SimulatedRecords;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Plans that were published before charters and tested key secondary hypotheses. */
class PlanTextTest {

    private static final String DESCRIPTIVE = """
        "keySecondary":[{"id":"REMISSION","label":"Remission on day 7"},{"id":"RELAPSE","label":"Time to relapse"}],\
        """;

    private static AnalysisDefinition plan(KeySecondaryDefinition... keySecondary) {
        AnalysisDefinition all = SimulatedTrial.definition();
        return new AnalysisDefinition(
                all.study(),
                all.version(),
                all.estimand(),
                all.primary(),
                all.alpha(),
                all.sides(),
                all.spending(),
                all.maximumInformation(),
                all.looks(),
                all.futility(),
                all.effect(),
                List.of(keySecondary),
                all.analyses(),
                null);
    }

    private static KeySecondaryDefinition descriptive(String id, String label) {
        return new KeySecondaryDefinition(id, label, null, null, null, null);
    }

    private static String withEntries(String entries) {
        return PlanText.of(plan()).replace("\"keySecondary\":[],", "\"keySecondary\":" + entries + ",");
    }

    @Test
    void aDescriptiveKeySecondaryHasTheTextThatItHadBeforeAnyWasTested() {
        assertThat(PlanText.of(plan(
                        descriptive("REMISSION", "Remission on day 7"), descriptive("RELAPSE", "Time to relapse"))))
                .contains(DESCRIPTIVE);
    }

    @Test
    void soThatItCanBePublishedAgain() {
        AnalysisDefinition definition = plan(descriptive("REMISSION", "Remission on day 7"));
        String old = withEntries("[{\"id\":\"REMISSION\",\"label\":\"Remission on day 7\"}]");
        assertThat(new PlanStore.NewPlan(definition, InMemory.NOW, "ada").contentHash())
                .isEqualTo(CanonicalJson.sha256Text(old));
    }

    @Test
    void nothingElseIsLeftOut() {
        AnalysisDefinition full = SimulatedRecords.definition();
        assertThat(PlanText.of(full).length())
                .isGreaterThan(CanonicalJson.of(full).length() - 500);
        assertThat(PlanText.of(plan()))
                .isEqualTo(CanonicalJson.of(plan()).replace("\"charter\":null,", ""))
                .contains("\"analyses\":null");
    }

    @Test
    void aTestedOneIsReadWithAllThatItSays() throws JsonProcessingException {
        AnalysisDefinition full = SimulatedRecords.definition();
        AnalysisDefinition read = PlanText.read(PlanText.of(full), new ObjectMapper());
        assertThat(read.keySecondary()).isEqualTo(new ArrayList<>(full.keySecondary()));
        assertThat(PlanText.of(read)).isEqualTo(PlanText.of(full));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[\"Remission on day 7\"]",
                "[1,null,[true]]",
                "[{\"id\":\"REMISSION\",\"label\":\"Remission on day 7\",\"note\":\"exploratory\"}]",
                "[{\"name\":\"Remission\"}]",
                "null"
            })
    void oldEntriesOfAnyFormLeaveThePlanReadable(String entries) throws JsonProcessingException {
        AnalysisPlan read = AnalysisPlan.of(PlanText.read(withEntries(entries), new ObjectMapper()));
        assertThat(read.keySecondary()).isEmpty();
        assertThat(read.maximumInformation()).isEqualTo(plan().maximumInformation());
    }
}
