package org.equipoise.ecrf.domain.study;

import java.util.ArrayList;
import java.util.List;

/**
 * What a new version of a study changes about who may see what. Data keep no category of their own: they are shown by that of the
 * version in force, so a new version could open to a rater what was hidden when it was entered.
 */
public final class CategoryChanges {
    private CategoryChanges() {}

    /**
     * Forms that more people would see than under an earlier version: by themselves, or in an event that both versions have.
     *
     * @param earlier the earlier version
     * @param next the new version
     * @return an error for each form, and for each form in an event, whose category is looser; empty if none is
     */
    public static List<DefinitionError> loosened(StudyDefinition earlier, StudyDefinition next) {
        List<DefinitionError> errors = new ArrayList<>();
        for (Form form : next.forms()) {
            earlier.form(form.id()).ifPresent(before -> {
                if (!form.category().isNoLooserThan(before.category())) {
                    errors.add(error("/forms/" + form.id() + "/category", form.category(), before.category(), earlier));
                }
            });
        }
        for (StudyEvent event : next.schedule().events()) {
            for (ScheduledForm scheduled : event.forms()) {
                FormCategory now = next.categoryOf(event.id(), scheduled.form()).orElse(FormCategory.GENERAL);
                earlier.categoryOf(event.id(), scheduled.form())
                        .filter(before -> !now.isNoLooserThan(before))
                        .ifPresent(before -> errors.add(error(
                                "/schedule/events/" + event.id() + "/forms/" + scheduled.form() + "/category",
                                now,
                                before,
                                earlier)));
            }
        }
        return errors;
    }

    private static DefinitionError error(String path, FormCategory now, FormCategory before, StudyDefinition earlier) {
        return new DefinitionError(
                path,
                now.code(),
                before.code() + " as in version " + earlier.version()
                        + ", or a category that nobody reads who may not read that one: entered data must stay hidden"
                        + " from whom they were hidden");
    }
}
