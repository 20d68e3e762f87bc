package org.equipoise.ecrf.application;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.equipoise.ecrf.domain.form.Revision;
import org.equipoise.ecrf.domain.query.DataQuery;
import org.equipoise.ecrf.domain.review.Mark;
import org.equipoise.ecrf.domain.safety.Notice;
import org.equipoise.ecrf.domain.study.Form;
import org.equipoise.ecrf.domain.study.Site;
import org.equipoise.ecrf.domain.subject.Subject;

/** Port to the form in which a subject's casebook is printed. The same casebook gives the same bytes. */
public interface CasebookPages {
    byte[] print(Casebook casebook) throws IOException;

    /**
     * A subject's forms as of an instant.
     *
     * @param marks the marks on all of the subject
     * @param holding the numbers of the signatures among them that hold
     */
    record Casebook(
            Subject subject,
            Site site,
            String shortTitle,
            Instant asOf,
            List<PrintedForm> forms,
            List<Mark> marks,
            Set<Integer> holding) {
        public Casebook {
            holding = Set.copyOf(holding);
            forms = List.copyOf(forms);
            marks = List.copyOf(marks);
        }
    }

    /**
     * A form.
     *
     * @param event what people call the event
     * @param form the form as it was defined when it was last saved, as far as the reader sees it
     * @param history its revisions, oldest first, as far as the reader sees them
     * @param hash hash of the last one; empty if the reader does not see all that it covers
     * @param marks its marks
     * @param holding the numbers of the signatures among them that hold
     * @param queries its queries
     * @param notices the alerts and deviations about it
     */
    record PrintedForm(
            String event,
            Form form,
            List<Revision> history,
            Optional<String> hash,
            List<Mark> marks,
            Set<Integer> holding,
            List<DataQuery> queries,
            List<Notice> notices) {
        public PrintedForm {
            holding = Set.copyOf(holding);
            history = List.copyOf(history);
            marks = List.copyOf(marks);
            queries = List.copyOf(queries);
            notices = List.copyOf(notices);
        }

        public Revision last() {
            return history.get(history.size() - 1);
        }
    }
}
