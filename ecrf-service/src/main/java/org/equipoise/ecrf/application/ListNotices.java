package org.equipoise.ecrf.application;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
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

    public PageOf<Notice> list(Actor reader, String study, Selection selection, Page page) {
        NoticeStore.Filter filter = new NoticeStore.Filter(
                QueryStore.Visibility.of(studies.current(study).definition(), reader),
                selection.kind(),
                selection.site(),
                selection.subject(),
                selection.open());
        List<Notice> fetched = notices.list(filter, new Page(page.after(), page.limit() + 1));
        return PageOf.cut(fetched, page.limit(), Notice::id);
    }
}
