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

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.equipoise.ecrf.Examples;
import org.equipoise.ecrf.domain.form.FormInstance;
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
        private Header header;

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
            return true;
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
        Remembering format = new Remembering();
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
        assertThat(export(monitor(), Optional.empty(), false)
                        .subjects
                        .get(0)
                        .forms()
                        .get(madrs))
                .extracting(revision -> revision.number())
                .containsExactly(2);
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

        assertThat(catchThrowableOfType(Refusal.class, () -> export.prepare(monitor(), order, new Remembering()))
                        .type())
                .isEqualTo(ProblemType.INVALID_VALUE);
    }
}
