package org.equipoise.ecrf.scheduling;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.TimeUnit;
import org.equipoise.ecrf.application.SignAuditRoot;
import org.equipoise.ecrf.application.StudyStore;
import org.jboss.logging.Logger;

/** Signs a root of every study now and then, whether anything happened or not. */
@ApplicationScoped
public class AuditRootTimer {
    private static final Logger LOG = Logger.getLogger(AuditRootTimer.class);

    private final SignAuditRoot sign;
    private final StudyStore studies;

    public AuditRootTimer(SignAuditRoot sign, StudyStore studies) {
        this.sign = sign;
        this.studies = studies;
    }

    /** What fails for one study is tried again at the next interval. */
    @Scheduled(
            every = "{equipoise.audit.roots-every}",
            delay = 1,
            delayUnit = TimeUnit.MINUTES,
            concurrentExecution = ConcurrentExecution.SKIP)
    void sign() {
        if (!sign.isReady()) {
            LOG.warn("No audit root is signed: EQUIPOISE_SIGNING_KEY_FILE names no signing key");
            return;
        }
        for (String study : studies.ids()) {
            try {
                sign.sign(study);
            } catch (RuntimeException failure) {
                LOG.warnf("No audit root of %s (%s)", study, failure.getClass().getSimpleName());
            }
        }
    }
}
