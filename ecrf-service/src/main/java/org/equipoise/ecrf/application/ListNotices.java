package org.equipoise.ecrf.application;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.equipoise.ecrf.domain.safety.Notice;
import org.equipoise.ecrf.domain.study.Raise;

/** Lists the alerts or deviations that the reader may see, oldest first. */
@ApplicationScoped
public class ListNotices {
    private final Studies studies;
    private final NoticeStore notices;

    public ListNotices(Studies studies, NoticeStore notices) {
        this.studies = studies;
        this.notices = notices;
    }

    /** Which of them; empty parts mean all. */
    public record Selection(Raise kind, Optional<String> site, Optional<String> subject, Optional<Boolean> open) {}

    /** How many that the reader may see are open. */
    long open(Actor reader, String study, Selection selection) {
        return openOf(reader, study, selection).values().stream()
                .mapToLong(Long::longValue)
                .sum();
    }

    /** How many that the reader may see are open, by subject. */
    Map<String, Long> openBySubject(Actor reader, String study, Raise kind) {
        return openOf(reader, study, new Selection(kind, Optional.empty(), Optional.empty(), Optional.of(true)));
    }

    private Map<String, Long> openOf(Actor reader, String study, Selection selection) {
        Selection open = new Selection(selection.kind(), selection.site(), selection.subject(), Optional.of(true));
        Map<String, Long> bySubject = new TreeMap<>();
        Optional<String> after = Optional.empty();
        do {
            PageOf<Notice> page = list(reader, study, open, new Page(after, Page.LARGEST));
            page.items().forEach(notice -> bySubject.merge(notice.subject(), 1L, Long::sum));
            after = page.next();
        } while (after.isPresent());
        return bySubject;
    }

    public PageOf<Notice> list(Actor reader, String study, Selection selection, Page page) {
        NoticeStore.Filter filter = new NoticeStore.Filter(
                QueryStore.Visibility.of(studies.current(study).definition(), reader),
                selection.kind(),
                selection.site(),
                selection.subject(),
                selection.open());
        ToldCategories told = new ToldCategories(studies, study);
        return PageOf.showing(
                        page, part -> notices.list(filter, part), notice -> told.isFor(reader, notice), Notice::id)
                .map(notice -> told.withoutHiddenCause(reader, notice));
    }
}
