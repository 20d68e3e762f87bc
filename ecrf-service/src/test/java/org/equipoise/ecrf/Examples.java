package org.equipoise.ecrf;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.equipoise.ecrf.domain.form.Author;
import org.equipoise.ecrf.domain.form.Finding;
import org.equipoise.ecrf.domain.form.FormContent;
import org.equipoise.ecrf.domain.form.FormInstance;
import org.equipoise.ecrf.domain.form.ItemValue;
import org.equipoise.ecrf.domain.form.Revision;
import org.equipoise.ecrf.domain.subject.Subject;

/** Things that tests talk about. */
public final class Examples {
    public static final Instant INFUSION_START = Instant.parse("2026-03-02T09:00:00Z");
    public static final Author RITA = new Author("id-of-rita", "rita");

    private Examples() {}

    public static FormInstance first(String event, String form) {
        return new FormInstance(event, form, 1);
    }

    public static ItemValue number(long value) {
        return new ItemValue.IntegerValue(value);
    }

    public static ItemValue at(Instant instant) {
        return new ItemValue.DateTimeValue(instant);
    }

    public static FormContent content(Instant occurredAt, Map<String, ItemValue> values) {
        return new FormContent(values, Map.of(), occurredAt, Optional.empty());
    }

    public static Revision revision(FormInstance instance, int number, FormContent content, Finding... findings) {
        return new Revision(
                ExampleStudy.STUDY,
                "01-001",
                "01",
                instance,
                number,
                "1",
                content,
                number == 1 ? Optional.empty() : Optional.of("typing error"),
                Map.of(),
                List.of(findings),
                List.of(),
                RITA,
                INFUSION_START.plusSeconds(60L * number),
                "salt-" + number);
    }

    public static Subject subject(String id) {
        return new Subject(
                ExampleStudy.STUDY,
                id,
                id.substring(0, 2),
                Integer.parseInt(id.substring(3)),
                false,
                INFUSION_START.minusSeconds(900_000),
                INFUSION_START.minusSeconds(900_000),
                Optional.empty(),
                Optional.empty());
    }
}
