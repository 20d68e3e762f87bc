package org.equipoise.ecrf.application;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import org.equipoise.ecrf.domain.safety.Notice;

/** Notices in memory, with the promises of the store. */
final class MemoryNotices implements NoticeStore {
    final Map<String, Notice> byOrigin = new ConcurrentSkipListMap<>();

    /** By id; a notice without them is from before notices were chained. */
    final Map<String, List<String>> hashes = new ConcurrentSkipListMap<>();

    @Override
    public int raise(Collection<Notice> notices) {
        return (int) notices.stream()
                .filter(notice -> byOrigin.putIfAbsent(notice.source().origin(), notice) == null)
                .peek(notice -> hashes.put(notice.id(), NoticeText.hashes(notice)))
                .count();
    }

    @Override
    public List<ChainedNotice> chained(String study, Page page) {
        return byOrigin.values().stream()
                .sorted(Comparator.comparing(Notice::id))
                .filter(notice ->
                        page.after().map(id -> notice.id().compareTo(id) > 0).orElse(true))
                .limit(page.limit())
                .map(notice -> new ChainedNotice(notice, hashes.getOrDefault(notice.id(), NoticeText.hashes(notice))))
                .toList();
    }

    @Override
    public Optional<Notice> find(String study, String notice) {
        return byOrigin.values().stream()
                .filter(known -> known.id().equals(notice))
                .findFirst();
    }

    @Override
    public synchronized boolean resolve(Notice notice) {
        boolean open = find(notice.study(), notice.id())
                .filter(known -> known.resolution().isEmpty())
                .isPresent();
        if (open) {
            byOrigin.put(notice.source().origin(), notice);
            hashes.put(notice.id(), NoticeText.hashes(notice));
        }
        return open;
    }

    @Override
    public List<Notice> list(NoticeStore.Filter filter, Page page) {
        return byOrigin.values().stream()
                .filter(known -> known.kind() == filter.kind() && visible(filter.visibility(), known))
                .filter(known -> filter.open()
                        .map(open -> open == known.resolution().isEmpty())
                        .orElse(true))
                .filter(known -> filter.site().map(known.site()::equals).orElse(true)
                        && filter.subject().map(known.subject()::equals).orElse(true))
                .filter(known ->
                        page.after().map(id -> known.id().compareTo(id) > 0).orElse(true))
                .sorted(Comparator.comparing(Notice::id))
                .limit(page.limit())
                .toList();
    }

    @Override
    public List<Notice> ofSubject(String study, String subject) {
        return byOrigin.values().stream()
                .filter(known -> known.study().equals(study) && known.subject().equals(subject))
                .sorted(Comparator.comparing(Notice::id))
                .toList();
    }

    private static boolean visible(QueryStore.Visibility visibility, Notice notice) {
        return MemoryQueries.visible(
                visibility, notice.site(), notice.categories(), notice.source().instance());
    }
}
