package org.equipoise.randomizer.rest;

import java.util.stream.Stream;
import org.equipoise.randomizer.RandomizerTest;
import org.equipoise.testing.AuthorizationMatrix;
import org.equipoise.testing.AuthorizationMatrix.AuthorizationCase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@RandomizerTest
class RandomizerAuthorizationTest {

    private static final AuthorizationMatrix MATRIX =
            AuthorizationMatrix.of("/api/randomizer", "org.equipoise.randomizer.rest", "randomizer-authorization.txt");

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
