package org.equipoise.ecrf.domain.query;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.equipoise.ecrf.domain.form.FormInstance;
import org.equipoise.ecrf.domain.study.FormCategory;

/**
 * A question about a form's data.
 *
 * @param study the study's id
 * @param id the query's id
 * @param subject the subject
 * @param site the subject's site
 * @param instance the form that it is about
 * @param item the item that it is about; empty if it is about the form
 * @param check the edit check that raised it; empty if a person did
 * @param categories all categories of data that it speaks about: only who may see all of them may see it
 * @param status whose turn it is
 * @param thread all that was said, the question first
 */
public record DataQuery(
        String study,
        String id,
        String subject,
        String site,
        FormInstance instance,
        Optional<String> item,
        Optional<String> check,
        Set<FormCategory> categories,
        QueryStatus status,
        List<QueryEntry> thread) {
    /** Copies categories and thread. */
    public DataQuery {
        categories = Set.copyOf(categories);
        thread = List.copyOf(thread);
    }

    /**
     * The question.
     *
     * @return the first entry
     */
    public QueryEntry question() {
        return thread.get(0);
    }

    /**
     * Whether a save came after the question was raised, or last opened again: what was saved before settles nothing. The turns of
     * the subject decide, not the times, which the clocks of several replicas have given.
     *
     * @param turn the turn that the save took
     * @return whether the save can settle the question
     */
    public boolean isOpenSinceBefore(long turn) {
        return thread.stream()
                        .filter(entry -> entry.action().status() == QueryStatus.OPEN)
                        .reduce(question(), (first, second) -> second)
                        .afterTurn()
                < turn;
    }

    /**
     * The query after an answer.
     *
     * @param answer the answer
     * @return the answered query, or empty if it is closed
     */
    public Optional<DataQuery> answered(QueryEntry answer) {
        return status == QueryStatus.CLOSED ? Optional.empty() : Optional.of(with(QueryStatus.ANSWERED, answer));
    }

    /**
     * The query after it was closed.
     *
     * @param closure the last word
     * @return the closed query, or empty if it was closed before
     */
    public Optional<DataQuery> closed(QueryEntry closure) {
        return status == QueryStatus.CLOSED ? Optional.empty() : Optional.of(with(QueryStatus.CLOSED, closure));
    }

    /**
     * The query after it was opened again. Its age goes on from when it was raised.
     *
     * @param reopening why
     * @return the open query, or empty if it is not closed
     */
    public Optional<DataQuery> reopened(QueryEntry reopening) {
        return status == QueryStatus.CLOSED ? Optional.of(with(QueryStatus.OPEN, reopening)) : Optional.empty();
    }

    /**
     * How old the query is, in whole days of 24 hours from when it was raised: to now, or to when it was closed.
     *
     * @param now the present instant
     * @return 0 or more
     */
    public long ageInDays(Instant now) {
        Instant until =
                status == QueryStatus.CLOSED ? thread.get(thread.size() - 1).at() : now;
        return Math.max(0, Duration.between(question().at(), until).toDays());
    }

    /**
     * Whose turn it was at an earlier instant.
     *
     * @param cut the instant
     * @return the status then, or empty if it had not been raised
     */
    public Optional<QueryStatus> statusAt(Instant cut) {
        return thread.stream()
                .filter(entry -> !entry.at().isAfter(cut))
                .reduce((first, second) -> second)
                .map(entry -> entry.action().status());
    }

    private DataQuery with(QueryStatus next, QueryEntry entry) {
        List<QueryEntry> longer = new ArrayList<>(thread);
        longer.add(entry);
        return new DataQuery(study, id, subject, site, instance, item, check, categories, next, longer);
    }
}
