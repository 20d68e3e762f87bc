package org.equipoise.ecrf.domain.study;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/** Makes a record in which everything that may be there is there, and all records that differ from it in one place. */
final class SampleRecords {
    private SampleRecords() {}

    /** A record that differs from another in one place. */
    record Variant<T>(String path, T value) {
        private Variant<T> at(String place) {
            return new Variant<>(place + (path.isEmpty() || path.startsWith("[") ? "" : ".") + path, value);
        }

        <R> Variant<R> map(Function<T, R> whole) {
            return new Variant<>(path, whole.apply(value));
        }

        @Override
        public String toString() {
            return path;
        }
    }

    static <T extends Record> T sample(Class<T> type) {
        return type.cast(sample((Type) type));
    }

    @SuppressWarnings("unchecked")
    static <T extends Record> List<Variant<T>> variants(T of) {
        return variants(of.getClass(), of)
                .map(variant -> variant.map(value -> (T) value))
                .toList();
    }

    private static Object sample(Type type) {
        if (type instanceof ParameterizedType generic) {
            Type inner = generic.getActualTypeArguments()[0];
            Class<?> raw = (Class<?>) generic.getRawType();
            if (raw == Optional.class) {
                return Optional.of(sample(inner));
            }
            if (raw == List.class) {
                return List.of(sample(inner));
            }
            if (raw == Set.class) {
                return Set.of(sample(inner));
            }
            if (raw == Map.class) {
                return Map.of(sample(inner), sample(generic.getActualTypeArguments()[1]));
            }
            throw new IllegalArgumentException("What is a sample of " + type + "?");
        }
        Class<?> plain = (Class<?>) type;
        if (plain.isSealed()) {
            return sample((Type) plain.getPermittedSubclasses()[0]);
        }
        if (plain == Window.class) {
            return new Window(Duration.ofHours(1), Duration.ofHours(5)); // either end can move to another sample
        }
        return plain.isRecord() ? record(plain, parts(plain)) : simple(plain).get(0);
    }

    /** Two different values. */
    private static List<Object> simple(Class<?> type) {
        if (type.isEnum()) {
            return List.of(type.getEnumConstants());
        }
        Map<Class<?>, List<Object>> known = new LinkedHashMap<>();
        known.put(String.class, List.of("ONE", "OTHER"));
        known.put(boolean.class, List.of(false, true));
        known.put(int.class, List.of(3, 4));
        known.put(OptionalInt.class, List.of(OptionalInt.of(1), OptionalInt.empty()));
        known.put(Duration.class, List.of(Duration.ofHours(1), Duration.ofHours(2)));
        known.put(BigDecimal.class, List.of(BigDecimal.ONE, BigDecimal.TEN));
        known.put(ZoneId.class, List.of(ZoneId.of("Europe/Berlin"), ZoneId.of("Europe/Paris")));
        return Optional.ofNullable(known.get(type))
                .orElseThrow(() -> new IllegalArgumentException("What are two values of " + type + "?"));
    }

    private static List<Object> parts(Class<?> type) {
        return Stream.of(type.getRecordComponents())
                .map(part -> sample(part.getGenericType()))
                .toList();
    }

    private static Stream<Variant<Object>> variants(Type type, Object value) {
        if (type instanceof ParameterizedType generic) {
            Type inner = generic.getActualTypeArguments()[0];
            if (value instanceof Optional<?> some) {
                return Stream.concat(
                        Stream.of(new Variant<>("", Optional.empty())),
                        variants(inner, some.orElseThrow()).map(variant -> variant.map(Optional::of)));
            }
            if (value instanceof List<?> list) {
                return Stream.concat(
                        Stream.of(new Variant<>("", List.of())),
                        variants(inner, list.get(0))
                                .map(variant -> variant.<Object>map(List::of).at("[0]")));
            }
            if (value instanceof Set<?> set) {
                return Stream.concat(
                        Stream.of(new Variant<>("", Set.of())),
                        variants(inner, set.iterator().next()).map(variant -> variant.map(Set::of)));
            }
            Map.Entry<?, ?> entry = ((Map<?, ?>) value).entrySet().iterator().next();
            return Stream.concat(
                    Stream.of(new Variant<>("", Map.of())),
                    variants(generic.getActualTypeArguments()[1], entry.getValue())
                            .map(variant -> variant.<Object>map(other -> Map.of(entry.getKey(), other))
                                    .at("{}")));
        }
        Class<?> plain = (Class<?>) type;
        if (plain.isSealed()) {
            return Stream.concat(
                    Stream.of(plain.getPermittedSubclasses())
                            .filter(other -> !other.isInstance(value))
                            .map(other -> new Variant<>("", sample((Type) other))),
                    variants(value.getClass(), value));
        }
        if (plain.isRecord()) {
            return variantsOfRecord(plain, value);
        }
        return simple(plain).stream()
                .filter(other -> !other.equals(value))
                .limit(1)
                .map(other -> new Variant<>("", other));
    }

    private static Stream<Variant<Object>> variantsOfRecord(Class<?> type, Object value) {
        RecordComponent[] components = type.getRecordComponents();
        List<Object> parts =
                Stream.of(components).map(part -> read(part, value)).toList();
        List<Variant<Object>> found = new ArrayList<>();
        for (int i = 0; i < components.length; i++) {
            int index = i;
            variants(components[i].getGenericType(), parts.get(i))
                    .map(variant -> variant.<Object>map(other -> {
                                List<Object> changed = new ArrayList<>(parts);
                                changed.set(index, other);
                                return record(type, changed);
                            })
                            .at(components[index].getName()))
                    .forEach(found::add);
        }
        return found.stream();
    }

    private static Object read(RecordComponent part, Object of) {
        try {
            part.getAccessor().setAccessible(true);
            return part.getAccessor().invoke(of);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException(part.toString(), e);
        }
    }

    private static Object record(Class<?> type, List<Object> parts) {
        Class<?>[] types = Stream.of(type.getRecordComponents())
                .map(RecordComponent::getType)
                .toArray(Class<?>[]::new);
        try {
            Constructor<?> constructor = type.getDeclaredConstructor(types);
            constructor.setAccessible(true);
            return constructor.newInstance(parts.toArray());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(type + " of " + parts, e);
        }
    }
}
