package org.equipoise.ecrf.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.equipoise.ecrf.application.PageOf;

/** A part of a list; {@code next} is null at the end. */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record PageResponse<T>(List<T> items, String next) {
    static <T> PageResponse<T> of(PageOf<T> page) {
        return new PageResponse<>(page.items(), page.next().orElse(null));
    }
}
