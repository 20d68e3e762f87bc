package org.equipoise.ecrf.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.equipoise.ecrf.Examples.INFUSION_START;
import static org.equipoise.ecrf.Examples.first;
import static org.equipoise.ecrf.application.TrialSite.STUDY;
import static org.equipoise.ecrf.application.TrialSite.SUBJECT;
import static org.equipoise.ecrf.application.TrialSite.everybody;
import static org.equipoise.ecrf.application.TrialSite.rater;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.equipoise.ecrf.ExampleStudy;
import org.equipoise.ecrf.definition.JsonDefinitionFormat;
import org.equipoise.ecrf.domain.form.Author;
import org.equipoise.ecrf.domain.form.Finding;
import org.equipoise.ecrf.domain.form.FormInstance;
import org.equipoise.ecrf.domain.query.DataQuery;
import org.equipoise.ecrf.domain.study.Raise;
import org.equipoise.platform.problem.ProblemType;
import org.equipoise.platform.problem.Refusal;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A version hides a form after queries, alerts and findings about it were stored. */
class TightenedCategoryTest {
    private static final FormInstance CADSS = first("PLUS40", "CADSS");

    private final TrialSite site = new TrialSite(definition("1", "general"));
    private final Page page = new Page(Optional.empty(), 50);
    private DataQuery asked;

    private static String definition(String version, String category) {
        return ExampleStudy.jsonWith(study -> {
            study.put("version", version);
            ObjectNode cadss = (ObjectNode) study.at("/forms/3");
            cadss.put("category", category);
            ObjectNode check = cadss.withArray("/editChecks").addObject();
            check.put("id", "HIGH")
                    .put("assert", "SCORE < 50")
                    .put("severity", "query")
                    .put("message", "High.");
            check.putArray("items").add("SCORE");
            check.putArray("raises").add("alert");
            study.path("forms")
                    .forEach(form -> form.path("editChecks").forEach(known -> {
                        if (known.path("id").asText().equals("CALM")) {
                            ((ObjectNode) known).put("severity", "query");
                        }
                    }));
        });
    }

    @BeforeEach
    void somethingIsKnownAboutTheForm() {
        site.infuse();
        site.enter("PLUS40", "CADSS", INFUSION_START.plus(Duration.ofMinutes(40)), Map.of("SCORE", 60));
        site.enter("H24", "MADRS", INFUSION_START.plus(Duration.ofHours(24)), Map.of("M1", 6, "M2", 0, "M3", 0));
        asked = new RaiseQuery(site.studies, site.subjects, site.queries, site.clock)
                .raise(everybody(), STUDY, new RaiseQuery.Question(SUBJECT, CADSS, Optional.empty(), "Why?"), "q");
    }

    private void hide() {
        new PublishStudy(site.studyStore, new JsonDefinitionFormat(), site.studies, site.clock)
                .publish(STUDY, "2", definition("2", "dose-day"), new Author("id-of-ada", "ada"));
    }

    private List<FormInstance> queries(Actor reader) {
        ListQueries.Selection all = new ListQueries.Selection(
                Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), false);
        return new ListQueries(site.studies, site.queries, site.clock)
                .list(reader, STUDY, all, page).items().stream()
                        .map(DataQuery::instance)
                        .toList();
    }

    private List<FormInstance> alerts(Actor reader) {
        ListNotices.Selection all =
                new ListNotices.Selection(Raise.ALERT, Optional.empty(), Optional.empty(), Optional.empty());
        return new ListNotices(site.studies, site.notices)
                .list(reader, STUDY, all, page).items().stream()
                        .map(notice -> notice.source().instance())
                        .toList();
    }

    private List<String> findings(Actor reader) {
        return new ReadForm(site.studies, site.subjects, site.revisions)
                .history(reader, STUDY, SUBJECT, first("H24", "MADRS")).stream()
                        .flatMap(view -> view.findings().stream())
                        .map(Finding::check)
                        .toList();
    }

    @Test
    void whoSawItNoLongerDoes() {
        assertThat(queries(rater())).contains(CADSS);
        assertThat(alerts(rater())).containsExactly(CADSS);
        assertThat(findings(rater())).contains("CALM");

        hide();

        assertThat(queries(rater())).doesNotContain(CADSS);
        assertThat(alerts(rater())).isEmpty();
        assertThat(findings(rater())).doesNotContain("CALM");
        assertThat(queries(everybody())).contains(CADSS);
        assertThat(alerts(everybody())).containsExactly(CADSS);
        assertThat(findings(everybody())).contains("CALM");
    }

    @Test
    void norIsAnAlertAboutItAcknowledged() {
        ResolveNotice resolve = new ResolveNotice(site.studies, site.notices, site.open, site.clock);
        String alert = site.notices.byOrigin.values().iterator().next().id();
        hide();

        assertThat(catchThrowableOfType(Refusal.class, () -> resolve.acknowledge(rater(), STUDY, alert, "Seen.", "k"))
                        .type())
                .isEqualTo(ProblemType.NOT_FOUND);
        assertThat(resolve.acknowledge(everybody(), STUDY, alert, "Seen.", "k").resolution())
                .isPresent();
    }

    @Test
    void norIsAQueryAboutItAnswered() {
        AdvanceQuery advance = new AdvanceQuery(site.studies, site.queries, site.clock);
        hide();

        assertThat(catchThrowableOfType(
                                Refusal.class, () -> advance.answer(rater(), STUDY, asked.id(), "Because.", "k"))
                        .type())
                .isEqualTo(ProblemType.NOT_FOUND);
        assertThat(advance.answer(everybody(), STUDY, asked.id(), "Because.", "k")
                        .thread())
                .hasSize(2);
    }
}
