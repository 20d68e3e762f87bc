package org.equipoise.ecrf.application;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.equipoise.ecrf.domain.form.Revision;
import org.equipoise.ecrf.domain.study.CodeList;
import org.equipoise.ecrf.domain.study.Form;
import org.equipoise.ecrf.domain.study.Item;

/**
 * Whether a mapping means in one version of a study what it meant in the version that it was published for. It says how a
 * laboratory's results become an item's: where the item has another unit, type or precision, or a code that means something else, they
 * would be read as what they are not.
 */
final class MappingFit {
    private final Studies studies;
    private final PublishedMapping mapping;

    MappingFit(Studies studies, PublishedMapping mapping) {
        this.studies = studies;
        this.mapping = mapping;
    }

    /**
     * What of some items is otherwise for a form, in words; nothing if the mapping fits. One that was entered may be of another version
     * than its subject follows, and is saved under that again if it was signed.
     */
    List<String> faults(CompiledStudy version, Optional<Revision> entered, Collection<String> items) {
        return Stream.concat(
                        Stream.of(version),
                        entered.map(known -> studies.version(known.study(), known.definitionVersion())).stream())
                .flatMap(each -> faults(each, items).stream())
                .distinct()
                .toList();
    }

    private List<String> faults(CompiledStudy version, Collection<String> items) {
        List<CompiledStudy> meant = publishedFor();
        return items.stream()
                .sorted()
                .flatMap(item -> item(version, item).stream()
                        .flatMap(own -> meant.stream()
                                .filter(other -> isOtherwise(own, item(other, item)))
                                .findFirst()
                                .map(other -> fault(version, own, other, item(other, item)))
                                .stream()))
                .toList();
    }

    /** The version that it was checked against; of a mapping from before that was noted, all that it can have been. */
    private List<CompiledStudy> publishedFor() {
        String study = mapping.study();
        if (mapping.version().isPresent()) {
            return List.of(studies.version(study, mapping.version().get()));
        }
        List<CompiledStudy> all = studies.versions(study).stream()
                .filter(version -> form(version).isPresent())
                .toList();
        return mapping.at()
                .flatMap(at -> all.stream()
                        .filter(version -> !version.published().publishedAt().isAfter(at))
                        .reduce((earlier, later) -> later))
                .map(List::of)
                .orElse(all);
    }

    private static boolean isOtherwise(Item own, Optional<Item> other) {
        return other.filter(then -> then.type() != own.type()
                        || !then.unit().equals(own.unit())
                        || !then.precision().equals(own.precision())
                        || !otherCodes(own, then).isEmpty())
                .isPresent();
    }

    /** Codes that both have, under another label. */
    private static List<String> otherCodes(Item own, Item then) {
        Map<String, String> labels = labels(then);
        return labels(own).entrySet().stream()
                .filter(entry -> labels.containsKey(entry.getKey())
                        && !labels.get(entry.getKey()).equals(entry.getValue()))
                .map(entry -> entry.getKey() + " " + entry.getValue())
                .sorted()
                .toList();
    }

    private static Map<String, String> labels(Item item) {
        return item.codeList().stream()
                .flatMap(list -> list.entries().stream())
                .collect(Collectors.toMap(CodeList.Entry::code, CodeList.Entry::label));
    }

    private Optional<Form> form(CompiledStudy version) {
        return version.definition().form(mapping.mapping().form());
    }

    private Optional<Item> item(CompiledStudy version, String item) {
        return form(version).flatMap(form -> form.item(item));
    }

    private String fault(CompiledStudy version, Item own, CompiledStudy other, Optional<Item> then) {
        return own.id() + " is " + words(own, then) + " in version "
                + version.definition().version() + " of the study, which holds for this form, and "
                + then.map(meant -> words(meant, Optional.of(own))).orElse("") + " in version "
                + other.definition().version() + ", which the mapping " + mapping.id()
                + " was published for: the value is imported by a mapping for that version alone. Send the lines of subjects"
                + " under different versions as files of their own";
    }

    private static String words(Item item, Optional<Item> other) {
        List<String> codes = other.map(then -> otherCodes(item, then)).orElse(List.of());
        if (!codes.isEmpty()) {
            return item.type().code() + " with " + String.join(", ", codes);
        }
        return item.type().code()
                + item.unit().map(unit -> " in " + unit).orElse(" without a unit")
                + (item.precision().isPresent() ? " to " + item.precision().getAsInt() + " decimal places" : "");
    }
}
