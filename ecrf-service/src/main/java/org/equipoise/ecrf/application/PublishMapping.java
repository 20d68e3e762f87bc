package org.equipoise.ecrf.application;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.equipoise.ecrf.domain.laboratory.ImportMapping;
import org.equipoise.ecrf.domain.laboratory.ImportMapping.ItemColumn;
import org.equipoise.ecrf.domain.study.Form;
import org.equipoise.ecrf.domain.study.Item;
import org.equipoise.platform.problem.ProblemType;
import org.equipoise.platform.problem.Refusal;

/** Publishes a mapping once it fits the study, and lists those that were. */
@ApplicationScoped
public class PublishMapping {
    private final Studies studies;
    private final ImportMappings mappings;

    public PublishMapping(Studies studies, ImportMappings mappings) {
        this.studies = studies;
        this.mappings = mappings;
    }

    /** Whether it was new; the same mapping again is not. */
    public boolean publish(String study, ImportMapping mapping) {
        List<String> faults = faults(studies.current(study), mapping);
        if (!faults.isEmpty()) {
            throw Refusal.of(ProblemType.INVALID_DEFINITION, "The mapping does not fit the study: " + faults.get(0))
                    .fix("Correct what errors lists.")
                    .with("errors", faults);
        }
        if (mappings.insert(study, mapping)) {
            return true;
        }
        if (!mappings.find(study, mapping.id()).equals(Optional.of(mapping))) {
            throw Refusal.of(
                            ProblemType.VERSION_EXISTS,
                            "The mapping " + mapping.id() + " is published already, with other content.")
                    .fix("Publish this one under another id.");
        }
        return false;
    }

    /** The mappings that were published, in the order of their ids. */
    public PageOf<ImportMapping> list(String study, Page page) {
        studies.current(study);
        return PageOf.cut(
                mappings.list(study, new Page(page.after(), page.limit() + 1)), page.limit(), ImportMapping::id);
    }

    private static List<String> faults(CompiledStudy study, ImportMapping mapping) {
        List<String> faults = new ArrayList<>();
        Optional<Form> form = study.definition().form(mapping.form());
        if (form.isEmpty()) {
            return List.of("form is " + mapping.form() + ", which the study does not have.");
        }
        if (mapping.event().always().isPresent() == mapping.event().column().isPresent()) {
            faults.add("event names neither or both of always and column.");
        }
        List<String> events = new ArrayList<>(mapping.event().events().values());
        mapping.event().always().ifPresent(events::add);
        events.stream()
                .filter(event ->
                        study.definition().categoryOf(event, mapping.form()).isEmpty())
                .forEach(event -> faults.add("event " + event + " does not ask for the form " + mapping.form() + "."));
        for (ItemColumn column : mapping.items()) {
            Optional<Item> item = form.get().item(column.item());
            if (item.isEmpty()) {
                faults.add("item " + column.item() + " is not in the form.");
            } else if (item.get().isDerived() || item.get().carried().isPresent()) {
                faults.add("item " + column.item() + " is computed by the server.");
            }
        }
        return faults;
    }
}
