package org.equipoise.testing;

import com.tngtech.archunit.ArchConfiguration;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.equipoise.platform.security.Permission;
import org.equipoise.platform.security.Requires;
import org.equipoise.platform.security.SignedIn;

/** An operation of a service's HTTP interface, as found in its resource classes. */
public record Operation(String method, String path, Set<Permission> permissions, boolean signedInOnly) {

    /** All operations of the resource classes in a package. */
    public static List<Operation> in(String restPackage) {
        return resourceClasses(restPackage).stream()
                .filter(type -> type.isAnnotatedWith(Path.class))
                .map(type -> type.reflect())
                .flatMap(type -> Arrays.stream(type.getMethods()).flatMap(method -> of(type, method)))
                .sorted(Comparator.comparing(Operation::path).thenComparing(Operation::method))
                .toList();
    }

    /** Without the classes that they name, which would have to be searched for on the whole class path. */
    private static JavaClasses resourceClasses(String restPackage) {
        return ArchConfiguration.withThreadLocalScope(configuration -> {
            configuration.setResolveMissingDependenciesFromClassPath(false);
            return new ClassFileImporter().importPackages(restPackage);
        });
    }

    private static Stream<Operation> of(Class<?> resource, Method method) {
        return Arrays.stream(method.getAnnotations())
                .map(Annotation::annotationType)
                .filter(type -> type.isAnnotationPresent(HttpMethod.class))
                .map(type -> new Operation(
                        type.getAnnotation(HttpMethod.class).value(),
                        join(resource.getAnnotation(Path.class), method.getAnnotation(Path.class)),
                        required(method),
                        method.isAnnotationPresent(SignedIn.class)));
    }

    private static Set<Permission> required(Method method) {
        Set<Permission> permissions = EnumSet.noneOf(Permission.class);
        Requires requires = method.getAnnotation(Requires.class);
        if (requires != null) {
            permissions.addAll(Arrays.asList(requires.value()));
        }
        return permissions;
    }

    private static String join(Path type, Path method) {
        String path = "/" + type.value() + "/" + (method == null ? "" : method.value());
        return path.replaceAll("/+", "/").replaceAll("(.)/$", "$1");
    }

    /** The path with the study, the site, and a harmless word for every other parameter. */
    public String pathFor(String study, String site) {
        return path.replaceAll("\\{study[^}]*}", study)
                .replaceAll("\\{site[^}]*}", site)
                .replaceAll("\\{[^}]*}", "nothing");
    }

    @Override
    public String toString() {
        return method + " " + path;
    }
}
