package org.equipoise.ecrf.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.equipoise.ecrf.Examples.INFUSION_START;
import static org.equipoise.ecrf.application.TrialSite.STUDY;
import static org.equipoise.ecrf.application.TrialSite.SUBJECT;
import static org.equipoise.ecrf.application.TrialSite.actor;
import static org.equipoise.ecrf.application.TrialSite.change;
import static org.equipoise.ecrf.application.TrialSite.data;
import static org.equipoise.ecrf.application.TrialSite.everybody;
import static org.equipoise.ecrf.application.TrialSite.investigator;
import static org.equipoise.ecrf.application.TrialSite.monitor;
import static org.equipoise.ecrf.application.TrialSite.rater;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.equipoise.ecrf.Examples;
import org.equipoise.ecrf.domain.query.DataQuery;
import org.equipoise.ecrf.domain.query.QueryStatus;
import org.equipoise.ecrf.domain.study.FormCategory;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What the work list of a site says that waits for its reader, beside the forms. */
class CountWaitingTest {
    private static ReadWorkList.Open open(TrialSite site, Actor reader, QueryStatus... settles) {
        return site.workList
                .site(new ReadWorkList.SiteReader(reader, Set.of(settles)), STUDY, "01")
                .open();
    }

    @Nested
    class Queries {
        private final TrialSite site = new TrialSite(HiddenItemsStudy.json());
        private final AdvanceQuery advance = new AdvanceQuery(site.studies, site.queries, site.revisions, site.clock);

        private DataQuery ask(String event, String form, String item) {
            return new RaiseQuery(site.studies, site.subjects, site.queries, site.clock)
                    .raise(
                            everybody(),
                            STUDY,
                            new RaiseQuery.Question(
                                    SUBJECT, Examples.first(event, form), Optional.ofNullable(item), "Please check."),
                            event + form + item);
        }

        private long waiting(Actor reader, QueryStatus... settles) {
            return open(site, reader, settles).queries();
        }

        @Test
        void waitForTheSiteUntilItAnswersAndThenForWhoeverCloses() {
            ask("H24", "MADRS", null);
            DataQuery answered = ask("H24", "MADRS", "M1");
            advance.answer(rater(), STUDY, answered.id(), "Checked.", "k");

            assertThat(waiting(rater(), QueryStatus.OPEN)).isEqualTo(1);
            assertThat(waiting(monitor(), QueryStatus.ANSWERED)).isEqualTo(1);
            advance.close(monitor(), STUDY, answered.id(), "Thank you.", "c");
            assertThat(waiting(monitor(), QueryStatus.ANSWERED)).isZero();
        }

        @Test
        void doNotWaitForWhoDoesNothingAboutThem() {
            ask("H24", "MADRS", null);

            assertThat(waiting(rater())).isZero();
        }

        @Test
        void aboutAHiddenFormWaitForWhoSeesIt() {
            ask("PLUS40", "CADSS", null);

            assertThat(waiting(rater(), QueryStatus.OPEN)).isZero();
            assertThat(waiting(investigator(), QueryStatus.OPEN)).isEqualTo(1);
        }

        @Test
        void aboutAHiddenItemOfAFormThatIsSeenDoNotCount() {
            ask("H24", "VITALS", "LEVEL");
            assertThat(waiting(rater(), QueryStatus.OPEN)).isZero();
            assertThat(waiting(investigator(), QueryStatus.OPEN)).isEqualTo(1);

            ask("H24", "VITALS", "SYSTOLIC");
            assertThat(waiting(rater(), QueryStatus.OPEN)).isEqualTo(1);
        }

        @Test
        void ofAnotherSiteDoNotCount() {
            ask("H24", "MADRS", null);

            assertThat(site.workList
                            .site(TrialSite.settling(monitor()), STUDY, "02")
                            .open()
                            .queries())
                    .isZero();
        }

        @Test
        void areAllCountedHoweverManyThereAre() {
            for (int i = 0; i <= Page.LARGEST; i++) {
                new RaiseQuery(site.studies, site.subjects, site.queries, site.clock)
                        .raise(
                                everybody(),
                                STUDY,
                                new RaiseQuery.Question(
                                        SUBJECT, Examples.first("H24", "MADRS"), Optional.empty(), "And " + i + "?"),
                                "k" + i);
            }

            assertThat(waiting(rater(), QueryStatus.OPEN)).isEqualTo(Page.LARGEST + 1);
        }
    }

    @Nested
    class Clocks {
        private final TrialSite site = new TrialSite(TightenedClockTest.definition("1", "dose-day"));
        private final Actor nurse =
                actor("nora", "01", Set.of(FormCategory.DOSE_DAY, FormCategory.SAFETY), Set.of(FormCategory.DOSE_DAY));

        private long waiting(Actor reader) {
            return open(site, reader).clocks();
        }

        @Test
        void runUntilTheyAreStopped() {
            assertThat(waiting(nurse)).isZero();
            site.infuse();
            site.clock.set(INFUSION_START.plus(Duration.ofMinutes(30)));
            assertThat(waiting(nurse)).as("running").isEqualTo(1);
            site.clock.set(INFUSION_START.plus(Duration.ofHours(3)));
            assertThat(waiting(nurse)).as("overdue").isEqualTo(1);

            site.saveForm.save(
                    everybody(),
                    change(
                            "INFUSION",
                            "INFUSION",
                            1,
                            data(
                                    INFUSION_START,
                                    Map.of(
                                            "INF_START",
                                            INFUSION_START.toString(),
                                            "INF_STOP",
                                            INFUSION_START
                                                    .plus(Duration.ofMinutes(40))
                                                    .toString()))));
            assertThat(waiting(nurse)).as("stopped").isZero();
        }

        @Test
        void areForWhoReadsAdverseEventsAndTheForm() {
            site.infuse();

            assertThat(waiting(nurse)).isEqualTo(1);
            assertThat(waiting(rater())).isZero();
            assertThat(waiting(investigator())).as("no adverse events").isZero();
            assertThat(waiting(actor("sam", "01", Set.of(FormCategory.GENERAL, FormCategory.SAFETY), Set.of())))
                    .as("not the form that the clock runs on")
                    .isZero();
        }

        @Test
        void areThoseOfTheListOfClocks() {
            site.infuse();
            ReadSafety safety = new ReadSafety(site.studies, site.subjectStore, site.revisions, site.clock);

            assertThat(waiting(nurse))
                    .isEqualTo(safety.clocks(nurse, STUDY, ReadSafety.Among.ALL).count());
        }
    }
}
