package org.equipoise.ecrf.application;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import org.equipoise.ecrf.domain.safety.Notice;
import org.equipoise.ecrf.domain.subject.Subject;

/** The alerts and deviations of a subject, for files that say how things stood at a cut. */
@ApplicationScoped
public class SubjectNotices {
    private final Studies studies;
    private final NoticeStore store;

    public SubjectNotices(Studies studies, NoticeStore store) {
        this.studies = studies;
        this.store = store;
    }

    /** Whether the words of a resolution are for somebody: they may tell what the dose did, whatever the notice says. */
    public static boolean tells(Notice.Resolution done, Actor reader, String site) {
        return reader.isTold(done.by(), site);
    }

    /** All of a subject as they stand. */
    List<Notice> all(String study, String subject) {
        return store.ofSubject(study, subject);
    }

    /** Those that somebody may see, as they stood at a cut. */
    List<Notice> of(Actor reader, Subject subject, Instant cut) {
        return all(subject.study(), subject.id()).stream()
                .filter(notice -> isFor(reader, notice))
                .flatMap(notice -> notice.asOf(cut).stream())
                .map(notice -> shown(reader, notice))
                .toList();
    }

    /** Whether somebody may see all that a notice was drawn from, also by what the version in force hides. */
    boolean isFor(Actor reader, Notice notice) {
        return new ToldCategories(studies, notice.study()).isFor(reader, notice);
    }

    /** What a notice says to somebody who may see it. */
    Notice shown(Actor reader, Notice notice) {
        return new ToldCategories(studies, notice.study()).withoutHiddenCause(reader, worded(reader, notice));
    }

    /** The notice, without the words of its resolution if those are not for the reader. */
    private static Notice worded(Actor reader, Notice notice) {
        boolean kept = notice.resolution()
                .map(done -> tells(done, reader, notice.site()))
                .orElse(true);
        return kept ? notice : notice.withoutWords();
    }
}
