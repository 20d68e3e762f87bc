package org.equipoise.ecrf.domain.study;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.equipoise.ecrf.ExampleStudy;
import org.equipoise.ecrf.definition.JsonDefinitionFormat;
import org.equipoise.ecrf.domain.rules.RuleCompiler;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Which items are hidden from whom, and which definitions could not keep them hidden. */
class ItemCategoriesTest {
    private static final int MADRS = 1;
    private static final int VITALS = 2;
    private static final int INFUSION = 4;
    private static final int ELIGIBILITY = 5;
    private static final int PREPARATION = 6;
    private static final int DISPOSITION = 7;

    private static ObjectNode item(ObjectNode study, int form, int item) {
        return (ObjectNode) study.at("/forms/" + form + "/itemGroups/0/items/" + item);
    }

    private static StudyDefinition study(Consumer<ObjectNode> change) {
        return ExampleStudy.definition(ExampleStudy.jsonWith(change));
    }

    private static List<DefinitionError> errors(Consumer<ObjectNode> change) {
        StudyDefinition study = study(change);
        return Stream.concat(DefinitionChecks.errors(study).stream(), RuleCompiler.compile(study).errors().stream())
                .toList();
    }

    private static List<String> paths(Consumer<ObjectNode> change) {
        return errors(change).stream().map(DefinitionError::path).toList();
    }

    private static Consumer<ObjectNode> hiding(int form, int item, String category) {
        return study -> item(study, form, item).put("category", category);
    }

    @Nested
    class Hiding {
        @Test
        void anItemNamesItsCategoryOrTakesThatOfItsGroup() {
            StudyDefinition study = study(json -> {
                ((ObjectNode) json.at("/forms/2/itemGroups/0")).put("category", "dose-day");
                item(json, VITALS, 0).put("category", "efficacy");
            });

            assertThat(study.form("VITALS").orElseThrow().items())
                    .extracting(item -> item.category().orElseThrow())
                    .startsWith(FormCategory.EFFICACY, FormCategory.DOSE_DAY, FormCategory.DOSE_DAY);
            assertThat(study.categoriesOf("H24", "VITALS", "SYSTOLIC"))
                    .containsExactlyInAnyOrder(FormCategory.GENERAL, FormCategory.EFFICACY);
            assertThat(ExampleStudy.definition().categoriesOf("H24", "VITALS", "SYSTOLIC"))
                    .containsExactly(FormCategory.GENERAL);
        }

        @Test
        void everyVersionsCategoriesCount() {
            ItemCategories categories = ItemCategories.of(List.of(
                    study(hiding(VITALS, 0, "dose-day")), study(hiding(VITALS, 0, "safety")), study(json -> {})));

            assertThat(categories.of("VITALS", "SYSTOLIC"))
                    .containsExactlyInAnyOrder(FormCategory.DOSE_DAY, FormCategory.SAFETY);
            assertThat(categories.of("VITALS")).containsExactlyInAnyOrder(FormCategory.DOSE_DAY, FormCategory.SAFETY);
            assertThat(categories
                            .hidden("VITALS", Set.of(FormCategory.DOSE_DAY)::contains)
                            .items())
                    .containsExactly("SYSTOLIC");
            assertThat(categories.hidden("VITALS", category -> true).isEmpty()).isTrue();
            assertThat(categories.hidden("MADRS", category -> false).isEmpty()).isTrue();
        }

        @Test
        void aStudyWithoutAnyHidesNothing() {
            assertThat(ItemCategories.of(List.of(ExampleStudy.definition()))).isSameAs(ItemCategories.NONE);
        }

        @Test
        void cellsOfAHiddenItemAreHidden() {
            HiddenItems hidden = new HiddenItems(Set.of("DOSE"));

            assertThat(hidden.hides("DRUGS[2].DOSE")).isTrue();
            assertThat(hidden.hides("DOSE")).isTrue();
            assertThat(hidden.hides("DRUGS[2].NAME")).isFalse();
            assertThat(hidden.visible(List.of("DRUGS[1].DOSE", "NAME"))).containsExactly("NAME");
        }

        @Test
        void aFormIsShownWithoutItsHiddenItemsAndEmptyGroups() {
            Form form = ExampleStudy.definition().form("CADSS").orElseThrow();

            assertThat(new HiddenItems(Set.of("SCORE")).in(form).itemGroups()).isEmpty();
            assertThat(HiddenItems.NONE.in(form)).isSameAs(form);
        }
    }

    @Nested
    class Publishing {
        @Test
        void anItemMayBeHiddenFromSomeWhoSeeItsForm() {
            assertThat(errors(hiding(VITALS, 2, "dose-day").andThen(hiding(VITALS, 4, "dose-day"))))
                    .isEmpty();
        }

        @Test
        void aWordThatIsNoCategoryIsNamed() {
            var parsed = new JsonDefinitionFormat().parse(ExampleStudy.jsonWith(hiding(VITALS, 0, "secret")));

            assertThat(parsed.errors())
                    .singleElement()
                    .satisfies(error -> assertThat(error.path()).isEqualTo("/forms/VITALS/items/SYSTOLIC/category"));
        }

        @Test
        void nobodyReadsPharmacyAndAnotherCategory() {
            assertThat(paths(hiding(VITALS, 0, "pharmacy"))).contains("/forms/VITALS/items/SYSTOLIC/category");
            assertThat(paths(hiding(PREPARATION, 0, "general"))).contains("/forms/PREPARATION/items/VOLUME/category");
            assertThat(paths(hiding(PREPARATION, 0, "pharmacy"))).isEmpty();
        }

        @Test
        void whatIsComputedFromAHiddenItemIsHiddenToo() {
            assertThat(errors(hiding(VITALS, 2, "dose-day"))).singleElement().satisfies(error -> {
                assertThat(error.path()).isEqualTo("/forms/VITALS/items/BMI/derivation");
                assertThat(error.expected()).contains("BMI", "WEIGHT");
            });
        }

        @Test
        void soIsAnItemThatAHiddenOneDecidesAbout() {
            Consumer<ObjectNode> asked = json ->
                    item(json, VITALS, 3).put("shownWhen", "SYSTOLIC > 100").remove("derivation");

            assertThat(paths(asked.andThen(hiding(VITALS, 0, "dose-day"))))
                    .containsExactly("/forms/VITALS/items/HEIGHT/shownWhen");
            assertThat(paths(asked.andThen(hiding(VITALS, 0, "dose-day"))
                            .andThen(hiding(VITALS, 3, "safety"))
                            .andThen(hiding(VITALS, 4, "dose-day"))))
                    .isEmpty();
        }

        @Test
        void aHiddenItemIsCarriedToNobodyWhoDoesNotSeeIt() {
            Consumer<ObjectNode> carried = json -> {
                ObjectNode rule = item(json, VITALS, 1).putObject("carried");
                rule.put("from", "BASELINE/VITALS/SYSTOLIC").put("when", "WEIGHT > 1000.0");
            };

            assertThat(paths(carried.andThen(hiding(VITALS, 0, "dose-day"))))
                    .contains("/forms/VITALS/items/DIASTOLIC/carried/from");
            assertThat(paths(carried)).isEmpty();
            assertThat(paths(carried.andThen(hiding(VITALS, 0, "dose-day")).andThen(hiding(VITALS, 1, "dose-day"))))
                    .isEmpty();
        }

        @Test
        void theRowsOfARepeatingGroupAreSeenWholeOrNotAtAll() {
            Consumer<ObjectNode> rows = json -> ((ObjectNode) json.at("/forms/7/itemGroups/0")).put("repeating", true);
            Consumer<ObjectNode> free = json -> json.remove("withdrawal");

            assertThat(paths(rows.andThen(free).andThen(hiding(DISPOSITION, 1, "dose-day"))))
                    .containsExactly("/forms/DISPOSITION/itemGroups/MAIN/category");
        }

        @Test
        void whatIsToldToEveryoneIsNotReadFromAHiddenItem() {
            assertThat(paths(hiding(ELIGIBILITY, 0, "dose-day")))
                    .contains("/eligibility/rule", "/eligibility/reasons/0/when");
            assertThat(paths(hiding(DISPOSITION, 0, "dose-day"))).containsExactly("/withdrawal/when");
            assertThat(paths(hiding(DISPOSITION, 1, "dose-day"))).containsExactly("/withdrawal/date");
            assertThat(paths(hiding(INFUSION, 0, "efficacy"))).contains("/schedule/anchors/infusionStart");
            assertThat(paths(hiding(MADRS, 3, "dose-day"))).contains("/eligibility/strata/madrsBand/source");
        }
    }

    @Nested
    class LaterVersions {
        private List<DefinitionError> loosened(Consumer<ObjectNode> before, Consumer<ObjectNode> after) {
            return CategoryChanges.loosened(study(before), study(after));
        }

        @Test
        void mayHideAnItem() {
            assertThat(loosened(json -> {}, hiding(VITALS, 0, "dose-day"))).isEmpty();
            assertThat(loosened(hiding(VITALS, 0, "safety"), hiding(VITALS, 0, "dose-day")))
                    .isEmpty();
        }

        @Test
        void mayNotShowOneThatWasHidden() {
            assertThat(loosened(hiding(VITALS, 0, "dose-day"), json -> {}))
                    .extracting(DefinitionError::path)
                    .containsExactly("/forms/VITALS/items/SYSTOLIC/category");
        }

        @Test
        void mayHideTheWholeFormInstead() {
            Consumer<ObjectNode> everywhere = json -> {
                ((ObjectNode) json.at("/forms/2")).put("category", "dose-day");
            };

            assertThat(loosened(hiding(VITALS, 0, "dose-day"), everywhere)).isEmpty();
        }

        @Test
        void hideInEarlierVersionsToo() {
            StudyDefinition plain = ExampleStudy.definition();
            StudyDefinition hiding = study(hiding(VITALS, 0, "dose-day"));
            StrictestCategories strictest = StrictestCategories.of(List.of(plain, hiding));
            StudyDefinition inForce = CategoryChanges.inForce(plain, hiding, strictest);

            assertThat(inForce.form("VITALS")
                            .orElseThrow()
                            .item("SYSTOLIC")
                            .orElseThrow()
                            .category())
                    .contains(FormCategory.DOSE_DAY);
            assertThat(CategoryChanges.inForce(hiding, plain, strictest)
                            .form("VITALS")
                            .orElseThrow()
                            .item("SYSTOLIC")
                            .orElseThrow()
                            .category())
                    .contains(FormCategory.DOSE_DAY);
        }

        @Test
        void nameAChangedCategoryInTheirDifference() {
            assertThat(VersionDifference.between(ExampleStudy.definition(), study(hiding(VITALS, 0, "dose-day"))))
                    .singleElement()
                    .satisfies(change -> assertThat(change.attributes()).containsExactly("category"));
        }
    }
}
