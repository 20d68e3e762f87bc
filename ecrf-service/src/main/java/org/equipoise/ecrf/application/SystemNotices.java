package org.equipoise.ecrf.application;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.equipoise.ecrf.domain.form.Consequence;
import org.equipoise.ecrf.domain.form.Finding;
import org.equipoise.ecrf.domain.form.Revision;
import org.equipoise.ecrf.domain.safety.Notice;
import org.equipoise.ecrf.domain.study.Raise;
import org.equipoise.platform.audit.CanonicalJson;

/** Raises the alerts and deviations that revisions call for; it follows from the revision alone and can be repeated. */
@ApplicationScoped
public class SystemNotices {
    private static final int ID_DIGITS = 21;

    private final NoticeStore store;

    public SystemNotices(NoticeStore store) {
        this.store = store;
    }

    int apply(Collection<Revision> revisions) {
        List<Notice> notices = revisions.stream()
                .flatMap(revision ->
                        revision.consequences().stream().flatMap(consequence -> notice(revision, consequence).stream()))
                .toList();
        return notices.isEmpty() ? 0 : store.raise(notices);
    }

    private static Optional<Notice> notice(Revision revision, Consequence consequence) {
        return kind(consequence.effect()).map(kind -> {
            Finding finding = consequence.finding();
            String origin = kind.code() + ":" + revision.subject() + "/" + revision.instance() + "/" + revision.number()
                    + "/" + consequence.instance() + "/" + finding.check() + "#" + revision.salt();
            return new Notice(
                    revision.study(),
                    id(revision, origin),
                    kind,
                    revision.subject(),
                    revision.site(),
                    new Notice.Source(
                            consequence.instance(), revision.number(), finding.check(), finding.message(), origin),
                    finding.categories(),
                    revision.savedAt(),
                    Optional.empty());
        });
    }

    private static Optional<Raise> kind(Consequence.Effect effect) {
        return switch (effect) {
            case ALERTS -> Optional.of(Raise.ALERT);
            case DEVIATES -> Optional.of(Raise.DEVIATION);
            case ASKS, SETTLES -> Optional.empty();
        };
    }

    /** Sorts in the order in which notices were raised, and says nothing else. */
    private static String id(Revision revision, String origin) {
        return String.format(
                Locale.ROOT,
                "%011x%s",
                revision.savedAt().toEpochMilli(),
                CanonicalJson.sha256Text(origin).substring(0, ID_DIGITS));
    }
}
