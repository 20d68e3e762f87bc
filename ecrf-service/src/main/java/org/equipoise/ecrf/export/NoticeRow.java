package org.equipoise.ecrf.export;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.equipoise.ecrf.application.ExportFormat.ExportedSubject;
import org.equipoise.ecrf.domain.form.Revision;
import org.equipoise.ecrf.domain.safety.Notice;

/**
 * An alert or deviation in its table.
 *
 * @param sequence its number among those of the subject in this file, from 1
 * @param observedAt when what it is about was observed, as the form says at the cut
 */
record NoticeRow(Notice notice, int sequence, Optional<Instant> observedAt) {
    static List<NoticeRow> of(ExportedSubject subject) {
        List<Notice> notices = subject.notices();
        return IntStream.range(0, notices.size())
                .mapToObj(
                        index -> new NoticeRow(notices.get(index), index + 1, observedAt(subject, notices.get(index))))
                .toList();
    }

    private static Optional<Instant> observedAt(ExportedSubject subject, Notice notice) {
        return subject.forms().getOrDefault(notice.source().instance(), List.of()).stream()
                .max(Comparator.comparingInt(Revision::number))
                .map(revision -> revision.content().occurredAt());
    }
}
