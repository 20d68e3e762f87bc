package org.equipoise.ecrf.application;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Items, and the id to continue after if there are more. */
public record PageOf<T>(List<T> items, Optional<String> next) {
    public PageOf {
        items = List.copyOf(items);
    }

    /** Cuts a list that was fetched with one item more than asked for. */
    static <T> PageOf<T> cut(List<T> fetched, int limit, Function<T, String> id) {
        if (fetched.size() <= limit) {
            return new PageOf<>(fetched, Optional.empty());
        }
        List<T> items = fetched.subList(0, limit);
        return new PageOf<>(items, Optional.of(id.apply(items.get(limit - 1))));
    }

    public <R> PageOf<R> map(Function<T, R> change) {
        return new PageOf<>(items.stream().map(change).toList(), next);
    }
}
