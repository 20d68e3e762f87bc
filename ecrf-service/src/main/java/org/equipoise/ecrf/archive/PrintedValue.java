package org.equipoise.ecrf.archive;

import java.util.Optional;
import java.util.stream.Collectors;
import org.equipoise.ecrf.domain.form.ItemValue;
import org.equipoise.ecrf.domain.study.CodeList;
import org.equipoise.ecrf.domain.study.Item;

/** A value as people read it: codes with their labels, numbers with their unit. */
final class PrintedValue {
    private PrintedValue() {}

    static String of(Item item, ItemValue value) {
        if (value instanceof ItemValue.BooleanValue yes) {
            return yes.value() ? "yes" : "no";
        }
        if (value instanceof ItemValue.ChoicesValue choices) {
            return choices.codes().stream().map(code -> labelled(item, code)).collect(Collectors.joining("; "));
        }
        if (value instanceof ItemValue.DecimalValue decimal) {
            return decimal.value().toPlainString() + unit(item);
        }
        String text = value.plain().toString();
        return value instanceof ItemValue.ChoiceValue ? labelled(item, text) : text + unit(item);
    }

    private static String unit(Item item) {
        return item.unit().map(unit -> " " + unit).orElse("");
    }

    private static String labelled(Item item, String code) {
        Optional<String> label = item.codeList().stream()
                .flatMap(list -> list.entries().stream())
                .filter(entry -> entry.code().equals(code))
                .map(CodeList.Entry::label)
                .findFirst();
        return label.map(known -> code + " " + known).orElse(code);
    }
}
