package org.equipoise.ecrf.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.equipoise.ecrf.Examples.INFUSION_START;
import static org.equipoise.ecrf.Examples.first;

import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bson.Document;
import org.equipoise.ecrf.ExampleStudy;
import org.equipoise.ecrf.Examples;
import org.equipoise.ecrf.application.QueryStore.RaisedQuery;
import org.equipoise.ecrf.domain.query.DataQuery;
import org.equipoise.ecrf.domain.query.QueryEntry;
import org.equipoise.ecrf.domain.query.QueryStatus;
import org.equipoise.ecrf.domain.study.FormCategory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a stored query states, and lists select by, is held against its thread, which alone is hashed. */
class StoredQueryTest {
    private static final Instant ANSWERED = INFUSION_START.plusSeconds(3600);

    private static QueryEntry entry(Instant at, QueryEntry.Action action) {
        return new QueryEntry(at, Examples.RITA, action, "Sure?", "k-" + action);
    }

    private static DataQuery query(QueryStatus status, QueryEntry... thread) {
        return new DataQuery(
                ExampleStudy.STUDY,
                "Q1",
                "01-001",
                "01",
                first("H24", "MADRS"),
                Optional.of("M1"),
                Optional.empty(),
                Set.of(FormCategory.EFFICACY),
                status,
                List.of(thread));
    }

    private static Document open() {
        return QueryDocuments.write(
                new RaisedQuery(query(QueryStatus.OPEN, entry(INFUSION_START, QueryEntry.Action.RAISED)), "origin"));
    }

    /** As it is stored after an answer and after it was opened again. */
    private static Document reopened() {
        DataQuery query = query(
                QueryStatus.OPEN,
                entry(INFUSION_START, QueryEntry.Action.RAISED),
                entry(ANSWERED, QueryEntry.Action.CLOSED),
                entry(ANSWERED.plusSeconds(60), QueryEntry.Action.REOPENED));
        return QueryDocuments.write(new RaisedQuery(query, "origin"))
                .append("settledAt", Date.from(ANSWERED))
                .append("reopened", true);
    }

    @Test
    void whatNobodyTouchedStatesNothingAgainstItsThread() {
        assertThat(QueryDocuments.readChained(open()).stated()).isEmpty();
        assertThat(QueryDocuments.readChained(reopened()).stated()).isEmpty();
    }

    @Test
    void whoseTurnItIsFollowsFromTheThread() {
        assertThat(QueryDocuments.read(open().append("status", "closed")).status())
                .isEqualTo(QueryStatus.OPEN);
    }

    @ParameterizedTest
    @CsvSource({"status, closed", "entries, 3", "reopened, true"})
    void aStateThatTheThreadDoesNotTellOfIsNamed(String member, String stated) {
        Object value = stated.equals("3") ? (Object) 3 : stated.equals("true") ? (Object) true : stated;

        assertThat(QueryDocuments.readChained(open().append(member, value)).stated())
                .containsOnlyKeys(member)
                .containsEntry(member, stated);
    }

    @Test
    void timesThatCountsGoByAreNamed() {
        Document later = open().append("raisedAt", Date.from(ANSWERED)).append("settledAt", Date.from(ANSWERED));
        Document never = reopened();
        never.remove("settledAt");
        never.remove("reopened");

        assertThat(QueryDocuments.readChained(later).stated()).containsOnlyKeys("raisedAt", "settledAt");
        assertThat(QueryDocuments.readChained(never).stated()).containsOnlyKeys("settledAt", "reopened");
    }
}
