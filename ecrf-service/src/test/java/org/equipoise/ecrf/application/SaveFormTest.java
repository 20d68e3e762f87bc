package org.equipoise.ecrf.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;
import static org.equipoise.ecrf.Examples.INFUSION_START;
import static org.equipoise.ecrf.application.TrialSite.change;
import static org.equipoise.ecrf.application.TrialSite.data;
import static org.equipoise.ecrf.application.TrialSite.everybody;
import static org.equipoise.ecrf.application.TrialSite.first;
import static org.equipoise.ecrf.application.TrialSite.investigator;
import static org.equipoise.ecrf.application.TrialSite.madrs;
import static org.equipoise.ecrf.application.TrialSite.monitor;
import static org.equipoise.ecrf.application.TrialSite.rater;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.equipoise.ecrf.ExampleStudy;
import org.equipoise.ecrf.Examples;
import org.equipoise.ecrf.domain.form.Finding;
import org.equipoise.ecrf.domain.form.FormInstance;
import org.equipoise.ecrf.domain.form.ItemValue;
import org.equipoise.ecrf.domain.form.Revision;
import org.equipoise.ecrf.domain.query.DataQuery;
import org.equipoise.ecrf.domain.query.QueryStatus;
import org.equipoise.ecrf.domain.study.FormCategory;
import org.equipoise.ecrf.domain.study.Severity;
import org.equipoise.platform.problem.ProblemType;
import org.equipoise.platform.problem.Refusal;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class SaveFormTest {
    private static final Instant H24 = INFUSION_START.plus(Duration.ofHours(24));

    private final TrialSite site = new TrialSite();

    private FormView save(SaveCommand command) {
        return site.saveForm.save(everybody(), command);
    }

    private Refusal refusal(Actor actor, SaveCommand command) {
        int before = site.revisions.revisions.size();
        Refusal refusal = catchThrowableOfType(Refusal.class, () -> site.saveForm.save(actor, command));
        assertThat(refusal).as("a refusal").isNotNull();
        assertThat(site.revisions.revisions).as("nothing is saved").hasSize(before);
        assertThat(refusal.fix()).as("what to do next").isNotBlank();
        return refusal;
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> findings(Refusal refusal) {
        return (List<Map<String, Object>>) refusal.members().get("findings");
    }

    private static SaveCommand withKey(SaveCommand command, String key) {
        return new SaveCommand(
                command.study(),
                command.subject(),
                command.instance(),
                command.expected(),
                Optional.of(key),
                command.data());
    }

    @Test
    void aTimeKeepsItsOffsetAndCountsAsTheInstantThatItIs() {
        String entered = INFUSION_START.atOffset(ZoneOffset.ofHours(2)).toString();
        site.saveForm.save(
                everybody(), first("INFUSION", "INFUSION", data(INFUSION_START, Map.of("INF_START", entered))));
        SaveCommand late = first("PLUS40", "CADSS", data(INFUSION_START.plusSeconds(2400), Map.of("SCORE", 5)));

        assertThat(site.saveForm.save(everybody(), late).findings()).isEmpty();
        assertThat(site.revisions.revisions.get(0).revision().content().values().get("INF_START"))
                .isEqualTo(ItemValue.DateTimeValue.parse(entered));
        assertThat(RevisionText.of(site.revisions.revisions.get(0).revision())).contains("+02:00");
    }

    @Nested
    class Revisions {
        @Test
        void theFirstSaveIsRevisionOne() {
            FormView saved = site.saveForm.save(rater(), first("H24", "MADRS", data(H24, madrs(2))));

            assertThat(saved.revision().number()).isEqualTo(1);
            assertThat(saved.revision().content().values()).containsEntry("TOTAL", Examples.number(6));
            assertThat(saved.revision().savedBy().name()).isEqualTo("rita");
            assertThat(saved.revision().savedAt()).isEqualTo(site.clock.instant());
            assertThat(saved.revision().definitionVersion()).isEqualTo("1");
        }

        @Test
        void aChangeIsTheNextRevisionAndKeepsTheOldOne() {
            save(first("H24", "MADRS", data(H24, madrs(2))));
            FormView changed = save(change("H24", "MADRS", 1, data(H24, madrs(3))));

            assertThat(changed.revision().number()).isEqualTo(2);
            assertThat(changed.revision().reasonForChange()).contains("typing error");
            assertThat(site.revisions.revisions)
                    .extracting(stored -> stored.revision().content().values().get("TOTAL"))
                    .containsExactly(Examples.number(6), Examples.number(9));
        }

        @Test
        void aChangeNeedsAReason() {
            save(first("H24", "MADRS", data(H24, madrs(2))));
            SaveCommand silent = new SaveCommand(
                    TrialSite.STUDY,
                    TrialSite.SUBJECT,
                    Examples.first("H24", "MADRS"),
                    1,
                    Optional.empty(),
                    data(H24, madrs(3)));

            assertThat(refusal(everybody(), silent).type()).isEqualTo(ProblemType.REASON_REQUIRED);
        }

        @Test
        void whoComesLateIsShownWhatWasSaved() {
            site.saveForm.save(rater(), first("H24", "MADRS", data(H24, madrs(2))));

            Refusal refusal = refusal(everybody(), first("H24", "MADRS", data(H24, madrs(4))));

            assertThat(refusal.type()).isEqualTo(ProblemType.REVISION_CONFLICT);
            assertThat(refusal.members())
                    .containsEntry("currentRevision", 1)
                    .containsEntry("savedBy", "rita")
                    .containsEntry("currentValues", Map.of("M1", 2L, "M2", 2L, "M3", 2L, "TOTAL", 6L));
        }

        @Test
        void ofTwoWhoSaveAtOnceOneWins() {
            site.revisions.beforeAppend = () -> site.saveForm.save(rater(), first("H24", "MADRS", data(H24, madrs(2))));

            Refusal refusal =
                    catchThrowableOfType(Refusal.class, () -> save(first("H24", "MADRS", data(H24, madrs(4)))));

            assertThat(refusal.type()).isEqualTo(ProblemType.REVISION_CONFLICT);
            assertThat(refusal.members()).containsEntry("savedBy", "rita");
            assertThat(site.revisions.revisions).hasSize(1);
        }

        @Test
        void nobodyChangesWhatWasNeverEntered() {
            Refusal refusal = refusal(everybody(), change("H24", "MADRS", 1, data(H24, madrs(4))));

            assertThat(refusal.type()).isEqualTo(ProblemType.REVISION_CONFLICT);
            assertThat(refusal.members()).containsEntry("currentRevision", 0);
        }

        @Test
        void revisionsAreChainedByTheirHashes() {
            save(first("H24", "MADRS", data(H24, madrs(2))));
            save(change("H24", "MADRS", 1, data(H24, madrs(3))));
            List<StoredRevision> chain = site.revisions.revisions;
            Revision one = chain.get(0).revision();

            assertThat(chain.get(0).previousHash()).isEqualTo(RevisionText.genesis(one));
            assertThat(chain.get(0).hash()).isEqualTo(RevisionText.hash(RevisionText.genesis(one), one));
            assertThat(chain.get(1).previousHash()).isEqualTo(chain.get(0).hash());
            assertThat(chain.get(1).hash())
                    .isEqualTo(
                            RevisionText.hash(chain.get(0).hash(), chain.get(1).revision()));
        }
    }

    @Nested
    class SentAgain {
        @Test
        void theSameKeyGivesTheFirstAnswer() {
            SaveCommand command = withKey(first("H24", "MADRS", data(H24, madrs(2))), "key-1");
            FormView once = save(command);

            assertThat(save(command)).isEqualTo(once);
            assertThat(site.revisions.revisions).hasSize(1);
        }

        @Test
        void theSameKeyGivesTheFirstAnswerEvenAfterAnotherChange() {
            SaveCommand command = withKey(first("H24", "MADRS", data(H24, madrs(2))), "key-1");
            FormView once = save(command);
            save(change("H24", "MADRS", 1, data(H24, madrs(3))));

            assertThat(save(command)).isEqualTo(once);
        }

        @Test
        void theSameRequestTwiceAtOnceIsSavedOnce() {
            SaveCommand command = withKey(first("H24", "MADRS", data(H24, madrs(2))), "key-1");
            site.revisions.beforeAppend = () -> save(command);

            assertThat(save(command).revision().number()).isEqualTo(1);
            assertThat(site.revisions.revisions).hasSize(1);
        }

        @Test
        void theKeyOfAnotherRequestIsRefused() {
            save(withKey(first("H24", "MADRS", data(H24, madrs(2))), "key-1"));

            assertThat(refusal(everybody(), withKey(first("H24", "MADRS", data(H24, madrs(3))), "key-1"))
                            .type())
                    .isEqualTo(ProblemType.KEY_REUSED);
        }
    }

    @Nested
    class Windows {
        private static final Instant PLUS46 = INFUSION_START.plus(Duration.ofMinutes(46));

        @Test
        void anObservationOutsideItsWindowNeedsAReason() {
            site.infuse();

            Refusal refusal = refusal(everybody(), first("PLUS40", "CADSS", data(PLUS46, Map.of("SCORE", 4))));

            assertThat(refusal.type()).isEqualTo(ProblemType.REASON_REQUIRED);
            assertThat(findings(refusal))
                    .singleElement()
                    .satisfies(finding -> assertThat(finding)
                            .containsEntry("check", "window")
                            .containsEntry("value", PLUS46.toString()));
        }

        @Test
        void withAReasonItIsSavedWithAWarning() {
            site.infuse();
            EntryData late = new EntryData(
                    Map.of("SCORE", 4), Map.of(), PLUS46, Optional.of("nausea"), Optional.empty(), Map.of());

            FormView saved = save(first("PLUS40", "CADSS", late));

            assertThat(saved.findings())
                    .extracting(Finding::check, Finding::severity)
                    .containsExactly(tuple("window", Severity.WARNING));
            assertThat(saved.revision().content().windowReason()).contains("nausea");
        }

        @Test
        void insideItsWindowItNeedsNone() {
            site.infuse();

            assertThat(site.enter("PLUS40", "CADSS", PLUS46.minusSeconds(1), Map.of("SCORE", 4))
                            .findings())
                    .isEmpty();
        }

        @Test
        void nothingIsSaidWhileTheAnchorIsUnknown() {
            assertThat(site.enter("PLUS40", "CADSS", PLUS46, Map.of("SCORE", 4)).findings())
                    .isEmpty();
        }

        @Test
        void nothingHappensInTheFuture() {
            Instant tomorrow = site.clock.instant().plusSeconds(1);

            Refusal refusal = refusal(everybody(), first("H24", "MADRS", data(tomorrow, madrs(1))));

            assertThat(refusal.type()).isEqualTo(ProblemType.CHECK_FAILED);
            assertThat(findings(refusal))
                    .singleElement()
                    .satisfies(finding -> assertThat(finding).containsEntry("check", "occurred-at"));
        }
    }

    @Nested
    class Checks {
        @Test
        void everyMalformedValueIsNamed() {
            Refusal refusal =
                    refusal(everybody(), first("H24", "MADRS", data(H24, Map.of("M1", "two", "M2", 7, "M4", 1))));

            assertThat(refusal.type()).isEqualTo(ProblemType.CHECK_FAILED);
            assertThat(findings(refusal))
                    .extracting(finding -> finding.get("check") + " " + finding.get("items"))
                    .containsExactlyInAnyOrder("value [M1]", "range [M2]", "value [M4]", "required [M3]");
        }

        @Test
        void anErrorSavesNothing() {
            Refusal refusal =
                    refusal(everybody(), first("H24", "VITALS", data(H24, Map.of("SYSTOLIC", 80, "DIASTOLIC", 90))));

            assertThat(findings(refusal))
                    .singleElement()
                    .satisfies(finding -> assertThat(finding).containsEntry("check", "R2"));
        }

        private SaveCommand allSix(int expected, Map<String, Object> scores, Map<String, String> reasons) {
            EntryData data =
                    new EntryData(scores, Map.of(), H24, Optional.empty(), Optional.of("typing error"), reasons);
            return new SaveCommand(
                    TrialSite.STUDY,
                    TrialSite.SUBJECT,
                    Examples.first("H24", "MADRS"),
                    expected,
                    Optional.empty(),
                    data);
        }

        @Test
        void aWarningIsRefusedWithoutAReasonThatNamesIt() {
            Refusal refusal = refusal(everybody(), allSix(0, madrs(6), Map.of("ALL_SIX", " ", "R6", "other")));

            assertThat(refusal.type()).isEqualTo(ProblemType.REASON_REQUIRED);
            assertThat(refusal.getMessage()).contains("ALL_SIX");
            assertThat(refusal.fix()).contains("warningReasons").contains("ALL_SIX");
            assertThat(findings(refusal))
                    .extracting(finding -> finding.get("check"), finding -> finding.get("items"))
                    .containsExactly(tuple("ALL_SIX", List.of("M1", "M2", "M3")));
        }

        @Test
        void theReasonOfAWarningIsKeptInTheRevision() {
            Revision saved = save(allSix(0, madrs(6), Map.of("ALL_SIX", "severely ill", "R6", "no warning")))
                    .revision();

            assertThat(saved.warningReasons()).isEqualTo(Map.of("ALL_SIX", "severely ill"));
            assertThat(saved.findings()).extracting(Finding::severity).containsExactly(Severity.WARNING);
        }

        @Test
        void aReasonHoldsWhileTheWarningIsAboutTheSameValue() {
            save(allSix(0, madrs(6), Map.of("ALL_SIX", "severely ill")));

            assertThat(save(allSix(1, madrs(6), Map.of())).revision().warningReasons())
                    .containsEntry("ALL_SIX", "severely ill");
            assertThat(save(allSix(2, madrs(5), Map.of())).revision().warningReasons())
                    .isEmpty();
            assertThat(refusal(everybody(), allSix(3, madrs(6), Map.of())).type())
                    .isEqualTo(ProblemType.REASON_REQUIRED);
        }

        @Test
        void aWarningIsSavedAndShown() {
            assertThat(site.enter("H24", "MADRS", H24, madrs(6)).findings())
                    .extracting(Finding::check)
                    .containsExactly("ALL_SIX");
            assertThat(site.queries.all()).isEmpty();
        }

        @Test
        void aQueryIsRaisedByTheSystem() {
            site.enter("BASELINE", "MADRS", INFUSION_START.minusSeconds(7200), madrs(0));
            site.enter("H24", "MADRS", H24, madrs(4));

            assertThat(site.queries.all()).singleElement().satisfies(query -> {
                assertThat(query.check()).contains("R6");
                assertThat(query.item()).contains("TOTAL");
                assertThat(query.instance()).isEqualTo(Examples.first("H24", "MADRS"));
                assertThat(query.question().by()).isEqualTo(SystemQueries.SYSTEM);
            });
        }

        @Test
        void aCheckThatStillFailsIsNotAskedAboutAgain() {
            site.enter("BASELINE", "MADRS", INFUSION_START.minusSeconds(7200), madrs(0));
            site.enter("H24", "MADRS", H24, madrs(4));
            save(change("H24", "MADRS", 1, data(H24, Map.of("M1", 5, "M2", 3, "M3", 4))));

            assertThat(site.queries.all()).hasSize(1);
        }

        @Test
        void aCheckThatFailsAboutAnotherValueAsksAboutThatOne() {
            site.enter("BASELINE", "MADRS", INFUSION_START.minusSeconds(7200), madrs(0));
            site.enter("H24", "MADRS", H24, madrs(4));
            site.clock.set(site.clock.instant().plusSeconds(60));
            save(change("H24", "MADRS", 1, data(H24, madrs(5))));

            assertThat(site.queries.all())
                    .extracting(
                            DataQuery::status,
                            query -> query.thread()
                                    .get(query.thread().size() - 1)
                                    .text())
                    .containsExactlyInAnyOrder(
                            tuple(QueryStatus.CLOSED, "The value has changed; a new query asks about it."),
                            tuple(
                                    QueryStatus.OPEN,
                                    "The total differs from baseline by more than 10; please confirm."));
        }

        @Test
        void aCheckThatFailsAnewIsAskedAboutAgain() {
            site.enter("BASELINE", "MADRS", INFUSION_START.minusSeconds(7200), madrs(0));
            site.enter("H24", "MADRS", H24, madrs(4));
            save(change("H24", "MADRS", 1, data(H24, madrs(1))));
            save(change("H24", "MADRS", 2, data(H24, madrs(4))));

            assertThat(site.queries.all()).hasSize(2);
        }

        @Test
        void aQueryLostInACrashIsRaisedAfterwards() {
            site.enter("BASELINE", "MADRS", INFUSION_START.minusSeconds(7200), madrs(0));
            site.enter("H24", "MADRS", H24, madrs(4));
            save(change("H24", "MADRS", 1, data(H24, Map.of("M1", 5, "M2", 3, "M3", 4))));
            site.queries.byOrigin.clear();
            RaiseOutstandingQueries recovery = new RaiseOutstandingQueries(site.revisions, site.systemQueries);

            assertThat(recovery.sweep()).isEqualTo(1);
            assertThat(recovery.sweep()).isZero();
            assertThat(site.queries.all()).hasSize(1);
        }
    }

    @Nested
    class OverDataThatTheAuthorMayNotSee {
        private final SaveCommand suspicious = first("H24", "MADRS", data(H24, Map.of("M1", 6, "M2", 1, "M3", 1)));

        OverDataThatTheAuthorMayNotSee() {
            site.enter("PLUS40", "CADSS", INFUSION_START.plusSeconds(2400), Map.of("SCORE", 60));
        }

        @Test
        void whoMaySeeBothIsRefused() {
            assertThat(findings(refusal(everybody(), suspicious)))
                    .extracting(finding -> finding.get("check"))
                    .containsExactly("CALM");
        }

        @Test
        void theRaterIsToldNothingAndTheOthersAreAsked() {
            FormView saved = site.saveForm.save(rater(), suspicious);

            assertThat(saved.findings()).isEmpty();
            assertThat(site.queries.all()).singleElement().satisfies(query -> {
                assertThat(query.check()).contains("CALM");
                assertThat(query.categories()).containsExactlyInAnyOrder(FormCategory.EFFICACY, FormCategory.DOSE_DAY);
            });
        }

        @Test
        void aWarningIsAskedAboutToo() {
            TrialSite warned = new TrialSite(ExampleStudy.jsonReplacing(
                    "\"cadss < 50 || M1 < 6\", \"severity\": \"error\"",
                    "\"cadss < 50 || M1 < 6\", \"severity\": \"warning\""));
            warned.infuse();
            warned.enter("PLUS40", "CADSS", INFUSION_START.plusSeconds(2400), Map.of("SCORE", 60));

            assertThat(warned.saveForm.save(rater(), suspicious).findings()).isEmpty();
            assertThat(warned.queries.all())
                    .singleElement()
                    .satisfies(query -> assertThat(query.check()).contains("CALM"));
            warned.saveForm.save(rater(), change("H24", "MADRS", 1, data(H24, Map.of("M1", 6, "M2", 2, "M3", 1))));
            assertThat(warned.queries.all()).hasSize(1);
            warned.saveForm.save(rater(), change("H24", "MADRS", 2, data(H24, Map.of("M1", 5, "M2", 2, "M3", 1))));
            assertThat(warned.queries.all())
                    .singleElement()
                    .satisfies(query -> assertThat(query.status()).isEqualTo(QueryStatus.CLOSED));
        }

        @Test
        void theRaterDoesNotSeeItLaterEither() {
            site.saveForm.save(rater(), suspicious);
            ReadForm readForm = new ReadForm(site.studies, site.subjects, site.revisions);

            assertThat(readForm.read(rater(), TrialSite.STUDY, TrialSite.SUBJECT, suspicious.instance())
                            .findings())
                    .isEmpty();
            assertThat(readForm.read(monitor(), TrialSite.STUDY, TrialSite.SUBJECT, suspicious.instance())
                            .findings())
                    .extracting(Finding::check, Finding::severity)
                    .containsExactly(tuple("CALM", Severity.QUERY));
        }
    }

    @Nested
    class WhoMaySave {
        @Test
        void aFormOfAHiddenCategoryDoesNotExist() {
            assertThat(refusal(rater(), first("PLUS40", "CADSS", data(H24, Map.of("SCORE", 4))))
                            .type())
                    .isEqualTo(ProblemType.NOT_FOUND);
        }

        @Test
        void aFormThatOneMayOnlyReadIsForbidden() {
            assertThat(refusal(investigator(), first("H24", "MADRS", data(H24, madrs(1))))
                            .type())
                    .isEqualTo(ProblemType.PERMISSION_MISSING);
        }

        @Test
        void theScheduleCanHideAFormOnADoseDay() {
            EntryData vitals = data(H24, Map.of("SYSTOLIC", 120, "DIASTOLIC", 80));
            Actor generalOnly =
                    TrialSite.actor("clara", "01", Set.of(FormCategory.GENERAL), Set.of(FormCategory.GENERAL));

            assertThat(site.saveForm
                            .save(generalOnly, first("H24", "VITALS", vitals))
                            .revision()
                            .number())
                    .isEqualTo(1);
            assertThat(refusal(generalOnly, first("PLUS40", "VITALS", vitals)).type())
                    .isEqualTo(ProblemType.NOT_FOUND);
        }

        @Test
        void aSubjectOfAnotherSiteDoesNotExist() {
            Actor elsewhere =
                    TrialSite.actor("rita.02", "02", Set.of(FormCategory.EFFICACY), Set.of(FormCategory.EFFICACY));

            assertThat(refusal(elsewhere, first("H24", "MADRS", data(H24, madrs(1))))
                            .type())
                    .isEqualTo(ProblemType.NOT_FOUND);
        }

        @Test
        void whatIsNotInTheStudyDoesNotExist() {
            assertThat(refusal(everybody(), first("H48", "MADRS", data(H24, madrs(1))))
                            .type())
                    .isEqualTo(ProblemType.NOT_FOUND);
            assertThat(refusal(everybody(), first("H24", "CADSS", data(H24, Map.of())))
                            .type())
                    .isEqualTo(ProblemType.NOT_FOUND);
            SaveCommand nobody = new SaveCommand(
                    TrialSite.STUDY,
                    "01-999",
                    Examples.first("H24", "MADRS"),
                    0,
                    Optional.empty(),
                    data(H24, madrs(1)));
            assertThat(refusal(everybody(), nobody).type()).isEqualTo(ProblemType.NOT_FOUND);
        }

        @Test
        void onlyRepeatingFormsRepeat() {
            SaveCommand second = new SaveCommand(
                    TrialSite.STUDY,
                    TrialSite.SUBJECT,
                    new FormInstance("COMMON", "AE", 2),
                    0,
                    Optional.empty(),
                    data(H24, Map.of("TERM", "nausea")));
            assertThat(save(second).revision().instance().repeat()).isEqualTo(2);

            SaveCommand again = new SaveCommand(
                    TrialSite.STUDY,
                    TrialSite.SUBJECT,
                    new FormInstance("H24", "MADRS", 2),
                    0,
                    Optional.empty(),
                    data(H24, madrs(1)));
            assertThatThrownBy(() -> save(again)).hasMessageContaining("takes 1 to 1");
        }
    }
}
