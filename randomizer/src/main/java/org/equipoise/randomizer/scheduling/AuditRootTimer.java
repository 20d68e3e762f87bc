package org.equipoise.randomizer.scheduling;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.TimeUnit;
import org.equipoise.randomizer.application.SignAuditRoot;

/** Signs a root of every study now and then, whether anything happened or not. */
@ApplicationScoped
class AuditRootTimer {

    private final SignAuditRoot sign;

    AuditRootTimer(SignAuditRoot sign) {
        this.sign = sign;
    }

    @Scheduled(
            every = "{equipoise.audit.roots-every}",
            delay = 1,
            delayUnit = TimeUnit.MINUTES,
            concurrentExecution = ConcurrentExecution.SKIP)
    Uni<Void> sign() {
        return sign.signAll();
    }
}
