package org.equipoise.ecrf.rest;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.equipoise.ecrf.application.ChangeQueries;
import org.equipoise.ecrf.application.RaiseQuery;
import org.equipoise.ecrf.domain.form.FormInstance;

/** Many changes of queries. */
public record BulkRequest(
        @Schema(description = "What to do, in this order") @NotEmpty @Size(max = ChangeQueries.MOST)
        List<@NotNull @Valid Change> entries) {

    public record Change(
            @Schema(description = "raise, close or reopen") @NotNull
            String action,

            @Schema(description = "The query to close or reopen")
            String query,

            @Schema(description = "To raise: the subject") String subject,
            @Schema(description = "To raise: the event") String event,
            @Schema(description = "To raise: the form") String form,

            @Schema(description = "To raise: the repeat, 1 if left out")
            Integer repeat,

            @Schema(description = "To raise: the item; without it, the question is about the form")
            String item,

            @Schema(description = "The question, or why it is closed or opened again")
            @NotNull
            @Size(min = 1, max = 4000)
            String text) {}

    List<ChangeQueries.Entry> parsed() {
        List<ChangeQueries.Entry> parsed = new ArrayList<>();
        for (int i = 0; i < entries.size(); i++) {
            parsed.add(entry(entries.get(i), "entries[" + i + "]"));
        }
        return parsed;
    }

    private static ChangeQueries.Entry entry(Change change, String place) {
        return switch (change.action()) {
            case "raise" ->
                new ChangeQueries.Ask(new RaiseQuery.Question(
                        given(change.subject(), place + ".subject"),
                        new FormInstance(
                                given(change.event(), place + ".event"),
                                given(change.form(), place + ".form"),
                                change.repeat() == null ? 1 : change.repeat()),
                        Optional.ofNullable(change.item()),
                        change.text()));
            case "close" -> new ChangeQueries.Close(given(change.query(), place + ".query"), change.text());
            case "reopen" -> new ChangeQueries.Reopen(given(change.query(), place + ".query"), change.text());
            default ->
                throw Parameters.invalid(place + ".action is " + change.action() + ".", "Send raise, close or reopen.");
        };
    }

    private static String given(String value, String place) {
        if (value == null || value.isBlank()) {
            throw Parameters.invalid(place + " is missing.", "Send it.");
        }
        return value;
    }
}
