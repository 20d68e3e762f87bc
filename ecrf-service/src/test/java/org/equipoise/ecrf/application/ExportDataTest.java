package org.equipoise.ecrf.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.equipoise.ecrf.Examples.INFUSION_START;
import static org.equipoise.ecrf.application.TrialSite.STUDY;
import static org.equipoise.ecrf.application.TrialSite.data;
import static org.equipoise.ecrf.application.TrialSite.everybody;
import static org.equipoise.ecrf.application.TrialSite.investigator;
import static org.equipoise.ecrf.application.TrialSite.madrs;
import static org.equipoise.ecrf.application.TrialSite.monitor;
import static org.equipoise.ecrf.application.TrialSite.rater;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.equipoise.ecrf.ExampleStudy;
import org.equipoise.ecrf.Examples;
import org.equipoise.ecrf.definition.JsonDefinitionFormat;
import org.equipoise.ecrf.domain.form.FormInstance;
import org.equipoise.ecrf.domain.review.MarkAction;
import org.equipoise.ecrf.domain.study.FormCategory;
import org.equipoise.platform.problem.ProblemType;
import org.equipoise.platform.problem.Refusal;
import org.junit.jupiter.api.Test;

class ExportDataTest {
    private static final Instant NEXT_DAY = INFUSION_START.plus(Duration.ofHours(24));

    private final TrialSite site = new TrialSite();
    private final ExportData export = site.export;

    /** A format that only remembers what it was given. */
    private static final class Remembering implements ExportFormat {
        private final List<ExportedSubject> subjects = new ArrayList<>();
        private final boolean annotated;
        private Header header;

        private Remembering(boolean annotated) {
            this.annotated = annotated;
        }

        @Override
        public String id() {
            return "remembering";
        }

        @Override
        public String mediaType() {
            return "text/plain";
        }

        @Override
        public String fileSuffix() {
            return ".txt";
        }

        @Override
        public boolean annotated() {
            return annotated;
        }

        @Override
        public Writer begin(Header begun, OutputStream out) {
            header = begun;
            return new Writer() {
                @Override
                public void write(ExportedSubject subject) {
                    subjects.add(subject);
                }

                @Override
                public void close() {}
            };
        }

        List<FormInstance> forms() {
            return subjects.stream()
                    .flatMap(subject -> subject.forms().keySet().stream())
                    .toList();
        }
    }

    ExportDataTest() {
        site.infuse();
        site.enter("H24", "MADRS", NEXT_DAY, madrs(2));
    }

    private Remembering export(Actor reader, Optional<Instant> asOf, boolean history) throws IOException {
        Remembering format = new Remembering(true);
        export.prepare(reader, ExportData.Order.answers(STUDY, asOf, history), format)
                .writeTo(new ByteArrayOutputStream());
        return format;
    }

    @Test
    void holdsWhatTheReaderMaySeeAndNothingElse() throws IOException {
        assertThat(export(rater(), Optional.empty(), false).forms()).containsExactly(Examples.first("H24", "MADRS"));
        assertThat(export(investigator(), Optional.empty(), false).forms())
                .containsExactly(Examples.first("H24", "MADRS"), Examples.first("INFUSION", "INFUSION"));
    }

    @Test
    void holdsASignatureAsLongAsItIsValid() throws IOException {
        Set<FormCategory> all = Set.of(FormCategory.values());
        Actor walt = TrialSite.actor("walt", "01", all, all);
        new ReviewForm(site.studies, site.subjects, site.revisions, site.marks, site.marking, site.open)
                .step(
                        walt,
                        new ReviewForm.Step(
                                STUDY,
                                TrialSite.SUBJECT,
                                Examples.first("H24", "MADRS"),
                                MarkAction.SIGN,
                                1,
                                List.of(),
                                Optional.empty(),
                                Optional.of("complete"),
                                "k1"));
        Instant signed = site.clock.instant();
        assertThat(signers(Optional.empty())).containsExactly("walt");

        site.clock.set(signed.plusSeconds(60));
        site.saveForm.save(
                walt,
                TrialSite.first(
                        "PLUS40", "CADSS", data(INFUSION_START.plus(Duration.ofMinutes(40)), Map.of("SCORE", 3))));

        assertThat(signers(Optional.empty())).as("no longer independent").isEmpty();
        assertThat(signers(Optional.of(signed))).as("at the time it was").containsExactly("walt");
    }

    private List<String> signers(Optional<Instant> asOf) throws IOException {
        return export(everybody(), asOf, false).subjects.stream()
                .flatMap(subject -> subject.signatures().values().stream())
                .map(mark -> mark.by().name())
                .toList();
    }

    @Test
    void leavesOutSubjectsOfOtherSites() throws IOException {
        site.subjectStore.put(Examples.subject("02-001"));

        assertThat(export(rater(), Optional.empty(), false).subjects)
                .extracting(subject -> subject.subject().id())
                .containsExactly("01-001");
        assertThat(export(monitor(), Optional.empty(), false).subjects).hasSize(2);
    }

    @Test
    void aCutGivesTheSameDataWhateverIsSavedLater() throws IOException {
        Instant cut = site.clock.instant();
        Map<FormInstance, ?> before =
                export(monitor(), Optional.of(cut), true).subjects.get(0).forms();
        site.clock.set(cut.plusSeconds(60));
        site.saveForm.save(everybody(), TrialSite.change("H24", "MADRS", 1, data(NEXT_DAY, madrs(3))));

        assertThat(export(monitor(), Optional.of(cut), true).subjects.get(0).forms())
                .isEqualTo(before);
    }

    @Test
    void historyMeansAllRevisionsOldestFirst() throws IOException {
        site.saveForm.save(everybody(), TrialSite.change("H24", "MADRS", 1, data(NEXT_DAY, madrs(3))));
        FormInstance madrs = Examples.first("H24", "MADRS");

        assertThat(export(monitor(), Optional.empty(), true)
                        .subjects
                        .get(0)
                        .forms()
                        .get(madrs))
                .extracting(revision -> revision.number())
                .containsExactly(1, 2);
        Remembering plain = new Remembering(false);
        export.prepare(monitor(), ExportData.Order.answers(STUDY, Optional.empty(), false), plain)
                .writeTo(new ByteArrayOutputStream());
        assertThat(plain.subjects.get(0).forms().get(madrs))
                .extracting(revision -> revision.number())
                .containsExactly(2);
    }

    @Test
    void anAnnotatedPresentStateKnowsWhoGaveWhichAnswer() throws IOException {
        site.saveForm.save(everybody(), TrialSite.change("H24", "MADRS", 1, data(NEXT_DAY, madrs(3))));

        assertThat(export(monitor(), Optional.empty(), false)
                        .subjects
                        .get(0)
                        .forms()
                        .get(Examples.first("H24", "MADRS")))
                .hasSize(2);
    }

    @Test
    void aReasonForAWarningIsForWhoMaySeeTheWarning() throws IOException {
        TrialSite warned = new TrialSite(ExampleStudy.jsonReplacing(
                "\"cadss < 50 || M1 < 6\", \"severity\": \"error\"",
                "\"cadss < 50 || M1 < 6\", \"severity\": \"warning\""));
        warned.infuse();
        warned.enter("PLUS40", "CADSS", INFUSION_START.plusSeconds(2400), Map.of("SCORE", 60));
        warned.saveForm.save(
                everybody(),
                TrialSite.first(
                        "H24",
                        "MADRS",
                        new EntryData(
                                madrs(6),
                                Map.of(),
                                NEXT_DAY,
                                Optional.empty(),
                                Optional.empty(),
                                Map.of("CALM", "pump stopped", "ALL_SIX", "looked again"))));

        assertThat(reasons(warned, monitor())).containsOnlyKeys("CALM", "ALL_SIX");
        assertThat(reasons(warned, TrialSite.rater())).containsOnlyKeys("ALL_SIX");
    }

    private static Map<String, String> reasons(TrialSite warned, Actor reader) throws IOException {
        Remembering plain = new Remembering(false);
        warned.export
                .prepare(reader, ExportData.Order.answers(STUDY, Optional.empty(), false), plain)
                .writeTo(new ByteArrayOutputStream());
        return plain.subjects
                .get(0)
                .forms()
                .get(Examples.first("H24", "MADRS"))
                .get(0)
                .warningReasons();
    }

    @Test
    void namesEverybodyWhoSaved() throws IOException {
        assertThat(export(monitor(), Optional.empty(), false).header.authors())
                .extracting(author -> author.name())
                .containsExactly("eve");
    }

    @Test
    void aFormThatTheStudyDoesNotHaveIsRefused() {
        ExportData.Order order =
                new ExportData.Order(STUDY, Optional.empty(), false, Optional.of("NONE"), Optional.empty());

        assertThat(catchThrowableOfType(Refusal.class, () -> export.prepare(monitor(), order, new Remembering(true)))
                        .type())
                .isEqualTo(ProblemType.INVALID_VALUE);
    }

    @Test
    void aFormThatTheStudyNoLongerHasCanBeAskedFor() throws IOException {
        site.enter("COMMON", "AE", NEXT_DAY, Map.of("TERM", "Headache"));
        site.clock.set(site.clock.instant().plusSeconds(60));
        new PublishStudy(site.studyStore, new JsonDefinitionFormat(), site.studies, site.clock)
                .publish(STUDY, "2", ExampleStudy.jsonWith(ExportDataTest::withoutEvents), Examples.RITA);
        Remembering format = new Remembering(false);

        export.prepare(
                        monitor(),
                        new ExportData.Order(STUDY, Optional.empty(), false, Optional.of("AE"), Optional.empty()),
                        format)
                .writeTo(new ByteArrayOutputStream());

        assertThat(format.header.current().form("AE")).isEmpty();
        assertThat(format.forms()).containsExactly(Examples.first("COMMON", "AE"));
    }

    private static void withoutEvents(ObjectNode study) {
        study.put("version", "2");
        ((ObjectNode) study.path("withdrawal")).putArray("stillEntered").add("DISPOSITION");
        removeNamed((ArrayNode) study.path("forms"), "AE");
        study.at("/schedule/events").forEach(event -> removeNamed((ArrayNode) event.path("forms"), "AE"));
    }

    private static void removeNamed(ArrayNode forms, String form) {
        for (int index = forms.size() - 1; index >= 0; index--) {
            if (forms.get(index).path("form").asText().equals(form)) {
                forms.remove(index);
            }
        }
    }
}
