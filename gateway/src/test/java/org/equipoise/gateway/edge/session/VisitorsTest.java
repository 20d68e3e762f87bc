package org.equipoise.gateway.edge.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.oidc.OIDCException;
import io.quarkus.security.AuthenticationFailedException;
import java.net.ConnectException;
import org.equipoise.platform.problem.ProblemType;
import org.equipoise.platform.problem.Refusal;
import org.junit.jupiter.api.Test;

class VisitorsTest {

    @Test
    void aTokenThatDoesNotVerifyIsTheVisitorsToMend() {
        assertThat(Visitors.explain(new AuthenticationFailedException("expired"))
                        .type())
                .isEqualTo(ProblemType.UNAUTHENTICATED);
    }

    @Test
    void anIdentityProviderThatIsDownIsNot() {
        assertThat(Visitors.explain(new AuthenticationFailedException(new OIDCException("down")))
                        .type())
                .isEqualTo(ProblemType.NEIGHBOUR_UNAVAILABLE);
        assertThat(Visitors.explain(new IllegalStateException(new ConnectException("refused")))
                        .type())
                .isEqualTo(ProblemType.NEIGHBOUR_UNAVAILABLE);
    }

    @Test
    void aRefusalStaysWhatItIs() {
        Refusal refusal = Refusal.notFound();
        assertThat(Visitors.explain(refusal)).isSameAs(refusal);
    }
}
