package org.equipoise.stats.application;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.equipoise.platform.http.IdempotencyKey;
import org.equipoise.platform.problem.ProblemType;
import org.equipoise.platform.problem.Refusal;
import org.equipoise.platform.security.RecentSignIn;

/**
 * Tells whom the charter names which arm is behind which label, for a reason and after a sign-in of the last minute. The
 * register is written before the key leaves.
 */
@ApplicationScoped
public class ReleaseArmKey {

    private final CurrentPlan plans;
    private final AnalysisStore analyses;
    private final KeyReleaseStore register;
    private final Clock clock;
    private final AnalysisIds ids;

    public ReleaseArmKey(CurrentPlan plans, AnalysisStore analyses, KeyReleaseStore register, Sources sources) {
        this.plans = plans;
        this.analyses = analyses;
        this.register = register;
        this.clock = sources.clock();
        this.ids = sources.ids();
    }

    /** The key, for the caller alone. */
    public record Disclosure(KeyRelease release, ArmKey key) {

        @Override
        public String toString() {
            return "Disclosure[" + release.release() + "]";
        }
    }

    /**
     * Releases the key. Whoever the charter does not name is refused before anything is looked up.
     *
     * @throws Refusal {@code permission-missing}, {@code sign-in-too-old}, {@code not-found} or {@code key-reused}
     */
    public Disclosure release(String study, UUID analysis, String reason, IdempotencyKey key, CommitteePerson person) {
        if (!person.holdsKey(plans.of(study).plan().charter())) {
            throw Refusal.of(
                            ProblemType.PERMISSION_MISSING,
                            "The committee's charter does not name "
                                    + person.participant().name() + " as a holder of the key.")
                    .fix("Ask a holder whom the analysis plan names in charter.keyHolders.");
        }
        Instant now = clock.instant();
        RecentSignIn.require(person.signedInAt(), now);
        ArmKey arms = analyses.findKey(study, analysis).orElseThrow(Refusal::notFound);
        RequestKey unique = RequestKey.of(
                key, "/studies/" + study + "/analyses/" + analysis + "/key-releases", person, Map.of("reason", reason));
        KeyReleaseStore.Entered entered = register.enter(
                study,
                new KeyRelease(
                        ids.next(),
                        analysis,
                        person.participant().id(),
                        person.participant().name(),
                        now.truncatedTo(ChronoUnit.MILLIS),
                        person.signedInAt().orElseThrow(),
                        reason,
                        Optional.empty()),
                unique);
        unique.requireSame(entered.fingerprint());
        return new Disclosure(entered.release(), arms);
    }

    /** The register: who was told, when and why. */
    public PageOf<KeyRelease> register(String study, Optional<UUID> after, int limit) {
        return PageOf.cut(register.page(study, after, limit + 1), limit, KeyRelease::release);
    }
}
