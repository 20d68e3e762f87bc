package org.equipoise.ecrf.rest;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.stream.Stream;
import org.equipoise.testing.AuthorizationMatrix;
import org.equipoise.testing.MongoServer;
import org.equipoise.testing.TestIssuer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

@QuarkusTest
@QuarkusTestResource(MongoServer.class)
@QuarkusTestResource(TestIssuer.class)
class EcrfAuthorizationTest {
    private final AuthorizationMatrix matrix =
            AuthorizationMatrix.of("/api/ecrf", "org.equipoise.ecrf.rest", "authorization.txt");

    @Test
    void theTableNamesEveryOperation() {
        matrix.checkComplete();
    }

    @TestFactory
    Stream<DynamicTest> everyOperationForEveryCaller() {
        return matrix.cases().map(example -> DynamicTest.dynamicTest(example.toString(), () -> matrix.check(example)));
    }
}
