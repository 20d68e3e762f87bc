package org.equipoise.ecrf.export;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.stream.Collectors;
import org.equipoise.ecrf.domain.form.ItemValue;
import org.equipoise.ecrf.domain.form.Revision;

/** Values as text: numbers plain, yes and no as true and false, several choices with a space between. */
final class PlainText {
    private PlainText() {}

    static String of(ItemValue value) {
        Object plain = value.plain();
        if (plain instanceof BigDecimal number) {
            return number.toPlainString();
        }
        return plain instanceof Collection<?> several
                ? several.stream().map(Object::toString).collect(Collectors.joining(" "))
                : plain.toString();
    }

    /** Why a revision was saved in spite of warnings. */
    static String reasons(Revision revision) {
        return revision.warningReasons().entrySet().stream()
                .filter(reason -> !reason.getValue().isEmpty())
                .map(reason -> reason.getKey() + ": " + reason.getValue())
                .collect(Collectors.joining("; "));
    }
}
