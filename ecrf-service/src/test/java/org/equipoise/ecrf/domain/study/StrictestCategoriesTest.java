package org.equipoise.ecrf.domain.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.equipoise.ecrf.OneForm;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class StrictestCategoriesTest {
    private static final String ITEM = "{'id': 'X', 'label': 'X', 'type': 'integer'}";

    /** The form's own category, and what the event FIRST says: nothing, a category, or {@code -} if it does not ask for the form. */
    private static StudyDefinition version(String own, String first) {
        String entry = first.isEmpty() ? "{'form': 'FORM'}" : "{'form': 'FORM', 'category': '" + first + "'}";
        return OneForm.of(ITEM, "")
                .replacing("'name': 'The form', 'category': 'general'", "'name': 'The form', 'category': '" + own + "'")
                .replacing(
                        "'name': 'First', 'forms': [{'form': 'FORM'}]",
                        "'name': 'First', 'forms': [" + (first.equals("-") ? "" : entry) + "]")
                .definition();
    }

    private static Optional<FormCategory> first(StudyDefinition... versions) {
        return StrictestCategories.of(Arrays.asList(versions)).of("FIRST", "FORM");
    }

    @Test
    void areThoseOfTheOnlyVersion() {
        assertThat(first(version("general", ""))).contains(FormCategory.GENERAL);
        assertThat(first(version("general", "dose-day"))).contains(FormCategory.DOSE_DAY);
        assertThat(first(version("general", "-"))).isEmpty();
    }

    @Test
    void areTightenedByALaterVersion() {
        assertThat(first(version("general", ""), version("general", "dose-day")))
                .contains(FormCategory.DOSE_DAY);
        assertThat(first(version("general", ""), version("efficacy", ""))).contains(FormCategory.EFFICACY);
    }

    @Test
    void stayWhereAVersionDropsTheForm() {
        assertThat(first(version("general", ""), version("general", "safety"), version("general", "-")))
                .contains(FormCategory.SAFETY);
    }

    @Test
    void stayWhateverTheOrder() {
        assertThat(first(version("general", "dose-day"), version("general", "-"), version("general", "")))
                .contains(FormCategory.DOSE_DAY);
    }

    @Nested
    class OfAFormThatAnEventNoLongerAsksFor {
        @Test
        void followTheFormIfTheEventHadNoCategoryOfItsOwn() {
            assertThat(first(version("general", ""), version("dose-day", "-"))).contains(FormCategory.DOSE_DAY);
        }

        @Test
        void doNotFollowItIfTheEventHadOne() {
            assertThat(first(version("efficacy", "general"), version("efficacy", "-")))
                    .contains(FormCategory.GENERAL);
        }

        @Test
        void areNotLooserWhereItComesBack() {
            StrictestCategories known =
                    StrictestCategories.of(List.of(version("general", ""), version("dose-day", "-")));

            assertThat(CategoryChanges.reopened(known, version("dose-day", "general")))
                    .extracting(DefinitionError::path)
                    .containsExactly("/schedule/events/FIRST/forms/FORM/category");
            assertThat(CategoryChanges.reopened(known, version("dose-day", ""))).isEmpty();
        }
    }

    @Test
    void ofTwoThatExcludeEachOtherAreTheMostHidden() {
        assertThat(first(version("efficacy", ""), version("efficacy", "dose-day")))
                .contains(FormCategory.PHARMACY);
    }

    @Test
    void haveOneForTheFormByItself() {
        assertThat(StrictestCategories.of(List.of(version("general", ""), version("dose-day", "")))
                        .of("FORM"))
                .contains(FormCategory.DOSE_DAY);
    }
}
