package org.equipoise.ecrf.domain.form;

import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.equipoise.ecrf.domain.study.ItemPath;

/**
 * The present state of a subject's forms: the fold of their revisions, in which the highest number wins. The order in which
 * revisions are read does not matter.
 */
public final class Casebook {
    private final Map<FormInstance, FormContent> contents;

    private Casebook(Map<FormInstance, FormContent> contents) {
        this.contents = Collections.unmodifiableMap(contents);
    }

    /**
     * Folds revisions.
     *
     * @param revisions any revisions of one subject
     * @return the state after all of them
     */
    public static Casebook of(Collection<Revision> revisions) {
        Map<FormInstance, FormContent> contents = new TreeMap<>();
        latest(revisions).forEach((instance, revision) -> contents.put(instance, revision.content()));
        return new Casebook(contents);
    }

    /**
     * The highest revision of each form.
     *
     * @param revisions any revisions of one subject
     * @return the latest ones, by form
     */
    public static Map<FormInstance, Revision> latest(Collection<Revision> revisions) {
        return revisions.stream()
                .collect(Collectors.toMap(
                        Revision::instance,
                        revision -> revision,
                        BinaryOperator.maxBy((one, other) -> Integer.compare(one.number(), other.number())),
                        TreeMap::new));
    }

    /**
     * The state as it would be after one more save.
     *
     * @param instance the form
     * @param content what it would say
     * @return a new casebook
     */
    public Casebook with(FormInstance instance, FormContent content) {
        Map<FormInstance, FormContent> changed = new TreeMap<>(contents);
        changed.put(instance, content);
        return new Casebook(changed);
    }

    /**
     * What a form says.
     *
     * @param instance the form
     * @return its content, or empty if nothing was entered
     */
    public Optional<FormContent> content(FormInstance instance) {
        return Optional.ofNullable(contents.get(instance));
    }

    /**
     * The value at a place; of a repeating form, that of the first repeat.
     *
     * @param path the place, with its event named
     * @return the value, or empty if the form was not entered or the item has no value
     */
    public Optional<ItemValue> value(ItemPath path) {
        return value(path, 1);
    }

    /**
     * The value at a place in one repeat of the form.
     *
     * @param path the place, with its event named
     * @param repeat the repeat, from 1
     * @return the value, or empty if the form was not entered or the item has no value
     */
    public Optional<ItemValue> value(ItemPath path, int repeat) {
        return content(new FormInstance(path.event(), path.form(), repeat)).map(content -> switch (path.item()) {
            case ItemPath.OCCURRED_AT -> new ItemValue.DateTimeValue(content.occurredAt());
            case ItemPath.REPEAT -> new ItemValue.IntegerValue(repeat);
            default -> content.values().get(path.item());
        });
    }

    /**
     * What all forms of an event say.
     *
     * @param event the event's id
     * @return the contents of the forms that were entered
     */
    public Stream<FormContent> contentsOf(String event) {
        return contents.entrySet().stream()
                .filter(entry -> entry.getKey().event().equals(event))
                .map(Map.Entry::getValue);
    }

    /**
     * The forms that were entered.
     *
     * @return their identities in order
     */
    public Stream<FormInstance> entered() {
        return contents.keySet().stream();
    }
}
