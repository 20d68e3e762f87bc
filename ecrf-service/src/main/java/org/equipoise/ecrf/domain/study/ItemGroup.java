package org.equipoise.ecrf.domain.study;

import java.util.List;
import java.util.Optional;

/**
 * Items that are shown together.
 *
 * @param id short name, unique in the form
 * @param name heading, if there is one
 * @param items the items in the order in which they are asked
 */
public record ItemGroup(String id, Optional<String> name, List<Item> items) {
    /** Copies the items. */
    public ItemGroup {
        items = List.copyOf(items);
    }
}
