package org.equipoise.randomizer.application;

import java.util.List;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Part of a longer list.
 *
 * @param items the items of this part
 * @param next where the next part begins; null at the end
 */
public record Page<T>(
        @Schema(description = "The items of this part") List<T> items,

        @Schema(description = "Where the next part begins, to be sent as `after`; null at the end")
        String next) {

    /** Keeps an unmodifiable copy. */
    public Page {
        items = List.copyOf(items);
    }

    /** A page from one item more than it may hold, which tells whether there is a next one. */
    static <S, T> Page<T> of(List<S> rows, int limit, Function<S, T> item, Function<S, String> cursor) {
        List<S> held = rows.subList(0, Math.min(limit, rows.size()));
        String next = rows.size() > limit ? cursor.apply(held.get(limit - 1)) : null;
        return new Page<>(held.stream().map(item).toList(), next);
    }
}
