package org.equipoise.ecrf.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.equipoise.ecrf.Examples.INFUSION_START;
import static org.equipoise.ecrf.application.TrialSite.STUDY;
import static org.equipoise.ecrf.application.TrialSite.change;
import static org.equipoise.ecrf.application.TrialSite.data;
import static org.equipoise.ecrf.application.TrialSite.madrs;
import static org.equipoise.ecrf.application.TrialSite.monitor;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.equipoise.ecrf.domain.query.DataQuery;
import org.equipoise.ecrf.domain.query.QueryEntry;
import org.equipoise.ecrf.domain.query.QueryStatus;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A check's query that a correction closed, and a person opened again because the correction was wrong. */
class ReopenedQueryTest {
    private static final Instant BEFORE = INFUSION_START.minusSeconds(7200);
    private static final Instant H24 = INFUSION_START.plus(Duration.ofHours(24));

    private final TrialSite site = new TrialSite();
    private final AdvanceQuery advance = new AdvanceQuery(site.studies, site.queries, site.revisions, site.clock);
    private final SaveCommand correction = sentAs("k0", change("BASELINE", "MADRS", 2, data(BEFORE, madrs(3))));

    @BeforeEach
    void reopen() {
        site.enter("BASELINE", "MADRS", BEFORE, madrs(2));
        site.enter("H24", "MADRS", H24, madrs(1));
        save(change("BASELINE", "MADRS", 1, data(BEFORE, madrs(6))));
        save(correction);
        site.clock.set(site.clock.instant().plusSeconds(5));
        advance.reopen(monitor(), STUDY, query().id(), "The source says 6.", "k1");
        assertThat(query().status()).isEqualTo(QueryStatus.OPEN);
    }

    private static SaveCommand sentAs(String key, SaveCommand command) {
        return new SaveCommand(
                command.study(),
                command.subject(),
                command.instance(),
                command.expected(),
                Optional.of(key),
                command.data());
    }

    private void save(SaveCommand command) {
        site.clock.set(site.clock.instant().plusSeconds(5));
        site.saveForm.save(TrialSite.everybody(), command);
    }

    /** The first that was raised. */
    private DataQuery query() {
        return site.queries.all().get(0);
    }

    @Test
    void staysOpenWhenAllRevisionsAreSweptAgain() {
        new RaiseOutstandingQueries(site.revisions, site.systemQueries).sweep();

        assertThat(query().status()).isEqualTo(QueryStatus.OPEN);
        assertThat(query().thread())
                .extracting(QueryEntry::action)
                .containsExactly(QueryEntry.Action.RAISED, QueryEntry.Action.CLOSED, QueryEntry.Action.REOPENED);
    }

    @Test
    void staysOpenThoughItWasOpenedByAReplicaWhoseClockIsBehind() {
        site.clock.set(site.clock.instant().minusSeconds(60));
        save(change("BASELINE", "MADRS", 3, data(BEFORE, madrs(6))));
        save(change("BASELINE", "MADRS", 4, data(BEFORE, madrs(3))));
        assertThat(query().status()).isEqualTo(QueryStatus.CLOSED);
        site.clock.set(site.clock.instant().minusSeconds(60));
        advance.reopen(monitor(), STUDY, query().id(), "The source says 6, still.", "k2");

        new RaiseOutstandingQueries(site.revisions, site.systemQueries).sweep();

        assertThat(query().status()).isEqualTo(QueryStatus.OPEN);
    }

    @Test
    void isClosedByALaterSaveOfAReplicaWhoseClockIsBehind() {
        site.clock.set(site.clock.instant().minusSeconds(60));
        save(change("BASELINE", "MADRS", 3, data(BEFORE, madrs(6))));
        save(change("BASELINE", "MADRS", 4, data(BEFORE, madrs(3))));

        assertThat(query().status()).isEqualTo(QueryStatus.CLOSED);
    }

    @Test
    void staysOpenWhenTheCorrectionIsSentAgain() {
        site.saveForm.save(TrialSite.everybody(), correction);

        assertThat(query().status()).isEqualTo(QueryStatus.OPEN);
    }
}
