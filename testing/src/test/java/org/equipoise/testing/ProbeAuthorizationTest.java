package org.equipoise.testing;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.stream.Stream;
import org.equipoise.testing.AuthorizationMatrix.AuthorizationCase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@QuarkusTest
@QuarkusTestResource(TestIssuer.class)
class ProbeAuthorizationTest {

    private static final AuthorizationMatrix MATRIX =
            AuthorizationMatrix.of("", "org.equipoise.testing", "probe-authorization.txt");

    @Test
    void everyOperationIsInTheTable() {
        MATRIX.checkComplete();
    }

    static Stream<AuthorizationCase> cases() {
        return MATRIX.cases().filter(c -> !c.operation().path().equals("/undeclared"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void everybodyGetsWhatTheTableSays(AuthorizationCase example) {
        MATRIX.check(example);
    }
}
