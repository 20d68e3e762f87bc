package org.equipoise.ecrf.application;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.equipoise.ecrf.domain.query.DataQuery;
import org.equipoise.platform.http.IdempotencyKey;
import org.equipoise.platform.problem.ProblemType;
import org.equipoise.platform.problem.Refusal;

/**
 * Raises, closes and reopens many queries in one request. Everything is looked at first: if one entry cannot be done, nothing is, and
 * the refusal names each such entry. Each entry has a key of its own, made from the request's, so that a request that is sent again
 * goes on where it was interrupted and does nothing twice; another request under the same key is refused.
 */
@ApplicationScoped
public class ChangeQueries {
    /** Most entries in one request. */
    public static final int MOST = 500;

    private final RaiseQuery raise;
    private final AdvanceQuery advance;
    private final BulkRequests requests;

    public ChangeQueries(RaiseQuery raise, AdvanceQuery advance, BulkRequests requests) {
        this.raise = raise;
        this.advance = advance;
        this.requests = requests;
    }

    /** What is to be done. */
    public sealed interface Entry {}

    /** Ask. */
    public record Ask(RaiseQuery.Question question) implements Entry {}

    /** Close a query. */
    public record Close(String query, String text) implements Entry {}

    /** Open a closed query again. */
    public record Reopen(String query, String text) implements Entry {}

    /** What became of an entry: the query, or, if somebody else was faster, why not. */
    public record Outcome(int index, String done, DataQuery query, String why) {}

    /** Who may raise and who may close are two questions. */
    public record Actors(Actor raising, Actor closing) {}

    public List<Outcome> change(Actors actors, String study, List<Entry> entries, String key) {
        String author = actors.raising().author().id();
        RequestStamp asked = stamp(study, entries, key);
        if (requests.find(study, author, key).isEmpty()) {
            requirePossible(actors, study, entries, key);
        }
        if (!requests.first(study, author, asked).equals(asked)) {
            throw RequestKeys.reused();
        }
        List<Outcome> outcomes = new ArrayList<>();
        for (int i = 0; i < entries.size(); i++) {
            outcomes.add(outcome(actors, study, entries.get(i), i, key + ":" + i));
        }
        return outcomes;
    }

    private static RequestStamp stamp(String study, List<Entry> entries, String key) {
        List<Object> asked = entries.stream()
                .<Object>map(entry -> List.of(entry.getClass().getSimpleName(), entry))
                .toList();
        return new RequestStamp(key, IdempotencyKey.fingerprint("POST", study + "/queries/changes", asked));
    }

    /** A request that was begun is not looked at again: what others did meanwhile is refused entry by entry. */
    private void requirePossible(Actors actors, String study, List<Entry> entries, String key) {
        List<Map<String, Object>> problems = new ArrayList<>();
        Set<String> named = new HashSet<>();
        for (int i = 0; i < entries.size(); i++) {
            try {
                requireOnce(entries.get(i), named);
                check(actors, study, entries.get(i), key + ":" + i);
            } catch (Refusal refusal) {
                problems.add(Map.of(
                        "index", i,
                        "code", refusal.type().code(),
                        "detail", refusal.getMessage()));
            }
        }
        if (!problems.isEmpty()) {
            throw Refusal.of(
                            ProblemType.INVALID_VALUE,
                            problems.size() + " of " + entries.size() + " entries cannot be done; none was.")
                    .fix("Correct or leave out the entries that are named, and send the others under a new key.")
                    .with("entries", problems);
        }
    }

    private static void requireOnce(Entry entry, Set<String> named) {
        Optional<String> query = entry instanceof Close close
                ? Optional.of(close.query())
                : entry instanceof Reopen reopen ? Optional.of(reopen.query()) : Optional.empty();
        if (query.isPresent() && !named.add(query.get())) {
            throw Refusal.of(ProblemType.INVALID_VALUE, "An earlier entry is about the query " + query.get() + ".")
                    .fix("Name each query once.");
        }
    }

    private void check(Actors actors, String study, Entry entry, String key) {
        if (entry instanceof Ask ask) {
            raise.check(actors.raising(), study, ask.question());
        } else if (entry instanceof Close close) {
            advance.checkClose(actors.closing(), study, close.query(), key);
        } else if (entry instanceof Reopen reopen) {
            advance.checkReopen(actors.closing(), study, reopen.query(), key);
        }
    }

    private Outcome outcome(Actors actors, String study, Entry entry, int index, String key) {
        try {
            if (entry instanceof Ask ask) {
                return new Outcome(index, "raised", raise.raise(actors.raising(), study, ask.question(), key), null);
            }
            if (entry instanceof Close close) {
                DataQuery closed = advance.close(actors.closing(), study, close.query(), close.text(), key);
                return new Outcome(index, "closed", closed, null);
            }
            Reopen reopen = (Reopen) entry;
            DataQuery reopened = advance.reopen(actors.closing(), study, reopen.query(), reopen.text(), key);
            return new Outcome(index, "reopened", reopened, null);
        } catch (Refusal overtaken) {
            if (overtaken.type() == ProblemType.KEY_REUSED) {
                throw overtaken;
            }
            return new Outcome(index, "refused", null, overtaken.getMessage());
        }
    }
}
