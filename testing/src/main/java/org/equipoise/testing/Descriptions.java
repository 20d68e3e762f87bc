package org.equipoise.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Field;
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
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.equipoise.platform.http.CommonDescriptions;

/** Whether a service describes its operations: what each is for, each answer in words, each field that goes in or out. */
public final class Descriptions {

    private static final Set<String> NOT_THE_BODY = Set.of(
            "RestPath", "RestQuery", "RestHeader", "PathParam", "QueryParam", "HeaderParam", "BeanParam", "Context");

    private static final Set<String> PARAMETERS =
            Set.of("RestPath", "RestQuery", "RestHeader", "PathParam", "QueryParam", "HeaderParam");

    private static final Set<String> OF_ALL_REQUESTS = Set.of("Authorization", "Content-Type");

    private final Class<?> one;

    private Descriptions(Class<?> one) {
        this.one = one;
    }

    /** Of all resources beside this one. */
    public static Descriptions beside(Class<?> resource) {
        return new Descriptions(resource);
    }

    /** Every operation of the resources. */
    public Stream<Method> operations() {
        return resources().stream()
                .flatMap(resource -> Arrays.stream(resource.getDeclaredMethods()))
                .filter(method -> Arrays.stream(method.getAnnotations())
                        .anyMatch(annotation -> annotation.annotationType().isAnnotationPresent(HttpMethod.class)));
    }

    /** Requires a summary and a description. */
    public void requirePurpose(Method operation) {
        Operation described = operation.getAnnotation(Operation.class);
        assertThat(described).as(name(operation)).isNotNull();
        assertThat(described.summary()).as("summary of " + name(operation)).isNotBlank();
        assertThat(described.description())
                .as("description of " + name(operation))
                .isNotBlank();
    }

    /** Requires words for each answer, an answer where all goes well, and each refusal that the operation can answer. */
    public void requireAnswers(Method operation) {
        APIResponse[] answers = operation.getAnnotationsByType(APIResponse.class);
        assertThat(answers)
                .as("answers of " + name(operation))
                .allSatisfy(answer -> assertThat(answer.description())
                        .as("%s of %s", answer.responseCode(), name(operation))
                        .isNotBlank())
                .anySatisfy(answer -> assertThat(answer.responseCode()).startsWith("2"));
        CommonDescriptions.Shape shape = shape(operation);
        Set<String> said = new HashSet<>(CommonDescriptions.refusals(shape).keySet());
        Arrays.stream(answers).map(APIResponse::responseCode).forEach(said::add);
        assertThat(said).as("refusals of " + name(operation)).containsAll(Refusals.of(shape));
    }

    private static CommonDescriptions.Shape shape(Method operation) {
        Set<String> path = new HashSet<>();
        Set<String> others = new HashSet<>();
        for (Parameter parameter : operation.getParameters()) {
            if (parameter.isAnnotationPresent(BeanParam.class)) {
                for (Field field : parameter.getType().getDeclaredFields()) {
                    parameterName(field, field.getName()).ifPresent((isInPath(field) ? path : others)::add);
                }
            }
            parameterName(parameter, parameter.getName()).ifPresent((isInPath(parameter) ? path : others)::add);
        }
        return new CommonDescriptions.Shape(
                path, others, Arrays.stream(operation.getParameters()).anyMatch(Descriptions::isBody));
    }

    private static boolean isInPath(AnnotatedElement parameter) {
        return Arrays.stream(parameter.getAnnotations())
                .anyMatch(annotation -> Set.of("PathParam", "RestPath")
                        .contains(annotation.annotationType().getSimpleName()));
    }

    /** Requires the shape of what is answered where the method's type does not tell it. */
    public void requireBodies(Method operation) {
        if (operation.getReturnType() != Response.class) {
            return;
        }
        assertThat(operation.getAnnotationsByType(APIResponse.class))
                .filteredOn(answer -> answer.responseCode().matches("20[0-3]"))
                .as("bodies of " + name(operation))
                .allSatisfy(answer -> assertThat(answer.content()).isNotEmpty());
    }

    /** Requires words for each parameter, unless all of its name mean the same. */
    public void requireParameters(Method operation) {
        List<String> silent = new ArrayList<>();
        for (Parameter parameter : operation.getParameters()) {
            if (parameter.isAnnotationPresent(BeanParam.class)) {
                for (Field field : parameter.getType().getDeclaredFields()) {
                    parameterName(field, field.getName())
                            .filter(name -> isSilent(field, name))
                            .ifPresent(silent::add);
                }
            }
            parameterName(parameter, parameter.getName())
                    .filter(name -> isSilent(parameter, name))
                    .ifPresent(silent::add);
        }
        assertThat(silent)
                .as("parameters of " + name(operation) + " without a description")
                .isEmpty();
    }

    private static boolean isSilent(AnnotatedElement parameter, String name) {
        var described =
                parameter.getAnnotation(org.eclipse.microprofile.openapi.annotations.parameters.Parameter.class);
        return CommonDescriptions.of(name).isEmpty()
                && (described == null || described.description().isBlank());
    }

    /** What a parameter is called in requests; headers that every request has are none. */
    private static Optional<String> parameterName(AnnotatedElement parameter, String own) {
        for (Annotation annotation : parameter.getAnnotations()) {
            if (PARAMETERS.contains(annotation.annotationType().getSimpleName())) {
                try {
                    String name = annotation
                            .annotationType()
                            .getMethod("value")
                            .invoke(annotation)
                            .toString();
                    return Optional.of(name.isEmpty() ? own : name).filter(each -> !OF_ALL_REQUESTS.contains(each));
                } catch (ReflectiveOperationException e) {
                    throw new IllegalStateException(e);
                }
            }
        }
        return Optional.empty();
    }

    /** Requires words for each field of what goes in and out; what the domain lends has Javadoc instead. */
    public void requireFields(Method operation) {
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

    private List<Class<?>> resources() {
        try {
            Path directory = Path.of(
                            one.getResource(one.getSimpleName() + ".class").toURI())
                    .getParent();
            try (Stream<Path> files = Files.list(directory)) {
                List<Class<?>> found = new ArrayList<>();
                files.map(file -> file.getFileName().toString())
                        .filter(file -> file.endsWith("Resource.class"))
                        .forEach(file -> found.add(type(
                                one.getPackageName() + "." + file.substring(0, file.length() - ".class".length()))));
                assertThat(found).as("resources in " + directory).hasSizeGreaterThan(3);
                return found;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
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
        return Arrays.stream(parameter.getAnnotations())
                .noneMatch(annotation ->
                        NOT_THE_BODY.contains(annotation.annotationType().getSimpleName()));
    }

    private void collect(Type type, Set<Class<?>> records) {
        if (type instanceof ParameterizedType generic) {
            Stream.concat(Stream.of(generic.getRawType()), Arrays.stream(generic.getActualTypeArguments()))
                    .forEach(part -> collect(part, records));
        } else if (type instanceof Class<?> plain && plain.isRecord() && isOurs(plain) && records.add(plain)) {
            for (RecordComponent field : plain.getRecordComponents()) {
                collect(field.getGenericType(), records);
            }
        }
    }

    private boolean isOurs(Class<?> type) {
        String service = one.getPackageName().substring(0, one.getPackageName().lastIndexOf('.'));
        return Stream.of("application", "rest")
                .anyMatch(ring -> type.getPackageName().equals(service + "." + ring));
    }

    private static boolean isDescribed(Class<?> type, RecordComponent field) {
        Stream<AnnotatedElement> places = Stream.concat(
                Stream.of(field, field.getAccessor()),
                Arrays.stream(type.getDeclaredFields())
                        .filter(declared -> declared.getName().equals(field.getName())));
        return field.getAccessor().isAnnotationPresent(JsonUnwrapped.class)
                || places.map(place -> place.getAnnotation(Schema.class))
                        .anyMatch(schema ->
                                schema != null && !schema.description().isBlank());
    }

    private static String name(Method operation) {
        return operation.getDeclaringClass().getSimpleName() + "." + operation.getName();
    }
}
