package org.equipoise.stats.rest;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.stream.Stream;
import org.equipoise.stats.Neighbourhood;
import org.equipoise.stats.SimulatedTrial;
import org.equipoise.testing.AuthorizationMatrix;
import org.equipoise.testing.AuthorizationMatrix.AuthorizationCase;
import org.equipoise.testing.PostgresServer;
import org.equipoise.testing.TestIssuer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@QuarkusTest
@QuarkusTestResource(TestIssuer.class)
@QuarkusTestResource(PostgresServer.class)
@QuarkusTestResource(Neighbourhood.class)
class StatsAuthorizationTest {

    private static final AuthorizationMatrix MATRIX =
            AuthorizationMatrix.of("/api/stats", "org.equipoise.stats.rest", "stats-authorization.txt");

    Neighbourhood neighbours;

    @BeforeEach
    void everythingWorks() {
        neighbours.agreeOn(SimulatedTrial.of(60, 5, 7));
        StatsApi.publishPlan();
    }

    @Test
    void everyOperationIsInTheTable() {
        MATRIX.checkComplete();
    }

    static Stream<AuthorizationCase> cases() {
        return MATRIX.cases();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void everybodyGetsWhatTheTableSays(AuthorizationCase example) {
        MATRIX.check(example);
    }
}
