package org.equipoise.ecrf.application;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import org.equipoise.ecrf.domain.review.Target;
import org.equipoise.ecrf.domain.subject.Subject;
import org.equipoise.platform.http.IdempotencyKey;
import org.equipoise.platform.problem.ProblemType;
import org.equipoise.platform.problem.Refusal;

/** Takes a person into screening and gives the next number of the site. */
@ApplicationScoped
public class ScreenSubject {
    private static final int MOST_ATTEMPTS = 100;

    private final Studies studies;
    private final SubjectStore store;
    private final OpenData open;
    private final Clock clock;

    public ScreenSubject(Studies studies, SubjectStore store, OpenData open, Clock clock) {
        this.studies = studies;
        this.store = store;
        this.open = open;
        this.clock = clock;
    }

    /** The same key with the same request gives the same subject, however often it is sent. A closed site takes in nobody. */
    public Subject screen(String study, String site, Instant screenedAt, String key) {
        CompiledStudy inForce = studies.current(study);
        if (inForce.definition().site(site).isEmpty()) {
            throw Refusal.notFound();
        }
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        if (screenedAt.isAfter(now)) {
            throw Refusal.of(ProblemType.CHECK_FAILED, "screenedAt is " + screenedAt + ", which is still to come.")
                    .fix("Send the time at which screening began.");
        }
        RequestStamp request = new RequestStamp(
                key, IdempotencyKey.fingerprint("POST", study + "/" + site, Map.of("screenedAt", screenedAt)));
        Optional<SubjectStore.Created> known = store.createdBy(study, key);
        if (known.isPresent()) {
            return same(known.get(), request);
        }
        open.require(study, Target.site(site));
        for (int attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
            int number = store.highestNumber(study, site) + 1;
            Subject subject = new Subject(
                    study,
                    Subject.id(site, number),
                    site,
                    number,
                    false,
                    screenedAt.truncatedTo(ChronoUnit.MILLIS),
                    now,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.of(inForce.definition().version()));
            if (store.insert(subject, request)) {
                return subject;
            }
            Optional<SubjectStore.Created> earlier = store.createdBy(study, key);
            if (earlier.isPresent()) {
                return same(earlier.get(), request);
            }
        }
        throw new IllegalStateException("No number could be given at site " + site);
    }

    private static Subject same(SubjectStore.Created earlier, RequestStamp request) {
        if (!earlier.request().equals(request)) {
            throw RequestKeys.reused();
        }
        return earlier.subject();
    }
}
