package org.equipoise.stats.application;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/** Items, and the one to continue after if there are more. */
public record PageOf<T>(List<T> items, Optional<UUID> next) {

    public PageOf {
        items = List.copyOf(items);
    }

    /** Cuts a list that was fetched with one item more than asked for. */
    static <T> PageOf<T> cut(List<T> fetched, int limit, Function<T, UUID> id) {
        if (fetched.size() <= limit) {
            return new PageOf<>(fetched, Optional.empty());
        }
        List<T> items = fetched.subList(0, limit);
        return new PageOf<>(items, Optional.of(id.apply(items.get(limit - 1))));
    }
}
