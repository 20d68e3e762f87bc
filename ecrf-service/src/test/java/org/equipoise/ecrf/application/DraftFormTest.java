package org.equipoise.ecrf.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.equipoise.ecrf.Examples.INFUSION_START;
import static org.equipoise.ecrf.Examples.number;
import static org.equipoise.ecrf.application.TrialSite.STUDY;
import static org.equipoise.ecrf.application.TrialSite.SUBJECT;
import static org.equipoise.ecrf.application.TrialSite.data;
import static org.equipoise.ecrf.application.TrialSite.everybody;
import static org.equipoise.ecrf.application.TrialSite.first;
import static org.equipoise.ecrf.application.TrialSite.investigator;
import static org.equipoise.ecrf.application.TrialSite.madrs;
import static org.equipoise.ecrf.application.TrialSite.monitor;
import static org.equipoise.ecrf.application.TrialSite.rater;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.equipoise.ecrf.domain.form.FormInstance;
import org.equipoise.platform.problem.ProblemType;
import org.equipoise.platform.problem.Refusal;
import org.junit.jupiter.api.Test;

class DraftFormTest {
    private static final Instant H24 = INFUSION_START.plus(Duration.ofHours(24));
    private static final DraftForm.Place MADRS =
            new DraftForm.Place(STUDY, SUBJECT, new FormInstance("H24", "MADRS", 1));

    private final TrialSite site = new TrialSite();
    private final DraftForm drafts =
            new DraftForm(site.studies, site.subjects, site.revisions, site.drafts, site.clock);

    private static Draft.Typed typed(Map<String, Object> values) {
        return new Draft.Typed(values, Map.of(), Map.of(), Optional.of("2026-03"), Optional.empty(), Optional.empty());
    }

    private static ProblemType refused(Runnable action) {
        return catchThrowableOfType(Refusal.class, action::run).type();
    }

    @Test
    void whatIsTypedIsKeptAsItIs() {
        Draft.Typed halfDone = typed(Map.of("M1", 3, "M2", "thr"));

        drafts.keep(rater(), MADRS, 0, halfDone);

        assertThat(drafts.read(rater(), MADRS).draft().entry()).isEqualTo(halfDone);
    }

    @Test
    void theServerSaysWhatItMakesOfIt() {
        assertThat(drafts.keep(rater(), MADRS, 0, typed(madrs(2))).derived()).containsEntry("TOTAL", number(6));
        assertThat(drafts.keep(rater(), MADRS, 0, typed(Map.of("M1", 3, "M2", "thr")))
                        .derived())
                .isEmpty();
    }

    @Test
    void theLastWriteOfAPersonWins() {
        drafts.keep(rater(), MADRS, 0, typed(madrs(2)));
        drafts.keep(rater(), MADRS, 0, typed(madrs(3)));

        assertThat(drafts.read(rater(), MADRS).draft().entry().values()).isEqualTo(madrs(3));
    }

    @Test
    void itsAuthorAloneSeesIt() {
        drafts.keep(rater(), MADRS, 0, typed(madrs(2)));

        assertThat(refused(() -> drafts.read(everybody(), MADRS))).isEqualTo(ProblemType.NOT_FOUND);
    }

    @Test
    void whoMayNotEnterTheFormKeepsNoDraftOfIt() {
        assertThat(refused(() -> drafts.keep(monitor(), MADRS, 0, typed(Map.of()))))
                .isEqualTo(ProblemType.PERMISSION_MISSING);
        assertThat(refused(() -> drafts.keep(
                        rater(),
                        new DraftForm.Place(STUDY, SUBJECT, new FormInstance("PLUS40", "CADSS", 1)),
                        0,
                        typed(Map.of()))))
                .isEqualTo(ProblemType.NOT_FOUND);
    }

    @Test
    void aSaveTakesItAway() {
        drafts.keep(rater(), MADRS, 0, typed(madrs(2)));
        drafts.keep(everybody(), MADRS, 0, typed(madrs(5)));

        site.saveForm.save(rater(), first("H24", "MADRS", data(H24, madrs(2))));

        assertThat(refused(() -> drafts.read(rater(), MADRS))).isEqualTo(ProblemType.NOT_FOUND);
        assertThat(drafts.read(everybody(), MADRS).currentRevision())
                .as("others' drafts stay, and see that somebody saved")
                .isEqualTo(1);
    }

    @Test
    void aSaveThatIsSentAgainTakesAwayWhatASuddenStopLeft() {
        drafts.keep(rater(), MADRS, 0, typed(madrs(2)));
        Draft left = site.drafts.find(key()).orElseThrow();
        SaveCommand save = new SaveCommand(STUDY, SUBJECT, MADRS.instance(), 0, Optional.of("k1"), data(H24, madrs(2)));
        site.saveForm.save(rater(), save);
        site.drafts.put(left);

        site.saveForm.save(rater(), save);

        assertThat(site.drafts.find(key())).isEmpty();
    }

    @Test
    void aSaveThatIsSentAgainLeavesWhatWasTypedSince() {
        SaveCommand save = new SaveCommand(STUDY, SUBJECT, MADRS.instance(), 0, Optional.of("k1"), data(H24, madrs(2)));
        site.saveForm.save(rater(), save);
        site.clock.set(site.clock.instant().plusSeconds(1));
        drafts.keep(rater(), MADRS, 1, typed(madrs(4)));

        site.saveForm.save(rater(), save);

        assertThat(drafts.read(rater(), MADRS).draft().entry().values()).isEqualTo(madrs(4));
    }

    @Test
    void oneThatComesAfterTheSaveDoesNotBringBackWhatWasSaved() {
        site.saveForm.save(rater(), first("H24", "MADRS", data(H24, madrs(2))));

        Refusal refusal = catchThrowableOfType(Refusal.class, () -> drafts.keep(rater(), MADRS, 0, typed(madrs(2))));

        assertThat(refusal.type()).isEqualTo(ProblemType.REVISION_CONFLICT);
        assertThat(refusal).hasMessageContaining("revision 1").hasMessageContaining("revision 0");
        assertThat(refusal.members()).containsEntry("currentRevision", 1);
        assertThat(site.drafts.drafts).isEmpty();
    }

    @Test
    void oneThatComesLateDoesNotReplaceAnotherThatWasBegunLater() {
        site.saveForm.save(rater(), first("H24", "MADRS", data(H24, madrs(2))));
        drafts.keep(rater(), MADRS, 1, typed(madrs(4)));

        assertThat(refused(() -> drafts.keep(rater(), MADRS, 0, typed(madrs(2)))))
                .isEqualTo(ProblemType.REVISION_CONFLICT);
        assertThat(drafts.read(rater(), MADRS).draft().entry().values()).isEqualTo(madrs(4));
    }

    @Test
    void aSaveLeavesWhatIsTypedInAnotherWindowWhileItIsUnderWay() {
        drafts.keep(rater(), MADRS, 0, typed(madrs(2)));
        site.clock.set(site.clock.instant().plusSeconds(1));
        drafts.keep(rater(), MADRS, 0, typed(madrs(4)));
        Draft other = site.drafts.find(key()).orElseThrow();
        site.clock.set(site.clock.instant().minusSeconds(1));

        site.saveForm.save(rater(), first("H24", "MADRS", data(H24, madrs(2))));

        assertThat(site.drafts.find(key())).contains(other);
    }

    @Test
    void aSaveThatIsSentAgainLeavesWhatWasBegunFromALaterRevision() {
        SaveCommand save = new SaveCommand(STUDY, SUBJECT, MADRS.instance(), 0, Optional.of("k1"), data(H24, madrs(2)));
        site.saveForm.save(rater(), save);
        drafts.keep(rater(), MADRS, 1, typed(madrs(4)));

        site.saveForm.save(rater(), save);

        assertThat(site.drafts.find(key())).isPresent();
    }

    private static DraftStore.Key key() {
        return new DraftStore.Key(
                STUDY, SUBJECT, MADRS.instance(), rater().author().id());
    }

    @Test
    void aRefusedSaveLeavesIt() {
        drafts.keep(rater(), MADRS, 0, typed(madrs(2)));

        assertThat(refused(() -> site.saveForm.save(rater(), first("H24", "MADRS", data(H24, Map.of("M1", 9))))))
                .isEqualTo(ProblemType.CHECK_FAILED);
        assertThat(drafts.read(rater(), MADRS).draft().entry().values()).isEqualTo(madrs(2));
    }

    @Test
    void itIsNoData() {
        drafts.keep(rater(), MADRS, 0, typed(madrs(6)));

        assertThat(site.revisions.revisions).isEmpty();
        assertThat(site.queries.all()).isEmpty();
        assertThat(refused(() -> new ReadForm(site.studies, site.subjects, site.revisions)
                        .read(rater(), STUDY, SUBJECT, MADRS.instance())))
                .isEqualTo(ProblemType.NOT_FOUND);
    }

    @Test
    void itCanBeThrownAwayMoreThanOnce() {
        drafts.keep(investigator(), vitals(), 0, typed(Map.of()));

        drafts.discard(investigator(), vitals());
        drafts.discard(investigator(), vitals());

        assertThat(refused(() -> drafts.read(investigator(), vitals()))).isEqualTo(ProblemType.NOT_FOUND);
    }

    private static DraftForm.Place vitals() {
        return new DraftForm.Place(STUDY, SUBJECT, new FormInstance("H24", "VITALS", 1));
    }
}
