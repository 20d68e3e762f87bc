package org.equipoise.ecrf.rest;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.equipoise.ecrf.domain.laboratory.ImportMapping;

/** Which column of a laboratory's file goes where. */
public record MappingRequest(
        @Schema(description = "The form that is completed") @NotBlank
        String form,

        @Schema(description = "The column with the subject's id") @NotBlank
        String subjectColumn,

        @Schema(description = "Where the event comes from") @NotNull @Valid
        EventRequest event,

        @Schema(description = "The column with the time of the sample, with a zone") @NotBlank
        String occurredAtColumn,

        @Schema(description = "The column with the repeat of the form")
        String repeatColumn,

        @Schema(description = "What is said of samples outside their window; without it a query asks about each")
        @Size(max = 2000)
        String windowReason,

        @Schema(description = "What is said of values that a check warns of; without it a query asks about each")
        @Size(max = 2000)
        String warningReason,

        @Schema(description = "The items") @NotEmpty @Size(max = 500)
        List<@NotNull @Valid ItemRequest> items) {
    public record EventRequest(
            @Schema(description = "The event of all lines") String always,

            @Schema(description = "The column with the laboratory's word for the visit")
            String column,

            @Schema(description = "Events by the laboratory's words; a word that is no key stands for itself")
            Map<String, String> events) {}

    public record ItemRequest(
            @Schema(description = "The item") @NotBlank String item,

            @Schema(description = "The column with the value") @NotBlank
            String column,

            @Schema(description = "Which lines are meant: required words by column")
            Map<String, String> where,

            @Schema(description = "The column with the reported unit")
            String unitColumn,

            @Schema(description = "How reported units become the item's, by unit")
            Map<String, @NotNull @Valid UnitRequest> units,

            @Schema(description = "Values by the laboratory's words")
            Map<String, String> codes,

            @Schema(description = "The reason that an empty cell stands for")
            String ifEmpty) {}

    public record UnitRequest(
            @Schema(description = "What a reported value is multiplied by") @NotNull
            BigDecimal factor,

            @Schema(description = "What is added afterwards; 0 if absent")
            BigDecimal offset) {}

    ImportMapping mapping(String id) {
        return new ImportMapping(
                id,
                form,
                subjectColumn,
                new ImportMapping.EventKey(
                        Optional.ofNullable(event.always()), Optional.ofNullable(event.column()), or(event.events())),
                occurredAtColumn,
                Optional.ofNullable(repeatColumn),
                Optional.ofNullable(windowReason),
                Optional.ofNullable(warningReason),
                items.stream().map(MappingRequest::item).toList());
    }

    private static ImportMapping.ItemColumn item(ItemRequest request) {
        Map<String, ImportMapping.Conversion> units = new TreeMap<>();
        or(request.units())
                .forEach((unit, conversion) -> units.put(
                        unit,
                        new ImportMapping.Conversion(
                                plain(conversion.factor()),
                                Optional.ofNullable(conversion.offset())
                                        .map(MappingRequest::plain)
                                        .orElse(BigDecimal.ZERO))));
        return new ImportMapping.ItemColumn(
                request.item(),
                request.column(),
                or(request.where()),
                Optional.ofNullable(request.unitColumn()),
                units,
                or(request.codes()),
                Optional.ofNullable(request.ifEmpty()));
    }

    /** Equal numbers are equal mappings, however many zeros they end with. */
    private static BigDecimal plain(BigDecimal number) {
        BigDecimal stripped = number.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }

    private static <V> Map<String, V> or(Map<String, V> map) {
        return map == null ? Map.of() : map;
    }
}
