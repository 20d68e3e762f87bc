package org.equipoise.ecrf.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.equipoise.ecrf.Examples.INFUSION_START;
import static org.equipoise.ecrf.Examples.first;
import static org.equipoise.ecrf.application.TrialSite.STUDY;
import static org.equipoise.ecrf.application.TrialSite.SUBJECT;
import static org.equipoise.ecrf.application.TrialSite.everybody;
import static org.equipoise.ecrf.application.TrialSite.rater;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import org.equipoise.ecrf.ExampleStudy;
import org.equipoise.ecrf.definition.JsonDefinitionFormat;
import org.equipoise.ecrf.domain.form.Author;
import org.equipoise.ecrf.domain.form.FormInstance;
import org.equipoise.ecrf.domain.query.DataQuery;
import org.equipoise.ecrf.domain.safety.Notice;
import org.equipoise.ecrf.domain.snapshot.Purpose;
import org.equipoise.ecrf.domain.snapshot.Snapshot;
import org.equipoise.ecrf.domain.study.Raise;
import org.equipoise.ecrf.export.CsvFormat;
import org.equipoise.platform.problem.ProblemType;
import org.equipoise.platform.problem.Refusal;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The first version shows a form to raters, the second hides it, and the third no longer asks for it at all. */
class DroppedFormTest {
    private static final FormInstance CADSS = first("PLUS40", "CADSS");
    private static final FormInstance MADRS = first("H24", "MADRS");
    private static final Page PAGE = new Page(Optional.empty(), 50);

    private final TrialSite site = new TrialSite(ExampleStudy.jsonWith(study -> version(study, "1", "general")));

    private static void version(ObjectNode study, String version, String category) {
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
        checks(study)
                .forEach(known ->
                        known.put("severity", "query").putArray("raises").add("deviation"));
    }

    /** The check of another form that reads the form. */
    private static List<ObjectNode> checks(ObjectNode study) {
        List<ObjectNode> found = new ArrayList<>();
        study.path("forms")
                .forEach(form -> form.path("editChecks").forEach(known -> {
                    if (known.path("id").asText().equals("CALM")) {
                        found.add((ObjectNode) known);
                    }
                }));
        return found;
    }

    private static void drop(ObjectNode study) {
        version(study, "3", "dose-day");
        study.at("/schedule/events").forEach(event -> remove((ArrayNode) event.path("forms"), "form", "CADSS"));
        study.path("forms").forEach(form -> {
            ((ObjectNode) form).remove("signedIndependentlyOf");
            if (form.has("editChecks")) {
                remove((ArrayNode) form.path("editChecks"), "id", "CALM");
            }
        });
        remove((ArrayNode) study.path("forms"), "form", "CADSS");
    }

    private static void remove(ArrayNode nodes, String key, String value) {
        for (int i = nodes.size() - 1; i >= 0; i--) {
            if (nodes.get(i).path(key).asText().equals(value)) {
                nodes.remove(i);
            }
        }
    }

    private void publish(String version, Consumer<ObjectNode> change) {
        new PublishStudy(site.studyStore, new JsonDefinitionFormat(), site.studies, site.clock)
                .publish(STUDY, version, ExampleStudy.jsonWith(change), new Author("id-of-ada", "ada"));
    }

    @BeforeEach
    void theFormIsEnteredThenHiddenThenDropped() {
        site.infuse();
        site.enter("PLUS40", "CADSS", INFUSION_START.plus(Duration.ofMinutes(40)), Map.of("SCORE", 60));
        site.enter("H24", "MADRS", INFUSION_START.plus(Duration.ofHours(24)), Map.of("M1", 6, "M2", 0, "M3", 0));
        new RaiseQuery(site.studies, site.subjects, site.queries, site.clock)
                .raise(everybody(), STUDY, new RaiseQuery.Question(SUBJECT, CADSS, Optional.empty(), "Why?"), "q");
        publish("2", study -> version(study, "2", "dose-day"));
        publish("3", DroppedFormTest::drop);
        site.clock.set(site.clock.instant().plusSeconds(3));
    }

    private final ReadForm forms = new ReadForm(site.studies, site.subjects, site.revisions);

    private List<FormInstance> casebook(Actor reader) {
        return new ReadCasebook(site.studies, site.subjects, site.revisions)
                .read(reader, STUDY, SUBJECT).forms().stream()
                        .map(view -> view.revision().instance())
                        .toList();
    }

    private List<FormInstance> printed(Actor reader) {
        return new ReadPrintedCasebook(site.studies, site.revisions, site.marks, site.queries, site.subjectNotices)
                        .read(reader, site.subjectStore.find(STUDY, SUBJECT).orElseThrow(), site.clock.instant())
                        .forms()
                        .stream()
                        .map(form -> form.history().get(0).instance())
                        .toList();
    }

    private String exported(Actor reader) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        site.export
                .prepare(reader, ExportData.Order.answers(STUDY, Optional.empty(), true), new CsvFormat())
                .writeTo(out);
        return out.toString(StandardCharsets.UTF_8);
    }

    private List<FormInstance> queries(Actor reader) {
        ListQueries.Selection all = new ListQueries.Selection(
                Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), false);
        return new ListQueries(site.studies, site.queries, site.clock)
                .list(reader, STUDY, all, PAGE).items().stream()
                        .map(DataQuery::instance)
                        .toList();
    }

    private List<FormInstance> notices(Actor reader, Raise kind) {
        ListNotices.Selection all =
                new ListNotices.Selection(kind, Optional.empty(), Optional.empty(), Optional.empty());
        return new ListNotices(site.studies, site.notices)
                .list(reader, STUDY, all, PAGE).items().stream()
                        .map(Notice::source)
                        .map(Notice.Source::instance)
                        .toList();
    }

    private SubjectRecords inASnapshot(Actor reader) {
        MemorySnapshots snapshots = new MemorySnapshots();
        Snapshot snapshot = new TakeSnapshot(
                        site.studies,
                        site.subjectStore,
                        site.revisions,
                        snapshots,
                        site.subjectNotices,
                        site.clock,
                        new Random(1))
                .take(new TakeSnapshot.Order(STUDY, Purpose.PERSON, "Look", new Author("s", "s"), "k"));
        return new ReadSnapshot(site.studies, site.revisions, snapshots, site.subjectNotices)
                .records(snapshot, reader, PAGE)
                .items()
                .items()
                .get(0);
    }

    private List<String> chains(Actor reader) {
        List<String> streams = new ArrayList<>();
        new AuditTrail(
                        site.studies,
                        site.studyStore,
                        new MemoryMappings(),
                        site.subjectStore,
                        site.revisions,
                        site.marks,
                        site.queries,
                        site.notices,
                        new MemorySnapshots())
                .ofSite(
                        STUDY,
                        "01",
                        site.clock.instant(),
                        categories -> reader.seesAll(categories, "01"),
                        (entry, hidden) -> streams.add(entry.stream()));
        return streams;
    }

    private static boolean isNotFound(Runnable read) {
        return catchThrowableOfType(Refusal.class, read::run).type() == ProblemType.NOT_FOUND;
    }

    @Test
    void theFormAndItsHistoryStayHidden() {
        assertThat(isNotFound(() -> forms.read(rater(), STUDY, SUBJECT, CADSS))).isTrue();
        assertThat(isNotFound(() -> forms.history(rater(), STUDY, SUBJECT, CADSS)))
                .isTrue();
        FormView seen = forms.read(everybody(), STUDY, SUBJECT, CADSS);
        assertThat(seen.revision().number()).isEqualTo(1);
        assertThat(seen.nextVersion()).as("nobody changes it any more").isEmpty();
    }

    @Test
    void soDoesItInTheCasebookAndItsPrint() {
        assertThat(casebook(rater())).containsExactly(MADRS);
        assertThat(printed(rater())).containsExactly(MADRS);
        assertThat(casebook(everybody())).contains(CADSS);
        assertThat(printed(everybody())).contains(CADSS);
    }

    @Test
    void soDoesItInExportsAndSnapshots() throws IOException {
        assertThat(exported(rater())).contains("MADRS").doesNotContain("CADSS");
        assertThat(exported(everybody())).contains("CADSS");
        assertThat(inASnapshot(rater()).records().toString()).contains("MADRS").doesNotContain("CADSS");
        assertThat(inASnapshot(everybody()).records().toString()).contains("CADSS");
    }

    @Test
    void soDoesWhatWasAskedAboutIt() {
        assertThat(queries(rater())).isEmpty();
        assertThat(queries(everybody())).contains(CADSS, MADRS);
    }

    @Test
    void soDoesWhatWasDrawnFromIt() {
        assertThat(notices(rater(), Raise.ALERT)).isEmpty();
        assertThat(notices(rater(), Raise.DEVIATION)).isEmpty();
        assertThat(notices(everybody(), Raise.ALERT)).containsExactly(CADSS);
        assertThat(notices(everybody(), Raise.DEVIATION)).containsExactly(MADRS);
        assertThat(forms.history(rater(), STUDY, SUBJECT, MADRS).get(0).findings())
                .isEmpty();
        assertThat(forms.history(everybody(), STUDY, SUBJECT, MADRS).get(0).findings())
                .isNotEmpty();
    }

    @Test
    void soDoItsChains() {
        assertThat(chains(rater())).noneMatch(stream -> stream.contains("CADSS"));
        assertThat(chains(everybody())).anyMatch(stream -> stream.contains("CADSS"));
    }

    @Test
    void aLaterVersionMayNotOpenItInTheSameEvent() {
        Refusal refusal =
                catchThrowableOfType(Refusal.class, () -> publish("4", study -> version(study, "4", "general")));

        assertThat(refusal.type()).isEqualTo(ProblemType.INVALID_DEFINITION);
        assertThat(refusal.members().toString()).contains("/schedule/events/PLUS40/forms/CADSS/category");
    }
}
