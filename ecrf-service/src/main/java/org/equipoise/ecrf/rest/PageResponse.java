package org.equipoise.ecrf.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.equipoise.ecrf.application.PageOf;

/** A part of a list; {@code next} is null at the end. */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record PageResponse<T>(
        @Schema(description = "The entries of this page") List<T> items,

        @Schema(description = "What to send as `after` for the next page; null at the end")
        String next) {
    static <T> PageResponse<T> of(PageOf<T> page) {
        return new PageResponse<>(page.items(), page.next().orElse(null));
    }
}
