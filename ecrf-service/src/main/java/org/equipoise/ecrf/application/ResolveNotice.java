package org.equipoise.ecrf.application;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Optional;
import org.equipoise.ecrf.domain.review.Target;
import org.equipoise.ecrf.domain.safety.Notice;
import org.equipoise.ecrf.domain.study.FormCategory;
import org.equipoise.ecrf.domain.study.Raise;
import org.equipoise.platform.problem.ProblemType;
import org.equipoise.platform.problem.Refusal;

/** Acknowledges an alert or completes a deviation. Who may not see all that it was drawn from does not find it,
 * and what was said about frozen or locked data stays as it is. */
@ApplicationScoped
public class ResolveNotice {
    private final Studies studies;
    private final NoticeStore notices;
    private final OpenData open;
    private final Clock clock;

    public ResolveNotice(Studies studies, NoticeStore notices, OpenData open, Clock clock) {
        this.studies = studies;
        this.notices = notices;
        this.open = open;
        this.clock = clock;
    }

    public Notice acknowledge(Actor author, String study, String id, String text, String key) {
        Notice done = resolve(author, find(author, study, id, Raise.ALERT), text, Optional.empty(), key);
        return new ToldCategories(studies, study).withoutHiddenCause(author, done);
    }

    public Notice complete(Actor author, String study, String id, String cause, boolean important, String key) {
        Notice deviation = find(author, study, id, Raise.DEVIATION);
        boolean enters =
                Arrays.stream(FormCategory.values()).anyMatch(category -> author.enters(category, deviation.site()));
        if (!enters) {
            throw Refusal.of(
                            ProblemType.PERMISSION_MISSING,
                            "Only who enters data at the site completes its deviations.")
                    .fix("Ask the site to complete it.");
        }
        Notice done = resolve(author, deviation, cause, Optional.of(important), key);
        return new ToldCategories(studies, study).withoutHiddenCause(author, done);
    }

    private Notice find(Actor author, String study, String id, Raise kind) {
        return notices.find(study, id)
                .filter(notice -> notice.kind() == kind)
                .filter(notice -> new ToldCategories(studies, study).isFor(author, notice))
                .orElseThrow(Refusal::notFound);
    }

    private Notice resolve(Actor author, Notice notice, String text, Optional<Boolean> important, String key) {
        Notice.Resolution done = new Notice.Resolution(
                clock.instant().truncatedTo(ChronoUnit.MILLIS), author.author(), text, important, key);
        Optional<Notice> resolved = notice.resolved(done);
        if (resolved.isPresent()) {
            Target target =
                    Target.form(notice.site(), notice.subject(), notice.source().instance());
            open.require(notice.study(), target);
            if (notices.resolve(resolved.get())) {
                return resolved.get();
            }
        }
        Notice known = notices.find(notice.study(), notice.id()).orElseThrow();
        return same(known, done);
    }

    private static Notice same(Notice known, Notice.Resolution done) {
        Notice.Resolution earlier = known.resolution().orElseThrow();
        boolean sameRequest = earlier.requestKey().equals(done.requestKey())
                && earlier.by().id().equals(done.by().id());
        if (!sameRequest) {
            throw Refusal.of(
                            ProblemType.STATE_CONFLICT,
                            earlier.by().name() + " dealt with this at " + earlier.at() + ".")
                    .fix("Nothing is left to do.");
        }
        if (!earlier.text().equals(done.text()) || !earlier.important().equals(done.important())) {
            throw RequestKeys.reused();
        }
        return known;
    }
}
