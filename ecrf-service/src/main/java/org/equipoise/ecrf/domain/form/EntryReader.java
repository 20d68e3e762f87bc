package org.equipoise.ecrf.domain.form;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.equipoise.ecrf.domain.study.CellKey;
import org.equipoise.ecrf.domain.study.Form;
import org.equipoise.ecrf.domain.study.FormCategory;
import org.equipoise.ecrf.domain.study.Item;
import org.equipoise.ecrf.domain.study.ItemGroup;
import org.equipoise.ecrf.domain.study.Severity;

/**
 * Reads what was entered on a form, item by item, and names everything that is wrong at once.
 *
 * <p>The rules, all of severity error:
 *
 * <ul>
 *   <li>{@code value}: the item exists in the form and can hold the value;
 *   <li>{@code range}: a number lies in the item's range;
 *   <li>{@code missing}: a reason is one that the item takes, stands at an item of the form, and not beside a value;
 *   <li>{@code required}: a required item has a value or a reason.
 * </ul>
 *
 * <p>An item of a repeating group is answered in its rows: a value or reason stands at {@code GROUP[row].ITEM}, and an item
 * that is required is so in every row in which something stands. Of an item that is skipped, neither range nor presence is
 * judged.
 *
 * <p>Items that the author may not enter are not read either: {@link KeptAnswers} says what stays there, and nothing is said about
 * it. To whoever does not see an item, the form has none of that name.
 *
 * <p>Derived items are not read here: the server computes them, and {@link #checkDerived} compares what was sent for them.
 */
public final class EntryReader {
    private static final String NOT_YOURS = "%s is not yours to enter; leave it as it is, or leave it out.";

    private final Form form;
    private final FormCategory category;
    private final KeptAnswers kept;
    private final List<Finding> findings = new ArrayList<>();
    private final Map<String, ItemValue> values = new HashMap<>();
    private final Map<String, MissingReason> missing = new HashMap<>();

    private EntryReader(Form form, FormCategory category, KeptAnswers kept) {
        this.form = form;
        this.category = category;
        this.kept = kept;
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
        return read(
                form, category, plainValues, plainMissing, (entered, explained) -> new Completed(entered, Set.of()));
    }

    /**
     * Reads an entry of somebody who may enter all of the form.
     *
     * @param form the form
     * @param category who may see it
     * @param plainValues values by item or cell, as JSON gives them
     * @param plainMissing reasons by item or cell
     * @param completion what carries and derives values and says which items are skipped
     * @return what could be read, completed, and what could not
     */
    public static Entry read(
            Form form,
            FormCategory category,
            Map<String, Object> plainValues,
            Map<String, String> plainMissing,
            Completed.Completion completion) {
        return read(form, category, new Plain(plainValues, plainMissing), KeptAnswers.NONE, completion);
    }

    /**
     * What was sent for a form.
     *
     * @param values values by item or cell, as JSON gives them
     * @param missing reasons by item or cell
     */
    public record Plain(Map<String, Object> values, Map<String, String> missing) {}

    /**
     * Reads an entry that the form's rules complete.
     *
     * @param form the form
     * @param category who may see it
     * @param sent what was sent
     * @param kept what the author may not change
     * @param completion what carries and derives values and says which items are skipped
     * @return what could be read, completed, and what could not
     */
    public static Entry read(
            Form form, FormCategory category, Plain sent, KeptAnswers kept, Completed.Completion completion) {
        EntryReader reader = new EntryReader(form, category, kept);
        sent.values().forEach(reader::readValue);
        sent.missing()
                .forEach((item, reason) ->
                        reader.readReason(item, reason, sent.values().containsKey(item)));
        reader.values.putAll(kept.values());
        reader.missing.putAll(kept.missing());
        Completed completed = completion.complete(reader.values, reader.missing.keySet());
        reader.judge(completed);
        return new Entry(completed.values(), reader.missing, reader.findings);
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
        EntryReader reader = new EntryReader(form, category, KeptAnswers.NONE);
        Set<String> keys = new TreeSet<>(sent.keySet());
        keys.addAll(computed.keySet());
        for (ItemGroup group : form.itemGroups()) {
            group.items().stream()
                    .filter(Item::isDerived)
                    .forEach(item -> group.places(item.id(), keys)
                            .forEach(key -> reader.compare(item, key, sent, Optional.ofNullable(computed.get(key)))));
        }
        return List.copyOf(reader.findings);
    }

    private void compare(Item item, String key, Map<String, Object> sent, Optional<ItemValue> value) {
        if (sent.containsKey(key) && !meansSame(ValueReader.read(item, sent.get(key)), value)) {
            String expected = value.map(known -> "it is " + known.plain())
                    .orElse("it has no value while an item that it depends on has none");
            find("derived", key, key + " is computed by the server: " + expected + ". Leave it out.", sent.get(key));
        }
        value.ifPresent(known -> checkRange(item, key, known));
    }

    private static boolean meansSame(Optional<ItemValue> one, Optional<ItemValue> other) {
        return one.isPresent() == other.isPresent()
                && one.filter(value -> !value.means(other.orElseThrow())).isEmpty();
    }

    private void readValue(String id, Object plain) {
        Optional<Item> known = answered(id);
        if (known.isEmpty()) {
            find("value", id, unknown(id), plain);
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
        if (kept.closed().hides(id) && !kept.says(id, Answer.of(value.get()))) {
            find("value", id, NOT_YOURS.formatted(id), plain);
            return;
        }
        values.put(id, value.get());
    }

    private Optional<Item> answered(String key) {
        return kept.hidden().hides(key) ? Optional.empty() : form.answered(key);
    }

    private String unknown(String key) {
        Optional<ItemGroup> group = form.repeatingGroup(CellKey.itemOf(key));
        return group.filter(found -> !kept.hidden().hides(key))
                .map(found -> "Answers to " + CellKey.itemOf(key) + " stand in the rows 1 to " + found.rows() + " of "
                        + found.id() + ": write " + new CellKey(found.id(), 1, CellKey.itemOf(key)) + ".")
                .orElse("The form " + form.id() + " has no item " + key + "; leave it out.");
    }

    private void checkRange(Item item, String key, ItemValue value) {
        item.range().ifPresent(range -> {
            if (!number(value).map(range::contains).orElse(true)) {
                String unit = item.unit().map(name -> " " + name).orElse("");
                find("range", key, key + " must be " + range.inWords() + unit + ".", value.plain());
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
        Optional<Item> item = answered(id);
        if (item.isEmpty()) {
            find("missing", id, unknown(id), plain);
        } else if (item.get().isDerived()) {
            find("missing", id, id + " is computed by the server and takes no reason; leave it out.", plain);
        } else if (hasValue) {
            find("missing", id, id + " has a value and a reason for being missing; send one of them.", plain);
        } else if (plain == null || !item.get().missingReasons().has(plain)) {
            String allowed = item.get().missingReasons().codes();
            String expected = allowed.isEmpty() ? "takes a value and no reason" : "takes one of the reasons " + allowed;
            find("missing", id, id + " " + expected + ".", plain);
        } else if (kept.closed().hides(id)
                && !kept.says(id, new Answer(Optional.empty(), Optional.of(new MissingReason(plain))))) {
            find("missing", id, NOT_YOURS.formatted(id), plain);
        } else {
            missing.put(id, new MissingReason(plain));
        }
    }

    private void judge(Completed completed) {
        Set<String> keys = new TreeSet<>(completed.values().keySet());
        keys.addAll(missing.keySet());
        for (ItemGroup group : form.itemGroups()) {
            for (Item item : group.items()) {
                group.places(item.id(), keys).stream()
                        .filter(key -> !item.isDerived() && !completed.skipped().contains(key))
                        .filter(key -> !kept.closed().hides(key))
                        .forEach(key -> judge(
                                item,
                                key,
                                Optional.ofNullable(completed.values().get(key))));
            }
        }
    }

    private void judge(Item item, String key, Optional<ItemValue> value) {
        value.ifPresent(known -> checkRange(item, key, known));
        boolean spokenOf = value.isPresent()
                || missing.containsKey(key)
                || findings.stream().anyMatch(finding -> finding.items().contains(key));
        if (item.required() && !spokenOf) {
            String reason = item.missingReasons().entries().isEmpty() ? "." : ", or a reason in missing.";
            find("required", key, key + " needs a value" + reason, null);
        }
    }

    private void find(String check, String item, String message, Object value) {
        Object shown = value == null ? "" : value;
        findings.add(new Finding(check, Severity.ERROR, List.of(item), message, shown, categories(item)));
    }

    private Set<FormCategory> categories(String key) {
        Optional<FormCategory> own = answered(key).flatMap(Item::category).filter(hidden -> hidden != category);
        return own.map(hidden -> Set.of(category, hidden)).orElseGet(() -> Set.of(category));
    }
}
