package org.equipoise.ecrf.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;
import static org.equipoise.ecrf.application.TrialSite.STUDY;
import static org.equipoise.ecrf.application.TrialSite.SUBJECT;
import static org.equipoise.ecrf.application.TrialSite.investigator;
import static org.equipoise.ecrf.application.TrialSite.monitor;
import static org.equipoise.ecrf.application.TrialSite.rater;

import java.util.Optional;
import org.equipoise.ecrf.Examples;
import org.equipoise.ecrf.domain.query.DataQuery;
import org.equipoise.ecrf.domain.query.QueryEntry;
import org.equipoise.ecrf.domain.query.QueryStatus;
import org.equipoise.platform.problem.ProblemType;
import org.equipoise.platform.problem.Refusal;
import org.junit.jupiter.api.Test;

class QueriesTest {
    private final TrialSite site = new TrialSite();
    private final RaiseQuery raise = new RaiseQuery(site.studies, site.subjects, site.queries, site.clock);
    private final AdvanceQuery advance = new AdvanceQuery(site.queries, site.clock);

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
}
