package org.equipoise.randomizer;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.equipoise.testing.PostgresServer;
import org.equipoise.testing.TestIssuer;

/** A test of the whole service on a real PostgreSQL, with a played identity provider and eCRF service. */
@QuarkusTest
@QuarkusTestResource(TestIssuer.class)
@QuarkusTestResource(PostgresServer.class)
@QuarkusTestResource(EcrfStub.class)
@QuarkusTestResource(ExternalAccountsFile.class)
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface RandomizerTest {}
