package org.equipoise.ecrf.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.equipoise.ecrf.Examples.INFUSION_START;
import static org.equipoise.ecrf.application.TrialSite.STUDY;
import static org.equipoise.ecrf.application.TrialSite.SUBJECT;
import static org.equipoise.ecrf.application.TrialSite.data;
import static org.equipoise.ecrf.application.TrialSite.everybody;
import static org.equipoise.ecrf.application.TrialSite.madrs;

import com.lowagie.text.pdf.PdfReader;
import com.lowagie.text.pdf.parser.PdfTextExtractor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.equipoise.ecrf.Examples;
import org.equipoise.ecrf.archive.PdfCasebook;
import org.equipoise.ecrf.domain.review.MarkAction;
import org.equipoise.ecrf.domain.study.FormCategory;
import org.equipoise.ecrf.export.OdmFormat;
import org.junit.jupiter.api.Test;

/** A signature on all of a subject in ODM and on the printed pages: there while it holds, and said not to hold afterwards. */
class SubjectSignatureInFilesTest {
    private static final Instant NEXT_DAY = INFUSION_START.plus(Duration.ofHours(24));
    private static final Actor SIGNER = TrialSite.actor(
            "ines", "01", Set.of(FormCategory.GENERAL, FormCategory.EFFICACY, FormCategory.DOSE_DAY), Set.of());

    private final TrialSite site = new TrialSite();
    private final CloseData close =
            new CloseData(site.studies, site.subjects, site.revisions, site.marks, site.marking, site.open);

    SubjectSignatureInFilesTest() {
        site.infuse();
        site.enter("H24", "MADRS", NEXT_DAY, madrs(2));
        String seen = close.ofSubject(SIGNER, STUDY, SUBJECT).contentHash();
        close.subject(
                SIGNER,
                STUDY,
                SUBJECT,
                new CloseData.Step(MarkAction.SIGN, Optional.of("All is true"), "s", Optional.of(seen)));
    }

    private void correct() {
        site.clock.set(site.clock.instant().plusSeconds(60));
        site.saveForm.save(everybody(), TrialSite.change("H24", "MADRS", 1, data(NEXT_DAY, madrs(3))));
    }

    private String odm(Actor reader, Optional<Instant> asOf, Optional<String> form) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        site.export
                .prepare(reader, new ExportData.Order(STUDY, asOf, false, form, Optional.empty()), new OdmFormat())
                .writeTo(out);
        return out.toString(StandardCharsets.UTF_8);
    }

    private String printed(Actor reader) throws IOException {
        ReadPrintedCasebook casebooks =
                new ReadPrintedCasebook(site.studies, site.revisions, site.marks, site.queries, site.subjectNotices);
        byte[] pdf = new PdfCasebook().print(casebooks.read(reader, Examples.subject(SUBJECT), site.clock.instant()));
        try (PdfReader pages = new PdfReader(pdf)) {
            return new PdfTextExtractor(pages).getTextFromPage(1).replaceAll("\\s+", " ");
        }
    }

    @Test
    void itStandsInOdmWhileNothingChanged() throws IOException {
        assertThat(odm(SIGNER, Optional.empty(), Optional.empty()))
                .contains("<Signature>", "over all forms of general, efficacy, dose-day: All is true");
    }

    @Test
    void aChangeTakesItOutOfOdmButNotOutOfTheCutBefore() throws IOException {
        Instant before = site.clock.instant();
        correct();

        assertThat(odm(SIGNER, Optional.empty(), Optional.empty())).doesNotContain("<Signature>");
        assertThat(odm(SIGNER, Optional.of(before), Optional.empty())).contains("<Signature>");
    }

    @Test
    void itIsNotToldToWhoDoesNotSeeAllThatWasSignedNorOfOneForm() throws IOException {
        assertThat(odm(TrialSite.rater(), Optional.empty(), Optional.empty())).doesNotContain("<Signature>");
        assertThat(odm(SIGNER, Optional.empty(), Optional.of("MADRS"))).doesNotContain("<Signature>");
        assertThat(printed(TrialSite.rater())).doesNotContain("All is true");
    }

    @Test
    void thePrintedPagesSayWhetherItHolds() throws IOException {
        assertThat(printed(SIGNER)).contains("All is true · holds");

        correct();

        assertThat(printed(SIGNER)).contains("All is true · does not hold");
    }
}
