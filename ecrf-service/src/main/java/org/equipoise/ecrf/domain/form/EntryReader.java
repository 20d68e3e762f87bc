package org.equipoise.ecrf.domain.form;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.equipoise.ecrf.domain.study.Form;
import org.equipoise.ecrf.domain.study.FormCategory;
import org.equipoise.ecrf.domain.study.Item;
import org.equipoise.ecrf.domain.study.Severity;

/**
 * Reads what was entered on a form, item by item, and names everything that is wrong at once.
 *
 * <p>The rules, all of severity error:
 *
 * <ul>
 *   <li>{@code value}: the item exists in the form and can hold the value;
 *   <li>{@code range}: a number lies in the item's range;
 *   <li>{@code missing}: a reason is one of {@link MissingReason}, stands at an item of the form, and not beside a value;
 *   <li>{@code required}: a required item has a value or a reason.
 * </ul>
 *
 * <p>Derived items are not read here: the server computes them, and {@link #checkDerived} compares what was sent for them.
 */
public final class EntryReader {
    private final Form form;
    private final FormCategory category;
    private final List<Finding> findings = new ArrayList<>();
    private final Map<String, ItemValue> values = new HashMap<>();
    private final Map<String, MissingReason> missing = new HashMap<>();

    private EntryReader(Form form, FormCategory category) {
        this.form = form;
        this.category = category;
    }

    /**
     * Reads an entry.
     *
     * @param form the form
     * @param category who may see it
     * @param plainValues values by item, as JSON gives them
     * @param plainMissing reasons by item
     * @return what could be read, and what could not
     */
    public static Entry read(
            Form form, FormCategory category, Map<String, Object> plainValues, Map<String, String> plainMissing) {
        EntryReader reader = new EntryReader(form, category);
        plainValues.forEach(reader::readValue);
        plainMissing.forEach((item, reason) -> reader.readReason(item, reason, plainValues.containsKey(item)));
        form.items().forEach(reader::requireItem);
        return new Entry(reader.values, reader.missing, reader.findings);
    }

    /**
     * Checks the derived items: what was sent for them must equal what the server computed, and that must lie in the item's
     * range.
     *
     * @param form the form
     * @param category who may see it
     * @param sent values by item, as JSON gives them
     * @param computed entered and derived values
     * @return what is wrong, all of it errors
     */
    public static List<Finding> checkDerived(
            Form form, FormCategory category, Map<String, Object> sent, Map<String, ItemValue> computed) {
        EntryReader reader = new EntryReader(form, category);
        form.items().stream().filter(Item::isDerived).forEach(item -> {
            Optional<ItemValue> value = Optional.ofNullable(computed.get(item.id()));
            if (sent.containsKey(item.id())
                    && !ValueReader.read(item, sent.get(item.id())).equals(value)) {
                String expected = value.map(known -> "it is " + known.plain())
                        .orElse("it has no value while an item that it depends on has none");
                reader.find(
                        "derived",
                        item.id(),
                        item.id() + " is computed by the server: " + expected + ". Leave it out.",
                        sent.get(item.id()));
            }
            value.ifPresent(known -> reader.checkRange(item, known));
        });
        return List.copyOf(reader.findings);
    }

    private void readValue(String id, Object plain) {
        Optional<Item> known = form.item(id);
        if (known.isEmpty()) {
            find("value", id, "The form " + form.id() + " has no item " + id + "; leave it out.", plain);
            return;
        }
        Item item = known.get();
        if (item.isDerived()) {
            return;
        }
        Optional<ItemValue> value = ValueReader.read(item, plain);
        if (value.isEmpty()) {
            find("value", id, id + " takes " + ValueReader.expected(item) + ".", plain);
            return;
        }
        values.put(id, value.get());
        checkRange(item, value.get());
    }

    private void checkRange(Item item, ItemValue value) {
        item.range().ifPresent(range -> {
            if (!number(value).map(range::contains).orElse(true)) {
                String unit = item.unit().map(name -> " " + name).orElse("");
                String message = item.id() + " must be " + range.inWords() + unit + ".";
                find("range", item.id(), message, value.plain());
            }
        });
    }

    private static Optional<BigDecimal> number(ItemValue value) {
        if (value instanceof ItemValue.IntegerValue whole) {
            return Optional.of(BigDecimal.valueOf(whole.value()));
        }
        return value instanceof ItemValue.DecimalValue decimal ? Optional.of(decimal.value()) : Optional.empty();
    }

    private void readReason(String id, String plain, boolean hasValue) {
        Optional<MissingReason> reason = plain == null ? Optional.empty() : MissingReason.fromCode(plain);
        if (form.item(id).isEmpty()) {
            find("missing", id, "The form " + form.id() + " has no item " + id + "; leave it out.", plain);
        } else if (form.item(id).filter(Item::isDerived).isPresent()) {
            find("missing", id, id + " is computed by the server and takes no reason; leave it out.", plain);
        } else if (hasValue) {
            find("missing", id, id + " has a value and a reason for being missing; send one of them.", plain);
        } else if (reason.isEmpty()) {
            find("missing", id, "The reason must be one of " + MissingReason.codes() + ".", plain);
        } else {
            missing.put(id, reason.get());
        }
    }

    private void requireItem(Item item) {
        boolean spokenOf = values.containsKey(item.id())
                || missing.containsKey(item.id())
                || findings.stream().anyMatch(finding -> finding.items().contains(item.id()));
        if (item.required() && !item.isDerived() && !spokenOf) {
            find("required", item.id(), item.id() + " needs a value, or a reason in missing.", null);
        }
    }

    private void find(String check, String item, String message, Object value) {
        Object shown = value == null ? "" : value;
        findings.add(new Finding(check, Severity.ERROR, List.of(item), message, shown, Set.of(category)));
    }
}
