package org.equipoise.ecrf.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.equipoise.ecrf.Examples.INFUSION_START;
import static org.equipoise.ecrf.application.TrialSite.STUDY;
import static org.equipoise.ecrf.application.TrialSite.SUBJECT;
import static org.equipoise.ecrf.application.TrialSite.data;
import static org.equipoise.ecrf.application.TrialSite.everybody;
import static org.equipoise.ecrf.application.TrialSite.investigator;
import static org.equipoise.ecrf.application.TrialSite.madrs;
import static org.equipoise.ecrf.application.TrialSite.monitor;
import static org.equipoise.ecrf.application.TrialSite.rater;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.equipoise.ecrf.ExampleStudy;
import org.equipoise.ecrf.Examples;
import org.equipoise.ecrf.domain.form.FormInstance;
import org.equipoise.ecrf.domain.query.DataQuery;
import org.equipoise.ecrf.domain.query.QueryEntry;
import org.equipoise.ecrf.domain.query.QueryStatus;
import org.equipoise.ecrf.domain.review.Mark;
import org.equipoise.ecrf.domain.review.MarkAction;
import org.equipoise.ecrf.domain.safety.Notice;
import org.equipoise.ecrf.domain.study.Raise;
import org.equipoise.platform.problem.ProblemType;
import org.equipoise.platform.problem.Refusal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Two people do something to the same thing at the same instant: both are heard, or one is told that the other was faster. */
class ConcurrentReviewTest {
    private static final Instant NEXT_DAY = INFUSION_START.plus(Duration.ofHours(24));
    private static final FormInstance FORM = Examples.first("H24", "MADRS");
    private static final int ROUNDS = 60;

    private final TrialSite site = new TrialSite(ExampleStudy.jsonWith(NoticesTest::withRules));
    private final ExecutorService people = Executors.newFixedThreadPool(3);

    ConcurrentReviewTest() {
        site.infuse();
        site.enter("H24", "MADRS", NEXT_DAY, madrs(2));
    }

    @AfterEach
    void end() {
        people.shutdownNow();
    }

    /** What became of what each did, all of them beginning at once; empty for who was told of a conflict. */
    private <T> List<Optional<T>> atOnce(List<Callable<T>> steps) throws Exception {
        CyclicBarrier start = new CyclicBarrier(steps.size());
        List<Callable<Optional<T>>> work = steps.stream()
                .<Callable<Optional<T>>>map(step -> () -> {
                    start.await();
                    try {
                        return Optional.of(step.call());
                    } catch (Refusal refusal) {
                        assertThat(refusal.type()).isIn(ProblemType.STATE_CONFLICT, ProblemType.REVISION_CONFLICT);
                        return Optional.empty();
                    }
                })
                .toList();
        List<Optional<T>> outcomes = new ArrayList<>();
        for (Future<Optional<T>> done : people.invokeAll(work)) {
            outcomes.add(done.get());
        }
        return outcomes;
    }

    private static <T> long heard(List<Optional<T>> outcomes) {
        return outcomes.stream().filter(Optional::isPresent).count();
    }

    @Nested
    class AQuery {
        private final RaiseQuery raise = new RaiseQuery(site.studies, site.subjects, site.queries, site.clock);
        private final AdvanceQuery advance = new AdvanceQuery(site.studies, site.queries, site.revisions, site.clock);

        private DataQuery ask(String key) {
            RaiseQuery.Question question = new RaiseQuery.Question(SUBJECT, FORM, Optional.empty(), "Please check.");
            return raise.raise(monitor(), STUDY, question, key);
        }

        private DataQuery present(DataQuery query) {
            return site.queries.find(STUDY, query.id()).orElseThrow();
        }

        @Test
        void keepsWhatEachOfThemSaid() throws Exception {
            for (int round = 0; round < ROUNDS; round++) {
                DataQuery query = ask("ask-" + round);
                List<Optional<DataQuery>> outcomes = atOnce(List.of(
                        () -> advance.answer(rater(), STUDY, query.id(), "Checked.", "answer"),
                        () -> advance.answer(investigator(), STUDY, query.id(), "Seen.", "other"),
                        () -> advance.close(monitor(), STUDY, query.id(), "Thank you.", "close")));

                List<QueryEntry> thread = present(query).thread();
                assertThat(thread).hasSize(1 + (int) heard(outcomes));
                assertThat(thread.get(thread.size() - 1).action()).isEqualTo(QueryEntry.Action.CLOSED);
                assertThat(outcomes.get(2)).isPresent();
                outcomes.forEach(outcome -> outcome.ifPresent(
                        heard -> assertThat(thread).startsWith(heard.thread().toArray(QueryEntry[]::new))));
            }
        }

        @Test
        void isClosedByOneOfTwo() throws Exception {
            for (int round = 0; round < ROUNDS; round++) {
                DataQuery query = ask("ask-" + round);
                List<Optional<DataQuery>> outcomes = atOnce(List.of(
                        () -> advance.close(monitor(), STUDY, query.id(), "Thank you.", "close"),
                        () -> advance.close(everybody(), STUDY, query.id(), "Done.", "close too")));

                assertThat(heard(outcomes)).isOne();
                assertThat(present(query).thread()).hasSize(2);
            }
        }

        @Test
        void takesTheSameRequestOnceAlthoughItComesTwiceAtOnce() throws Exception {
            for (int round = 0; round < ROUNDS; round++) {
                DataQuery query = ask("ask-" + round);
                Callable<DataQuery> answer = () -> advance.answer(rater(), STUDY, query.id(), "Checked.", "answer");

                assertThat(heard(atOnce(List.of(answer, answer)))).isEqualTo(2);
                assertThat(present(query).thread()).hasSize(2);
            }
        }

        @Test
        void tellsItsEntriesInTheOrderInWhichTheyCame() {
            DataQuery query = ask("ask");
            Instant later = site.clock.instant().plusSeconds(5);
            site.queries.beforeAdvance = () -> {
                site.clock.set(later);
                advance.answer(rater(), STUDY, query.id(), "Checked.", "answer");
                site.clock.set(later.minusSeconds(3));
            };

            DataQuery closed = advance.close(monitor(), STUDY, query.id(), "Thank you.", "close");

            assertThat(closed.thread())
                    .extracting(QueryEntry::action)
                    .containsExactly(QueryEntry.Action.RAISED, QueryEntry.Action.ANSWERED, QueryEntry.Action.CLOSED);
            assertThat(closed.thread()).extracting(QueryEntry::at).isSorted();
            assertThat(closed.statusAt(later.minusSeconds(1))).contains(QueryStatus.OPEN);
        }
    }

    @Nested
    class AForm {
        private final ReviewForm review =
                new ReviewForm(site.studies, site.subjects, site.revisions, site.marks, site.marking, site.open);

        private ReviewForm.UnderReview step(Actor actor, MarkAction action, int revision, String key, String... items) {
            return review.step(
                    actor,
                    new ReviewForm.Step(
                            STUDY,
                            SUBJECT,
                            FORM,
                            action,
                            revision,
                            List.of(items),
                            Optional.empty(),
                            Optional.of("because"),
                            key));
        }

        private FormView change(int expected, Map<String, Object> values) {
            return site.saveForm.save(everybody(), TrialSite.change("H24", "MADRS", expected, data(NEXT_DAY, values)));
        }

        @Test
        void hasTheMarksOfAllInOneChain() throws Exception {
            int heard = 0;
            for (int round = 0; round < ROUNDS; round++) {
                String key = "k" + round;
                List<Optional<ReviewForm.UnderReview>> outcomes = atOnce(List.of(
                        () -> step(monitor(), MarkAction.VERIFY, 1, key, "M1"),
                        () -> step(investigator(), MarkAction.SIGN, 1, key),
                        () -> step(rater(), MarkAction.REVIEW, 1, key)));
                heard += (int) heard(outcomes);
            }

            assertThat(heard).isEqualTo(3 * ROUNDS);
            List<StoredMark> marks = site.marks.all();
            assertThat(marks)
                    .extracting(stored -> stored.mark().number())
                    .containsExactlyElementsOf(
                            IntStream.rangeClosed(1, heard).boxed().toList());
            assertThat(marks.get(0)).isEqualTo(StoredMark.first(marks.get(0).mark()));
            assertThat(IntStream.range(1, heard))
                    .allSatisfy(i -> assertThat(marks.get(i))
                            .isEqualTo(StoredMark.after(
                                    marks.get(i - 1), marks.get(i).mark())));
        }

        @Test
        void isSignedByBothOfTwo() throws Exception {
            assertThat(heard(atOnce(List.of(
                            () -> step(investigator(), MarkAction.SIGN, 1, "k1"),
                            () -> step(rater(), MarkAction.SIGN, 1, "k2")))))
                    .isEqualTo(2);
            assertThat(review.read(rater(), STUDY, SUBJECT, FORM).standing().signatures())
                    .extracting(signature -> signature.mark().by().name())
                    .containsExactlyInAnyOrder("ivan", "rita");
        }

        @Test
        void takesTheSameSignatureOnceAlthoughItComesTwiceAtOnce() throws Exception {
            for (int round = 0; round < ROUNDS; round++) {
                String key = "k" + round;
                Callable<ReviewForm.UnderReview> sign = () -> step(rater(), MarkAction.SIGN, 1, key);

                assertThat(heard(atOnce(List.of(sign, sign)))).isEqualTo(2);
                assertThat(site.marks.all()).hasSize(round + 1);
            }
        }

        @Test
        void isVerifiedAsItWasSeenWhenASaveComesBetween() {
            site.marks.beforeAppend = () -> change(1, Map.of("M1", 3, "M2", 2, "M3", 2));

            ReviewForm.UnderReview after = step(monitor(), MarkAction.VERIFY, 1, "k1", "M1", "M2", "TOTAL");

            assertThat(after.revision().number()).isEqualTo(2);
            assertThat(after.history())
                    .singleElement()
                    .satisfies(mark -> assertThat(mark.statement().revision()).isEqualTo(1));
            assertThat(after.standing().verified()).containsExactly("M2");
            assertThat(after.standing().unverified()).contains("M1", "M3", "TOTAL");
        }

        @Test
        void isNeitherReviewedNorSignedAsItWasNotSeen() {
            site.marks.beforeAppend = () -> change(1, madrs(3));
            ReviewForm.UnderReview signed = step(rater(), MarkAction.SIGN, 1, "k1");

            assertThat(signed.standing().signed()).isFalse();
            assertThat(signed.standing().signatures())
                    .singleElement()
                    .satisfies(signature -> assertThat(signature.unchanged()).isFalse());
            site.marks.beforeAppend = () -> change(2, madrs(1));
            assertThat(step(monitor(), MarkAction.REVIEW, 2, "k2").standing().reviewed())
                    .isFalse();
        }

        @Test
        void tellsOfNoVerificationOfWhatWasSavedAfterwards() throws Exception {
            for (int round = 1; round <= ROUNDS; round++) {
                int revision = round;
                String key = "k" + round;
                atOnce(List.of(
                        () -> step(monitor(), MarkAction.VERIFY, revision, key, "M1", "M2")
                                .revision(),
                        () -> change(revision, Map.of("M1", (revision + 3) % 5, "M2", 2, "M3", 2))
                                .revision()));

                ReviewForm.UnderReview now = review.read(monitor(), STUDY, SUBJECT, FORM);
                Object present = now.revision().content().values().get("M1").plain();
                assertThat(now.standing().verified().contains("M1"))
                        .isEqualTo(verifications(now).reduce((earlier, later) -> later).stream()
                                .anyMatch(seen -> answer(seen).equals(present)));
            }
            assertThat(site.revisions.history(STUDY, SUBJECT, FORM)).hasSize(ROUNDS + 1);
        }

        private Stream<Integer> verifications(ReviewForm.UnderReview form) {
            return form.history().stream()
                    .filter(mark -> mark.action() == MarkAction.VERIFY)
                    .map(Mark::statement)
                    .map(Mark.Statement::revision);
        }

        private Object answer(int revision) {
            return site.revisions
                    .history(STUDY, SUBJECT, FORM)
                    .get(revision - 1)
                    .revision()
                    .content()
                    .values()
                    .get("M1")
                    .plain();
        }

        @Test
        void isNotSignedAfterItWasLocked() throws Exception {
            for (int round = 0; round < ROUNDS; round++) {
                String key = "k" + round;
                List<Optional<ReviewForm.UnderReview>> outcomes = atOnce(List.of(
                        () -> step(rater(), MarkAction.SIGN, 1, key), () -> step(monitor(), MarkAction.LOCK, 1, key)));

                assertThat(outcomes.get(1)).isPresent();
                List<StoredMark> marks = site.marks.all();
                assertThat(marks.get(marks.size() - 1).mark().action()).isEqualTo(MarkAction.LOCK);
                step(monitor(), MarkAction.UNLOCK, 1, key + "-open");
            }
        }
    }

    @Nested
    class AnAlert {
        private final ResolveNotice resolve = new ResolveNotice(site.studies, site.notices, site.open, site.clock);

        private Notice alert(int round) {
            Notice notice = new Notice(
                    STUDY,
                    "N" + round,
                    Raise.ALERT,
                    SUBJECT,
                    "01",
                    new Notice.Source(FORM, 1, "HIGH", "High", "origin-" + round),
                    Set.of(),
                    site.clock.instant(),
                    Optional.empty());
            site.notices.raise(List.of(notice));
            return notice;
        }

        @Test
        void isAcknowledgedByOneOfTwo() throws Exception {
            for (int round = 0; round < ROUNDS; round++) {
                Notice alert = alert(round);
                List<Optional<Notice>> outcomes = atOnce(List.of(
                        () -> resolve.acknowledge(investigator(), STUDY, alert.id(), "Called.", "k1"),
                        () -> resolve.acknowledge(rater(), STUDY, alert.id(), "Seen.", "k2")));

                assertThat(heard(outcomes)).isOne();
                Optional<Notice> faster =
                        outcomes.stream().flatMap(Optional::stream).findFirst();
                assertThat(site.notices.find(STUDY, alert.id()).flatMap(Notice::resolution))
                        .isPresent()
                        .isEqualTo(faster.flatMap(Notice::resolution));
            }
        }

        @Test
        void tellsTheSlowerOneWhoWasFaster() {
            Notice alert = alert(0);
            resolve.acknowledge(investigator(), STUDY, alert.id(), "Called.", "k1");

            Refusal refused = catchThrowableOfType(
                    Refusal.class, () -> resolve.acknowledge(rater(), STUDY, alert.id(), "Seen.", "k2"));

            assertThat(refused.type()).isEqualTo(ProblemType.STATE_CONFLICT);
            assertThat(refused.getMessage()).contains("ivan");
        }
    }
}
