package org.equipoise.gateway.edge.session;

import io.quarkus.oidc.SecurityEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.equipoise.gateway.edge.limit.Admission;

/** Whoever signs out leaves nothing behind that goes on under their token, such as a list followed in another tab. */
@ApplicationScoped
public class SignOut {

    private final Visitors visitors;
    private final Admission admission;

    SignOut(Visitors visitors, Admission admission) {
        this.visitors = visitors;
        this.admission = admission;
    }

    void ended(@Observes SecurityEvent event) {
        if (event.getEventType() == SecurityEvent.Type.OIDC_LOGOUT_RP_INITIATED) {
            visitors.accessToken(event.getSecurityIdentity())
                    .map(AccessToken::subject)
                    .ifPresent(admission::endStreams);
        }
    }
}
