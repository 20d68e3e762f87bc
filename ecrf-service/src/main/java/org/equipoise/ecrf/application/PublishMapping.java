package org.equipoise.ecrf.application;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
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
    private final Clock clock;

    public PublishMapping(Studies studies, ImportMappings mappings, Clock clock) {
        this.studies = studies;
        this.mappings = mappings;
        this.clock = clock;
    }

    /** Whether it was new; the same mapping again is not. */
    public boolean publish(Actor author, String study, ImportMapping mapping) {
        CompiledStudy inForce = studies.current(study);
        List<String> faults = faults(author, inForce, mapping);
        if (!faults.isEmpty()) {
            throw Refusal.of(ProblemType.INVALID_DEFINITION, "The mapping does not fit the study: " + faults.get(0))
                    .fix("Correct what errors lists.")
                    .with("errors", faults);
        }
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        PublishedMapping published = new PublishedMapping(
                study,
                mapping,
                Optional.of(author.author()),
                Optional.of(now),
                Optional.of(inForce.definition().version()));
        if (mappings.insert(published)) {
            return true;
        }
        if (mappings.find(study, mapping.id())
                .filter(known -> known.mapping().equals(mapping))
                .isEmpty()) {
            throw Refusal.of(
                            ProblemType.VERSION_EXISTS,
                            "The mapping " + mapping.id() + " is published already, with other content.")
                    .fix("Publish this one under another id.");
        }
        return false;
    }

    /** The mappings that were published, in the order of their ids. */
    public PageOf<PublishedMapping> list(String study, Page page) {
        studies.current(study);
        return PageOf.cut(
                mappings.list(study, new Page(page.after(), page.limit() + 1)), page.limit(), PublishedMapping::id);
    }

    private static List<String> faults(Actor author, CompiledStudy study, ImportMapping mapping) {
        List<String> faults = new ArrayList<>();
        Optional<Form> form = study.definition().form(mapping.form());
        if (form.isEmpty()) {
            return List.of("form is " + mapping.form() + ", which the study does not have.");
        }
        if (!LaboratoryForm.isOpenTo(author, form.get())) {
            faults.add("form " + mapping.form() + " is not one that laboratories report (laboratory: true), and you may"
                    + " not enter it.");
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
