package org.equipoise.ecrf.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.equipoise.ecrf.Examples.INFUSION_START;
import static org.equipoise.ecrf.Examples.first;
import static org.equipoise.ecrf.application.AmendedStudy.command;
import static org.equipoise.ecrf.application.TrialSite.STUDY;
import static org.equipoise.ecrf.application.TrialSite.everybody;
import static org.equipoise.ecrf.application.TrialSite.madrs;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.equipoise.ecrf.domain.form.FormInstance;
import org.equipoise.ecrf.domain.query.DataQuery;
import org.equipoise.ecrf.domain.query.QueryStatus;
import org.equipoise.ecrf.domain.study.Raise;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What another form's save asked about a form, under the version before its subject moved on. */
class MigratedQueriesTest {
    private static final FormInstance MADRS = first("H24", "MADRS");

    private final AmendedStudy study = new AmendedStudy(definition ->
            definition.replaceFirst("\"schedule\": \\{", "\"schedule\": {\"outOfWindow\": [\"deviation\"],"));

    /** The start of the infusion turns out to be ten hours later, so that the rating lies outside its window. */
    @BeforeEach
    void askFromElsewhere() {
        infuse(0, Duration.ZERO);
        study.enter(study.early, "H24", "MADRS", madrs(1));
        infuse(1, Duration.ofHours(10));
        assertThat(windowQueries()).containsExactly(QueryStatus.OPEN);
        assertThat(deviations()).isEqualTo(1);

        study.publishSecond();
        study.move(study.early.id());
    }

    @Test
    void areSettledByTheFirstSaveThatGivesTheReason() {
        SaveCommand plain = command(study.early, MADRS, 1, madrs(1));
        EntryData data = plain.data();
        EntryData explained = new EntryData(
                data.values(),
                data.missing(),
                data.occurredAt(),
                Optional.of("The subject came early."),
                data.reasonForChange(),
                data.warningReasons());
        study.site.saveForm.save(
                everybody(), new SaveCommand(STUDY, study.early.id(), MADRS, 1, Optional.empty(), explained));

        assertThat(windowQueries()).containsExactly(QueryStatus.CLOSED);
        assertThat(deviations()).isEqualTo(1);
    }

    private void infuse(int expected, Duration later) {
        study.site.saveForm.save(
                everybody(),
                command(
                        study.early,
                        first("INFUSION", "INFUSION"),
                        expected,
                        Map.of("INF_START", INFUSION_START.plus(later).toString())));
    }

    private Iterable<QueryStatus> windowQueries() {
        return study.site.queries.all().stream()
                .filter(query -> query.check().equals(Optional.of("window"))
                        && query.instance().equals(MADRS))
                .map(DataQuery::status)
                .toList();
    }

    private long deviations() {
        return study.site.notices.ofSubject(STUDY, study.early.id()).stream()
                .filter(notice -> notice.kind() == Raise.DEVIATION)
                .filter(notice -> notice.source().instance().equals(MADRS))
                .count();
    }
}
