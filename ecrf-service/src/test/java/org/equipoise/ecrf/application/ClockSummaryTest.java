package org.equipoise.ecrf.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.equipoise.ecrf.application.TrialSite.STUDY;

import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.equipoise.ecrf.rest.Actors;
import org.equipoise.ecrf.rest.SafetyResource;
import org.equipoise.platform.problem.ProblemType;
import org.equipoise.platform.problem.Refusal;
import org.equipoise.platform.security.Caller;
import org.junit.jupiter.api.Test;

/** The summary counts all sites, so it is for who may see all sites. */
class ClockSummaryTest {
    private final TrialSite site = new TrialSite();

    private record Token(Map<String, Object> claims) implements JsonWebToken {
        @Override
        public String getName() {
            return "somebody";
        }

        @Override
        public Set<String> getClaimNames() {
            return claims.keySet();
        }

        @Override
        @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
        public <T> T getClaim(String name) {
            return (T) claims.get(name);
        }
    }

    private SafetyResource as(String group) {
        Token token = new Token(
                Map.of("sub", "id", "preferred_username", "somebody", "groups", Set.of("/studies/" + STUDY + group)));
        return new SafetyResource(
                new ReadSafety(site.studies, site.subjectStore, site.revisions, site.clock),
                new Actors(new Caller(token), site.clock));
    }

    @Test
    void onlyWhoReadsTheOpenReportOfTheWholeStudyIsToldTheCounts() {
        Refusal refusal = catchThrowableOfType(
                Refusal.class, () -> as("/sites/01/investigator").clockSummary(STUDY));

        assertThat(refusal.type()).isEqualTo(ProblemType.PERMISSION_MISSING);
        assertThat(as("/sponsor").clockSummary(STUDY)).isNotNull();
    }
}
