package org.equipoise.ecrf.application;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.equipoise.ecrf.domain.safety.Notice;
import org.equipoise.ecrf.domain.study.Raise;

/** The alerts and deviations of all studies. */
public interface NoticeStore {
    /** Stores new notices, leaves those whose origin is known as they are, and tells how many were new. */
    int raise(Collection<Notice> notices);

    Optional<Notice> find(String study, String notice);

    /** Stores what was done about a notice; false if it was resolved before. */
    boolean resolve(Notice notice);

    /** Notices ordered by id, which is the order in which they were raised. */
    List<Notice> list(Filter filter, Page page);

    /** All of a subject, in the order in which they were raised. */
    List<Notice> ofSubject(String study, String subject);

    /** Notices ordered by id, with the hashes under which they were stored. */
    List<ChainedNotice> chained(String study, Page page);

    /** A notice with the hashes of its entries; those that it should have, if it was stored before notices were chained. */
    record ChainedNotice(Notice notice, List<String> hashes) {
        public ChainedNotice {
            hashes = List.copyOf(hashes);
        }
    }

    record Filter(
            QueryStore.Visibility visibility,
            Raise kind,
            Optional<String> site,
            Optional<String> subject,
            Optional<Boolean> open) {}
}
