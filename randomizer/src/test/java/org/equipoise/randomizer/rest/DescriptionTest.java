package org.equipoise.randomizer.rest;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.ws.rs.HttpMethod;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The service describes each of its operations: what it is for, each answer in words, each field that goes in or out. */
class DescriptionTest {

    static Stream<Method> operations() throws Exception {
        return resources()
                .flatMap(resource -> Arrays.stream(resource.getDeclaredMethods()))
                .filter(method -> Arrays.stream(method.getAnnotations())
                        .anyMatch(annotation -> annotation.annotationType().isAnnotationPresent(HttpMethod.class)));
    }

    @ParameterizedTest
    @MethodSource("operations")
    void saysWhatItIsFor(Method operation) {
        Operation described = operation.getAnnotation(Operation.class);
        assertThat(described).as(name(operation)).isNotNull();
        assertThat(described.summary()).as("summary of " + name(operation)).isNotBlank();
        assertThat(described.description())
                .as("description of " + name(operation))
                .isNotBlank();
    }

    @ParameterizedTest
    @MethodSource("operations")
    void saysWhatEachAnswerMeans(Method operation) {
        APIResponse[] answers = operation.getAnnotationsByType(APIResponse.class);
        assertThat(answers)
                .as("answers of " + name(operation))
                .allSatisfy(answer -> assertThat(answer.description())
                        .as("%s of %s", answer.responseCode(), name(operation))
                        .isNotBlank())
                .anySatisfy(answer -> assertThat(answer.responseCode()).startsWith("2"));
    }

    @ParameterizedTest
    @MethodSource("operations")
    void saysWhatEachFieldIs(Method operation) {
        Set<Class<?>> records = new HashSet<>();
        collect(operation.getGenericReturnType(), records);
        for (Parameter parameter : operation.getParameters()) {
            if (isBody(parameter)) {
                collect(parameter.getParameterizedType(), records);
            }
        }
        List<String> silent = new ArrayList<>();
        for (Class<?> type : records) {
            for (RecordComponent field : type.getRecordComponents()) {
                if (!isDescribed(type, field)) {
                    silent.add(type.getSimpleName() + "." + field.getName());
                }
            }
        }
        assertThat(silent)
                .as("fields of " + name(operation) + " without a description")
                .isEmpty();
    }

    private static Stream<Class<?>> resources() throws URISyntaxException, java.io.IOException {
        Path directory = Path.of(RandomizationsResource.class
                        .getResource("RandomizationsResource.class")
                        .toURI())
                .getParent();
        try (Stream<Path> files = Files.list(directory)) {
            List<? extends Class<?>> found = files.map(
                            file -> file.getFileName().toString())
                    .filter(file -> file.endsWith("Resource.class"))
                    .map(file -> type(RandomizationsResource.class.getPackageName() + "."
                            + file.substring(0, file.length() - ".class".length())))
                    .toList();
            assertThat(found).as("resources in " + directory).hasSizeGreaterThan(15);
            return found.stream().map(type -> type);
        }
    }

    private static Class<?> type(String name) {
        try {
            return Class.forName(name);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean isBody(Parameter parameter) {
        return Stream.of(RestPath.class, RestQuery.class, RestHeader.class)
                .noneMatch(kind -> parameter.isAnnotationPresent(kind.asSubclass(Annotation.class)));
    }

    private static void collect(Type type, Set<Class<?>> records) {
        if (type instanceof ParameterizedType generic) {
            Stream.concat(Stream.of(generic.getRawType()), Arrays.stream(generic.getActualTypeArguments()))
                    .forEach(part -> collect(part, records));
        } else if (type instanceof Class<?> plain && plain.isRecord() && isOurs(plain) && records.add(plain)) {
            for (RecordComponent field : plain.getRecordComponents()) {
                collect(field.getGenericType(), records);
            }
        }
    }

    /** What the domain and the platform lend has Javadoc and no annotations of a framework. */
    private static boolean isOurs(Class<?> type) {
        return Stream.of("application", "rest")
                .anyMatch(ring -> type.getPackageName().equals("org.equipoise.randomizer." + ring));
    }

    private static boolean isDescribed(Class<?> type, RecordComponent field) {
        Stream<AnnotatedElement> places = Stream.concat(
                Stream.of(field, field.getAccessor()),
                Arrays.stream(type.getDeclaredFields())
                        .filter(declared -> declared.getName().equals(field.getName())));
        boolean unwrapped =
                field.getAccessor().isAnnotationPresent(com.fasterxml.jackson.annotation.JsonUnwrapped.class);
        return unwrapped
                || places.map(place -> place.getAnnotation(Schema.class))
                        .anyMatch(schema ->
                                schema != null && !schema.description().isBlank());
    }

    private static String name(Method operation) {
        return operation.getDeclaringClass().getSimpleName() + "." + operation.getName();
    }
}
