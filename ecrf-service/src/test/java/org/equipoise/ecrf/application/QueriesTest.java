package org.equipoise.ecrf.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;
import static org.equipoise.ecrf.application.TrialSite.STUDY;
import static org.equipoise.ecrf.application.TrialSite.SUBJECT;
import static org.equipoise.ecrf.application.TrialSite.investigator;
import static org.equipoise.ecrf.application.TrialSite.monitor;
import static org.equipoise.ecrf.application.TrialSite.rater;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.equipoise.ecrf.Examples;
import org.equipoise.ecrf.domain.query.AgeBucket;
import org.equipoise.ecrf.domain.query.DataQuery;
import org.equipoise.ecrf.domain.query.QueryEntry;
import org.equipoise.ecrf.domain.query.QueryStatus;
import org.equipoise.platform.problem.ProblemType;
import org.equipoise.platform.problem.Refusal;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QueriesTest {
    private final TrialSite site = new TrialSite();
    private final RaiseQuery raise = new RaiseQuery(site.studies, site.subjects, site.queries, site.clock);
    private final AdvanceQuery advance = new AdvanceQuery(site.studies, site.queries, site.revisions, site.clock);

    private DataQuery ask(String event, String form, String text, String key) {
        return raise.raise(
                monitor(),
                STUDY,
                new RaiseQuery.Question(SUBJECT, Examples.first(event, form), Optional.empty(), text),
                key);
    }

    private static ProblemType refused(Runnable action) {
        return catchThrowableOfType(Refusal.class, action::run).type();
    }

    @Test
    void goesFromOpenToAnsweredToClosed() {
        DataQuery open = ask("H24", "MADRS", "Please check.", "k1");
        DataQuery answered = advance.answer(rater(), STUDY, open.id(), "Checked.", "k2");
        DataQuery closed = advance.close(monitor(), STUDY, open.id(), "Thank you.", "k3");

        assertThat(open.status()).isEqualTo(QueryStatus.OPEN);
        assertThat(answered.status()).isEqualTo(QueryStatus.ANSWERED);
        assertThat(closed.status()).isEqualTo(QueryStatus.CLOSED);
        assertThat(closed.thread())
                .extracting(QueryEntry::action, entry -> entry.by().name(), QueryEntry::text)
                .containsExactly(
                        tuple(QueryEntry.Action.RAISED, "mona", "Please check."),
                        tuple(QueryEntry.Action.ANSWERED, "rita", "Checked."),
                        tuple(QueryEntry.Action.CLOSED, "mona", "Thank you."));
    }

    @Test
    void aClosedQueryTakesNoAnswer() {
        DataQuery query = ask("H24", "MADRS", "Please check.", "k1");
        advance.close(monitor(), STUDY, query.id(), "Never mind.", "k2");

        assertThat(refused(() -> advance.answer(rater(), STUDY, query.id(), "Checked.", "k3")))
                .isEqualTo(ProblemType.STATE_CONFLICT);
    }

    @Test
    void theSameRequestAgainHasOneEffect() {
        DataQuery query = ask("H24", "MADRS", "Please check.", "k1");

        assertThat(ask("H24", "MADRS", "Please check.", "k1")).isEqualTo(query);
        advance.answer(rater(), STUDY, query.id(), "Checked.", "k2");
        assertThat(advance.answer(rater(), STUDY, query.id(), "Checked.", "k2").thread())
                .hasSize(2);
        assertThat(site.queries.all()).hasSize(1);
    }

    @Test
    void theKeyOfAnotherRequestIsRefused() {
        DataQuery query = ask("H24", "MADRS", "Please check.", "k1");
        advance.answer(rater(), STUDY, query.id(), "Checked.", "k2");

        assertThat(refused(() -> ask("H24", "MADRS", "Something else.", "k1"))).isEqualTo(ProblemType.KEY_REUSED);
        assertThat(refused(() -> advance.answer(rater(), STUDY, query.id(), "Otherwise.", "k2")))
                .isEqualTo(ProblemType.KEY_REUSED);
    }

    @Test
    void aQueryAboutAHiddenFormDoesNotExist() {
        DataQuery query = ask("PLUS40", "CADSS", "Please check.", "k1");

        assertThat(refused(() -> advance.answer(rater(), STUDY, query.id(), "Checked.", "k2")))
                .isEqualTo(ProblemType.NOT_FOUND);
        assertThat(advance.answer(investigator(), STUDY, query.id(), "Checked.", "k2")
                        .status())
                .isEqualTo(QueryStatus.ANSWERED);
    }

    @Test
    void nobodyAsksAboutAnItemThatTheFormDoesNotHave() {
        RaiseQuery.Question question =
                new RaiseQuery.Question(SUBJECT, Examples.first("H24", "MADRS"), Optional.of("M9"), "Please check.");

        assertThat(refused(() -> raise.raise(monitor(), STUDY, question, "k1"))).isEqualTo(ProblemType.INVALID_VALUE);
    }

    @Test
    void idsSortInTheOrderOfAsking() {
        DataQuery first = ask("H24", "MADRS", "First.", "k1");
        site.clock.set(site.clock.instant().plusMillis(1));
        DataQuery second = ask("H24", "MADRS", "Second.", "k2");

        assertThat(first.id()).isLessThan(second.id());
    }

    @Nested
    class AClosedQuery {
        private DataQuery closed() {
            DataQuery query = ask("H24", "MADRS", "Please check.", "k1");
            site.clock.set(site.clock.instant().plus(Duration.ofDays(9)));
            return advance.close(monitor(), STUDY, query.id(), "Never mind.", "k2");
        }

        @Test
        void isOpenedAgainWithItsHistoryAndItsAge() {
            DataQuery closed = closed();
            DataQuery reopened = advance.reopen(monitor(), STUDY, closed.id(), "It is still wrong.", "k3");
            Instant later = site.clock.instant().plus(Duration.ofDays(3));

            assertThat(closed.ageInDays(later)).isEqualTo(9);
            assertThat(reopened.ageInDays(later)).isEqualTo(12);
            assertThat(reopened.status()).isEqualTo(QueryStatus.OPEN);
            assertThat(reopened.thread()).hasSize(3);
            assertThat(advance.reopen(monitor(), STUDY, closed.id(), "It is still wrong.", "k3"))
                    .isEqualTo(reopened);
            assertThat(refused(() -> advance.reopen(monitor(), STUDY, closed.id(), "Again.", "k4")))
                    .isEqualTo(ProblemType.STATE_CONFLICT);
        }

        @Test
        void wasOpenWhenItWasOpen() {
            DataQuery closed = closed();
            Instant closedAt = site.clock.instant();
            DataQuery reopened = advance.reopen(monitor(), STUDY, closed.id(), "It is still wrong.", "k3");

            assertThat(closed.statusAt(closedAt.minusMillis(1))).contains(QueryStatus.OPEN);
            assertThat(closed.statusAt(closedAt)).contains(QueryStatus.CLOSED);
            assertThat(reopened.statusAt(closedAt.minus(Duration.ofDays(10)))).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({"0, 0-7", "7, 0-7", "8, 8-14", "14, 8-14", "15, 15-30", "30, 15-30", "31, 31+", "4000, 31+"})
    void agesFallIntoBuckets(long days, String bucket) {
        assertThat(AgeBucket.of(days).code()).isEqualTo(bucket);
    }

    @Test
    void agesAreCountedBySiteAndOnlyForWhatTheReaderSees() {
        ask("H24", "MADRS", "Please check.", "k1");
        ask("PLUS40", "CADSS", "Please check.", "k2");
        site.clock.set(site.clock.instant().plus(Duration.ofDays(10)));
        DataQuery answered = ask("H24", "MADRS", "And this?", "k3");
        advance.answer(rater(), STUDY, answered.id(), "Checked.", "k4");
        ListQueries list = new ListQueries(site.studies, site.queries, site.clock);

        assertThat(list.ages(rater(), STUDY))
                .containsExactly(
                        new ListQueries.SiteAges("01", Map.of(AgeBucket.TWO_WEEKS, 1L), Map.of(AgeBucket.WEEK, 1L)));
        assertThat(list.ages(monitor(), STUDY).get(0).open()).isEqualTo(Map.of(AgeBucket.TWO_WEEKS, 2L));
    }

    @Nested
    class ManyAtOnce {
        private final ChangeQueries many = new ChangeQueries(raise, advance, new MemoryBulkRequests());
        private final ChangeQueries.Actors monitors = new ChangeQueries.Actors(monitor(), monitor());

        private ChangeQueries.Entry asking(String item) {
            return new ChangeQueries.Ask(new RaiseQuery.Question(
                    SUBJECT, Examples.first("H24", "MADRS"), Optional.of(item), "Please check."));
        }

        @Test
        void areDoneEachWithItsOutcomeAndTwiceIsOnce() {
            DataQuery known = ask("H24", "MADRS", "Please check.", "k1");
            List<ChangeQueries.Entry> entries =
                    List.of(asking("M1"), new ChangeQueries.Close(known.id(), "Done."), asking("M2"));

            List<ChangeQueries.Outcome> outcomes = many.change(monitors, STUDY, entries, "bulk");
            assertThat(outcomes).extracting(ChangeQueries.Outcome::done).containsExactly("raised", "closed", "raised");
            assertThat(many.change(monitors, STUDY, entries, "bulk")).isEqualTo(outcomes);
            assertThat(site.queries.all()).hasSize(3);
        }

        @Test
        void areNotDoneUnderAKeyThatCameWithAnotherRequest() {
            DataQuery known = ask("H24", "MADRS", "Please check.", "k1");
            many.change(monitors, STUDY, List.of(asking("M1")), "bulk");

            List<List<ChangeQueries.Entry>> others = List.of(
                    List.of(asking("M2")),
                    List.of(asking("M1"), asking("M2")),
                    List.of(new ChangeQueries.Close(known.id(), "Done.")));
            for (List<ChangeQueries.Entry> other : others) {
                assertThat(catchThrowableOfType(Refusal.class, () -> many.change(monitors, STUDY, other, "bulk"))
                                .type())
                        .isEqualTo(ProblemType.KEY_REUSED);
            }
            assertThat(site.queries.all()).hasSize(2).allMatch(query -> query.status() == QueryStatus.OPEN);
            assertThat(many.change(monitors, STUDY, List.of(asking("M2")), "another"))
                    .hasSize(1);
        }

        @Test
        void areTheSameWhenSentAgainAlsoIfSomebodyElseWasFaster() {
            DataQuery other = ask("H24", "MADRS", "Please check.", "k1");
            MemoryBulkRequests begun = new MemoryBulkRequests();
            ChangeQueries overtaken = new ChangeQueries(raise, advance, new BulkRequests() {
                @Override
                public Optional<RequestStamp> find(String study, String author, String key) {
                    return begun.find(study, author, key);
                }

                @Override
                public RequestStamp first(String study, String author, RequestStamp request) {
                    advance.close(investigator(), STUDY, other.id(), "Never mind.", "k2");
                    return begun.first(study, author, request);
                }
            });
            List<ChangeQueries.Entry> entries = List.of(asking("M1"), new ChangeQueries.Close(other.id(), "Done."));

            List<ChangeQueries.Outcome> outcomes = overtaken.change(monitors, STUDY, entries, "bulk");
            assertThat(outcomes).extracting(ChangeQueries.Outcome::done).containsExactly("raised", "refused");
            assertThat(overtaken.change(monitors, STUDY, entries, "bulk")).isEqualTo(outcomes);
            assertThat(site.queries.all()).hasSize(2);
        }

        @Test
        void nameEachQueryOnce() {
            DataQuery known = ask("H24", "MADRS", "Please check.", "k1");
            ChangeQueries.Entry closing = new ChangeQueries.Close(known.id(), "Done.");

            Refusal refusal = catchThrowableOfType(
                    Refusal.class, () -> many.change(monitors, STUDY, List.of(closing, closing), "bulk"));
            assertThat(refusal.members().get("entries").toString())
                    .contains("index=1")
                    .doesNotContain("index=0");
            assertThat(site.queries.all()).extracting(DataQuery::status).containsExactly(QueryStatus.OPEN);
        }

        @Test
        void areNotDoneIfOneCannotBe() {
            List<ChangeQueries.Entry> entries =
                    List.of(asking("M1"), asking("M9"), new ChangeQueries.Close("Q-none", "Done."));

            Refusal refusal = catchThrowableOfType(Refusal.class, () -> many.change(monitors, STUDY, entries, "bulk"));
            assertThat(refusal.members().get("entries").toString()).contains("index=1", "index=2", "not-found");
            assertThat(site.queries.all()).isEmpty();
        }

        @Test
        void doNotTellOfHiddenQueries() {
            DataQuery hidden = ask("PLUS40", "CADSS", "Please check.", "k1");
            ChangeQueries.Actors raters = new ChangeQueries.Actors(rater(), rater());

            Refusal refusal = catchThrowableOfType(
                    Refusal.class,
                    () -> many.change(raters, STUDY, List.of(new ChangeQueries.Close(hidden.id(), "Done.")), "b"));
            assertThat(refusal.members().get("entries").toString()).contains("not-found");
        }
    }
}
