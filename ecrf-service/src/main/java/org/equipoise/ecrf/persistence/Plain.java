package org.equipoise.ecrf.persistence;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bson.Document;
import org.bson.types.Decimal128;
import org.equipoise.ecrf.domain.form.Author;

/** Plain values and small things in documents. Instants are whole milliseconds, decimals exact. */
final class Plain {
    private Plain() {}

    static Object write(Object plain) {
        if (plain instanceof BigDecimal decimal) {
            return new Decimal128(decimal);
        }
        if (plain instanceof Map<?, ?> map) {
            Document document = new Document();
            map.forEach((key, value) -> document.put(key.toString(), write(value)));
            return document;
        }
        return plain instanceof List<?> list ? list.stream().map(Plain::write).toList() : plain;
    }

    static Object read(Object stored) {
        if (stored instanceof Decimal128 decimal) {
            return decimal.bigDecimalValue();
        }
        if (stored instanceof Document document) {
            Map<String, Object> map = new LinkedHashMap<>();
            document.forEach((key, value) -> map.put(key, read(value)));
            return map;
        }
        return stored instanceof List<?> list ? list.stream().map(Plain::read).toList() : stored;
    }

    static Date date(Instant instant) {
        return Date.from(instant);
    }

    static Instant instant(Document document, String member) {
        return document.getDate(member).toInstant();
    }

    static Optional<Instant> optionalInstant(Document document, String member) {
        return Optional.ofNullable(document.getDate(member)).map(Date::toInstant);
    }

    static Optional<String> optionalText(Document document, String member) {
        return Optional.ofNullable(document.getString(member));
    }

    static Document author(Author author) {
        return new Document("id", author.id()).append("name", author.name());
    }

    static Author author(Document document, String member) {
        Document author = document.get(member, Document.class);
        return new Author(author.getString("id"), author.getString("name"));
    }
}
