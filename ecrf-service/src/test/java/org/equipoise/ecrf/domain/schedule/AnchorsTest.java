package org.equipoise.ecrf.domain.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.equipoise.ecrf.ExampleStudy;
import org.equipoise.ecrf.domain.study.FormCategory;
import org.equipoise.ecrf.domain.study.ItemCategories;
import org.equipoise.ecrf.domain.study.StudyDefinition;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class AnchorsTest {
    private static final Instant START = Instant.parse("2026-03-01T09:00:00Z");
    private static final Instant END = START.plusSeconds(720);
    private static final Anchors BOTH = new Anchors(Map.of("infusionStart", START, "infusionEnd", END));

    private static final Set<FormCategory> RATER = EnumSet.of(FormCategory.GENERAL, FormCategory.EFFICACY);
    private static final Set<FormCategory> NURSE = EnumSet.of(FormCategory.GENERAL, FormCategory.DOSE_DAY);

    private static StudyDefinition study(Consumer<ObjectNode> change) {
        return ExampleStudy.definition(ExampleStudy.jsonWith(study -> {
            ((ObjectNode) study.at("/schedule/anchors")).put("infusionEnd", "INFUSION/INFUSION/INF_STOP");
            change.accept(study);
        }));
    }

    private static Set<String> seen(StudyDefinition study, Set<FormCategory> reads) {
        return BOTH.seen(study, ItemCategories.NONE, reads::contains).instants().keySet();
    }

    private static ObjectNode event(ObjectNode study, String id) {
        for (var event : study.at("/schedule/events")) {
            if (event.path("id").asText().equals(id)) {
                return (ObjectNode) event;
            }
        }
        throw new IllegalArgumentException(id);
    }

    @Nested
    class ThatNothingIsMeasuredFrom {
        private final StudyDefinition study = study(any -> {});

        @Test
        void isForWhoSeesTheFormThatSaysIt() {
            assertThat(seen(study, NURSE)).containsExactly("infusionEnd", "infusionStart");
        }

        @Test
        void isNotForARater() {
            assertThat(seen(study, RATER)).containsExactly("infusionStart");
        }

        @Test
        void isNotForWhoDoesNotSeeTheItemThatSaysIt() {
            StudyDefinition later = study(changed -> changed.withArray("/forms")
                    .forEach(form -> form.at("/itemGroups/0/items").forEach(item -> {
                        if (item.path("id").asText().equals("INF_STOP")) {
                            ((ObjectNode) item).put("category", "pharmacy");
                        }
                    })));
            ItemCategories items = ItemCategories.of(List.of(study, later));

            assertThat(BOTH.seen(study, items, NURSE::contains).instants()).containsOnlyKeys("infusionStart");
        }
    }

    @Nested
    class ThatAnEventIsMeasuredFrom {
        @Test
        void isForWhoSeesAFormOfTheEvent() {
            StudyDefinition study = study(changed -> event(changed, "H24").put("anchor", "infusionEnd"));

            assertThat(seen(study, RATER)).contains("infusionEnd");
        }

        @Test
        void isNotForWhoSeesNoneOfItsForms() {
            StudyDefinition study = study(changed -> event(changed, "PLUS40").put("anchor", "infusionEnd"));

            assertThat(seen(study, RATER)).doesNotContain("infusionEnd");
            assertThat(seen(study, NURSE)).contains("infusionEnd");
        }
    }
}
