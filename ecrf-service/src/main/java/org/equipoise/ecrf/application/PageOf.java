package org.equipoise.ecrf.application;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

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

    /** Fetches on until the page is full of what is to be shown, or nothing is left. */
    static <T> PageOf<T> showing(
            Page page, Function<Page, List<T>> fetch, Predicate<T> isShown, Function<T, String> id) {
        List<T> shown = new ArrayList<>();
        Optional<String> after = page.after();
        List<T> fetched;
        do {
            fetched = fetch.apply(new Page(after, page.limit() + 1));
            fetched.stream().filter(isShown).forEach(shown::add);
            after = fetched.stream().reduce((first, second) -> second).map(id);
        } while (fetched.size() > page.limit() && shown.size() <= page.limit());
        return cut(shown, page.limit(), id);
    }

    public <R> PageOf<R> map(Function<T, R> change) {
        return new PageOf<>(items.stream().map(change).toList(), next);
    }
}
