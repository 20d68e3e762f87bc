package org.equipoise.ecrf.application;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.equipoise.ecrf.domain.form.FormInstance;
import org.equipoise.ecrf.domain.query.DataQuery;
import org.equipoise.ecrf.domain.query.QueryEntry;
import org.equipoise.ecrf.domain.query.QueryStatus;
import org.equipoise.ecrf.domain.subject.Subject;
import org.equipoise.platform.problem.ProblemType;
import org.equipoise.platform.problem.Refusal;

/** Asks the site a question about a form or one of its items. */
@ApplicationScoped
public class RaiseQuery {
    private final Studies studies;
    private final Subjects subjects;
    private final QueryStore queries;
    private final Clock clock;

    public RaiseQuery(Studies studies, Subjects subjects, QueryStore queries, Clock clock) {
        this.studies = studies;
        this.subjects = subjects;
        this.queries = queries;
        this.clock = clock;
    }

    /** What is asked, and about what. */
    public record Question(String subject, FormInstance instance, Optional<String> item, String text) {}

    /** Refuses what could not be asked. */
    FormLocation check(Actor author, String study, Question question) {
        Subject subject = subjects.require(author, study, question.subject());
        FormLocation location = FormLocation.find(studies, studies.of(subject), author, subject, question.instance());
        question.item().ifPresent(item -> requireItem(location, item));
        return location;
    }

    public DataQuery raise(Actor author, String study, Question question, String key) {
        FormLocation location = check(author, study, question);
        Subject subject = location.subject();
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        String origin = "person:" + author.author().id() + ":" + key;
        QueryEntry entry = new QueryEntry(now, author.author(), QueryEntry.Action.RAISED, question.text(), key);
        DataQuery query = new DataQuery(
                study,
                QueryIds.of(now, origin),
                subject.id(),
                subject.site(),
                question.instance(),
                question.item(),
                Optional.empty(),
                location.categories(question.item()),
                QueryStatus.OPEN,
                List.of(entry));
        queries.raise(List.of(new QueryStore.RaisedQuery(query, origin)));
        DataQuery stored = queries.findByOrigin(study, origin).orElseThrow(IllegalStateException::new);
        if (!asksTheSame(stored, query)) {
            throw RequestKeys.reused();
        }
        return stored;
    }

    private static void requireItem(FormLocation location, String item) {
        if (location.seen().answered(item).isEmpty()) {
            throw Refusal.of(
                            ProblemType.INVALID_VALUE,
                            "The form " + location.form().id() + " has no item " + item + ".")
                    .fix("Name an item of the form, or none to ask about the form as a whole.");
        }
    }

    private static boolean asksTheSame(DataQuery one, DataQuery other) {
        return one.subject().equals(other.subject())
                && one.instance().equals(other.instance())
                && one.item().equals(other.item())
                && one.question().text().equals(other.question().text());
    }
}
