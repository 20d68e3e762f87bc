package org.equipoise.ecrf.definition;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;
import org.equipoise.ecrf.domain.study.CarryRule;
import org.equipoise.ecrf.domain.study.CodeList;
import org.equipoise.ecrf.domain.study.EditCheck;
import org.equipoise.ecrf.domain.study.Form;
import org.equipoise.ecrf.domain.study.FormCategory;
import org.equipoise.ecrf.domain.study.InputMatch;
import org.equipoise.ecrf.domain.study.Item;
import org.equipoise.ecrf.domain.study.ItemGroup;
import org.equipoise.ecrf.domain.study.ItemPath;
import org.equipoise.ecrf.domain.study.ItemType;
import org.equipoise.ecrf.domain.study.MissingInput;
import org.equipoise.ecrf.domain.study.Raise;
import org.equipoise.ecrf.domain.study.Range;
import org.equipoise.ecrf.domain.study.Severity;
import org.equipoise.ecrf.domain.study.SkipRule;

/** Reads a form. */
final class FormReader {
    static final String CATEGORIES = "general, efficacy, dose-day, safety or pharmacy";
    private static final String TYPES =
            "one of integer, decimal, text, date, partial-date, time, datetime, boolean, choice, choices";
    private static final String A_PATH =
            "EVENT/FORM/ITEM, ./FORM/ITEM for the same event, or */FORM/ITEM for any event";
    private static final Pattern INPUT_NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_]{0,39}");
    private static final Pattern CODE = Pattern.compile("[!-~]{1,40}");
    private static final int MOST_DECIMALS = 6;

    private final CodeList missingReasons;

    FormReader(CodeList missingReasons) {
        this.missingReasons = missingReasons;
    }

    Form form(JsonPlace place) {
        place.members(
                "form",
                "name",
                "category",
                "repeating",
                "instrument",
                "itemGroups",
                "editChecks",
                "signedIndependentlyOf",
                "laboratory");
        return new Form(
                place.at("form").id(),
                place.at("name").text(),
                place.at("category").required(FormCategory::fromCode, CATEGORIES, FormCategory.GENERAL),
                place.at("repeating").flag(false),
                instrument(place.at("instrument")),
                place.at("itemGroups").list("id", group -> itemGroup(group, place.path())),
                place.at("editChecks").list("id", FormReader::editCheck),
                Set.copyOf(place.at("signedIndependentlyOf").list("", JsonPlace::text)),
                place.at("laboratory").flag(false));
    }

    private static Map<String, String> instrument(JsonPlace place) {
        Map<String, String> said = new HashMap<>();
        place.entries(
                (name, value) -> said.put(name, value.node().asText(value.node().toString())));
        return said;
    }

    private ItemGroup itemGroup(JsonPlace place, String form) {
        place.members("id", "name", "category", "repeating", "rows", "items");
        Optional<FormCategory> category = category(place);
        return new ItemGroup(
                place.at("id").text(),
                place.at("name").optionalText(),
                rows(place),
                place.at("items").under(form + "/items").list("id", item -> item(item, category)));
    }

    private static Optional<FormCategory> category(JsonPlace place) {
        return place.at("category").optional(FormCategory::fromCode, CATEGORIES);
    }

    private static int rows(JsonPlace place) {
        boolean repeating = place.at("repeating").flag(false);
        JsonPlace rows = place.at("rows");
        if (!rows.isPresent()) {
            return repeating ? ItemGroup.MOST_ROWS : 1;
        }
        int most = rows.node().isInt() ? rows.node().intValue() : 0;
        if (!repeating || most < 2 || most > ItemGroup.MOST_ROWS) {
            rows.wrong("a number of rows from 2 to " + ItemGroup.MOST_ROWS + ", at a repeating group");
        }
        return Math.max(2, most);
    }

    private Item item(JsonPlace place, Optional<FormCategory> ofGroup) {
        place.members(
                "id",
                "label",
                "type",
                "unit",
                "precision",
                "range",
                "codeList",
                "required",
                "derivation",
                "hint",
                "missingReasons",
                "skipWhen",
                "shownWhen",
                "carried",
                "category");
        ItemType type = place.at("type").required(ItemType::fromCode, TYPES, ItemType.TEXT);
        JsonPlace codeList = place.at("codeList");
        if (type.isCoded() != codeList.isPresent()) {
            codeList.wrong(
                    type.isCoded() ? "a list of code and label" : "no code list at an item of type " + type.code());
        }
        JsonPlace range = place.at("range");
        if (range.isPresent() && !type.isNumeric()) {
            range.wrong("no range at an item of type " + type.code());
        }
        return new Item(
                place.at("id").id(),
                place.at("label").text(),
                type,
                place.at("unit").optionalText(),
                precision(place.at("precision"), type),
                range.isPresent() ? Optional.of(range(range)) : Optional.empty(),
                codeList.isPresent() ? Optional.of(codeList(codeList)) : Optional.empty(),
                place.at("required").flag(false),
                place.at("derivation").optionalText(),
                allowed(place.at("missingReasons")),
                skip(place),
                place.at("carried").isPresent() ? Optional.of(carried(place.at("carried"))) : Optional.empty(),
                place.at("hint").optionalText(),
                category(place).or(() -> ofGroup));
    }

    /** All reasons of the study, or those that the item names; none if it names none. */
    private CodeList allowed(JsonPlace place) {
        if (!place.isPresent()) {
            return missingReasons;
        }
        List<String> codes = place.list("", JsonPlace::text);
        if (codes.stream().anyMatch(code -> !missingReasons.has(code))) {
            place.wrong("reasons of the study: " + missingReasons.codes());
        }
        return new CodeList(missingReasons.entries().stream()
                .filter(reason -> codes.contains(reason.code()))
                .toList());
    }

    private static Optional<SkipRule> skip(JsonPlace place) {
        JsonPlace skipWhen = place.at("skipWhen");
        JsonPlace shownWhen = place.at("shownWhen");
        if (skipWhen.isPresent() && shownWhen.isPresent()) {
            skipWhen.wrong("skipWhen or shownWhen, not both");
        }
        return skipWhen.optionalText()
                .map(condition -> new SkipRule(true, condition))
                .or(() -> shownWhen.optionalText().map(condition -> new SkipRule(false, condition)));
    }

    private static CarryRule carried(JsonPlace place) {
        place.members("from", "when");
        return new CarryRule(
                place.at("from")
                        .required(
                                text -> ItemPath.parse(text).filter(ItemPath::namesItsEvent),
                                "EVENT/FORM/ITEM",
                                new ItemPath("", "", "")),
                place.at("when").text());
    }

    private static OptionalInt precision(JsonPlace place, ItemType type) {
        if (!place.isPresent()) {
            return OptionalInt.empty();
        }
        JsonNode node = place.node();
        if (type != ItemType.DECIMAL || !node.isInt() || node.intValue() < 0 || node.intValue() > MOST_DECIMALS) {
            place.wrong("a number of decimal places from 0 to " + MOST_DECIMALS + ", at an item of type decimal");
            return OptionalInt.empty();
        }
        return OptionalInt.of(node.intValue());
    }

    private static Range range(JsonPlace place) {
        place.members("min", "max");
        Optional<BigDecimal> min = number(place.at("min"));
        Optional<BigDecimal> max = number(place.at("max"));
        boolean unbounded = min.isEmpty() && max.isEmpty();
        boolean inverted = min.isPresent() && max.isPresent() && min.get().compareTo(max.get()) > 0;
        if (unbounded || inverted) {
            place.wrong("min, max or both, and min not above max");
        }
        return new Range(min, max);
    }

    private static Optional<BigDecimal> number(JsonPlace place) {
        if (place.isPresent() && !place.node().isNumber()) {
            place.wrong("a number");
        }
        return place.isPresent() && place.node().isNumber()
                ? Optional.of(place.node().decimalValue())
                : Optional.empty();
    }

    static CodeList codeList(JsonPlace place) {
        List<CodeList.Entry> entries = place.list("code", entry -> {
            entry.members("code", "label");
            return new CodeList.Entry(
                    entry.at("code").text(CODE, "a code as text, without spaces (quote a number in YAML)"),
                    entry.at("label").text());
        });
        if (entries.stream().map(CodeList.Entry::code).distinct().count() < entries.size() || entries.isEmpty()) {
            place.wrong("at least one code, and each code once");
        }
        return new CodeList(entries);
    }

    private static EditCheck editCheck(JsonPlace place) {
        place.members("id", "inputs", "whenMissing", "match", "assert", "severity", "items", "raises", "message");
        Map<String, ItemPath> inputs = new HashMap<>();
        place.at("inputs").entries((name, input) -> {
            if (!INPUT_NAME.matcher(name).matches()) {
                input.wrong("a name of letters, digits and _");
            }
            input.optional(ItemPath::parse, A_PATH).ifPresent(path -> inputs.put(name, path));
        });
        return new EditCheck(
                place.at("id").text(),
                inputs,
                place.at("whenMissing")
                        .optional(MissingInput::fromCode, "skip or fail")
                        .orElse(MissingInput.SKIP),
                place.at("match")
                        .optional(InputMatch::fromCode, "every or some")
                        .orElse(InputMatch.EVERY),
                place.at("assert").text(),
                place.at("severity").required(Severity::fromCode, "error, warning or query", Severity.ERROR),
                place.at("items").list("", JsonPlace::text),
                raises(place.at("raises")),
                place.at("message").text());
    }

    static Set<Raise> raises(JsonPlace place) {
        return Set.copyOf(
                place.list("", element -> element.required(Raise::fromCode, "alert or deviation", Raise.ALERT)));
    }
}
