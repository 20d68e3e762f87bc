package org.equipoise.testing;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Arrays;
import java.util.stream.Stream;

/** The three rings of a service: domain, application, adapters; each knows only what lies further in. */
public final class Rings {

    private static final String[] PLAIN_PLATFORM = {
        "org.equipoise.platform.problem..", "org.equipoise.platform.audit..", "org.equipoise.platform.http.."
    };

    private Rings() {}

    /**
     * Checks a service.
     *
     * @param root the service's package, such as {@code org.equipoise.randomizer}
     * @param domainLibraries the packages of the maths or crypto library that its domain may use
     */
    public static void check(String root, String... domainLibraries) {
        JavaClasses service = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages(root);

        classes()
                .that()
                .resideInAPackage(root + ".domain..")
                .should()
                .onlyDependOnClassesThat(residesIn(
                        Stream.of(new String[] {"java..", root + ".domain.."}, PLAIN_PLATFORM, domainLibraries)))
                .as("domain is pure Java")
                .allowEmptyShould(true)
                .check(service);

        noClasses()
                .that()
                .resideInAPackage(root + ".application..")
                .should()
                .dependOnClassesThat(isAdapterOf(root))
                .orShould()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "jakarta.ws.rs..", "jakarta.persistence..", "io.vertx..", "com.mongodb..", "org.bson..")
                .as("application knows its ports, not its adapters")
                .allowEmptyShould(true)
                .check(service);

        slices().matching(root + ".(*)..")
                .should()
                .notDependOnEachOther()
                .ignoreDependency(
                        DescribedPredicate.alwaysTrue(),
                        JavaClass.Predicates.resideInAnyPackage(root + ".domain..", root + ".application.."))
                .as("adapters do not know each other")
                .allowEmptyShould(true)
                .check(service);
    }

    private static DescribedPredicate<JavaClass> residesIn(Stream<String[]> packages) {
        return JavaClass.Predicates.resideInAnyPackage(
                packages.flatMap(Arrays::stream).toArray(String[]::new));
    }

    private static DescribedPredicate<JavaClass> isAdapterOf(String root) {
        return JavaClass.Predicates.resideInAPackage(root + "..")
                .and(DescribedPredicate.not(
                        JavaClass.Predicates.resideInAnyPackage(root + ".domain..", root + ".application..")))
                .as("an adapter");
    }
}
