package org.equipoise.ecrf.domain.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.equipoise.ecrf.Examples.INFUSION_START;
import static org.equipoise.ecrf.Examples.content;
import static org.equipoise.ecrf.Examples.number;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.equipoise.ecrf.ExampleStudy;
import org.equipoise.ecrf.Examples;
import org.equipoise.ecrf.domain.form.FormContent;
import org.equipoise.ecrf.domain.form.MissingReason;
import org.equipoise.ecrf.domain.study.HiddenItems;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ItemClosuresTest {
    private static final FormContent BEFORE = content(INFUSION_START, Map.of("M1", number(1)));

    private final List<Mark> marks = new ArrayList<>();

    private void mark(MarkAction action, String... items) {
        marks.add(new Mark(
                ExampleStudy.STUDY,
                Target.form("01", "01-001", Examples.first("H24", "MADRS")),
                marks.size() + 1,
                action,
                new Mark.Statement(1, "hash", List.of(items), Optional.of("cleaned")),
                Examples.RITA,
                INFUSION_START,
                "key-" + marks.size()));
    }

    private ItemClosures closed() {
        return ItemClosures.after(marks);
    }

    @Test
    void anItemIsLockedUntilItIsUnlocked() {
        mark(MarkAction.LOCK_ITEMS, "M1", "M2");
        mark(MarkAction.VERIFY, "M3");
        mark(MarkAction.UNLOCK_ITEMS, "M2");

        assertThat(closed().locked()).containsExactly("M1");
        assertThat(closed().frozen()).isEmpty();
    }

    @Test
    void anItemIsFrozenUntilItIsUnfrozen() {
        mark(MarkAction.FREEZE_ITEMS, "M1", "M2");
        mark(MarkAction.UNFREEZE_ITEMS, "M2");

        assertThat(closed().frozen()).containsExactly("M1");
        assertThat(closed().locked()).isEmpty();
        assertThat(closed().byPlace().get("M1")).isEqualTo(new ItemClosures.Closed(Closure.FROZEN, marks.get(0)));
    }

    @Test
    void aFrozenItemIsLockedAndThenOpenedByUnlockingItAlone() {
        mark(MarkAction.FREEZE_ITEMS, "M1", "M2");
        mark(MarkAction.LOCK_ITEMS, "M1");

        assertThat(closed().locked()).containsExactly("M1");
        assertThat(closed().frozen()).containsExactly("M2");
        assertThat(closed().misplaced(MarkAction.UNFREEZE_ITEMS, List.of("M1", "M2")))
                .containsExactly("M1");

        mark(MarkAction.UNLOCK_ITEMS, "M1");

        assertThat(closed().state("M1")).isEqualTo(Closure.OPEN);
        assertThat(closed().byPlace()).containsOnlyKeys("M2");
    }

    /** Whatever is done to a form and to one of its items step by step, both come through the same states. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void anItemGoesThroughTheStatesOfAForm(long seed) {
        List<MarkAction> steps = List.of(MarkAction.FREEZE, MarkAction.UNFREEZE, MarkAction.LOCK, MarkAction.UNLOCK);
        Random random = new Random(seed);
        List<Mark> onForm = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            MarkAction step = steps.get(random.nextInt(steps.size()));
            boolean hasPlace = Closure.after(onForm).then(step).isPresent();
            assertThat(closed().misplaced(step.onItems().orElseThrow(), List.of("M1"))
                            .isEmpty())
                    .isEqualTo(hasPlace);
            if (hasPlace) {
                mark(step);
                onForm.add(marks.remove(marks.size() - 1));
                mark(step.onItems().orElseThrow(), "M1");
            }
            assertThat(closed().state("M1")).isEqualTo(Closure.after(onForm));
        }
        assertThat(onForm).hasSizeGreaterThan(50);
    }

    @Test
    void theFormItselfIsNotClosedByIt() {
        mark(MarkAction.FREEZE_ITEMS, "M2");
        mark(MarkAction.LOCK_ITEMS, "M1");

        assertThat(Closure.after(marks)).isEqualTo(Closure.OPEN);
        assertThat(Closure.LOCKED.then(MarkAction.UNLOCK_ITEMS)).isEmpty();
        assertThat(Closure.LOCKED.then(MarkAction.UNFREEZE_ITEMS)).isEmpty();
        assertThat(Closure.FROZEN.then(MarkAction.FREEZE_ITEMS)).contains(Closure.FROZEN);
    }

    @Test
    void onlyWhatIsOpenIsLockedAndOnlyWhatIsLockedIsUnlocked() {
        mark(MarkAction.LOCK_ITEMS, "M1");

        assertThat(closed().misplaced(MarkAction.LOCK_ITEMS, List.of("M2", "M1")))
                .containsExactly("M1");
        assertThat(closed().misplaced(MarkAction.FREEZE_ITEMS, List.of("M2", "M1")))
                .containsExactly("M1");
        assertThat(closed().misplaced(MarkAction.UNLOCK_ITEMS, List.of("M2", "M1")))
                .containsExactly("M2");
        assertThat(closed().misplaced(MarkAction.VERIFY, List.of("M1"))).isEmpty();
    }

    @Test
    void whoDoesNotSeeAnItemIsNotToldOfItsClosure() {
        mark(MarkAction.LOCK_ITEMS, "M1", "M2");
        mark(MarkAction.FREEZE_ITEMS, "M3");
        HiddenItems hidden = new HiddenItems(Set.of("M1", "M3"));

        assertThat(closed().without(hidden).byPlace()).containsOnlyKeys("M2");
        assertThat(closed().without(HiddenItems.NONE)).isEqualTo(closed());
    }

    @Test
    void anotherValueAReasonAndNothingAreAllChanges() {
        mark(MarkAction.FREEZE_ITEMS, "M1");
        FormContent other = content(INFUSION_START, Map.of("M1", number(2)));
        FormContent none = content(INFUSION_START, Map.of());
        FormContent reason = new FormContent(
                Map.of(), Map.of("M1", new MissingReason("not-done")), INFUSION_START, Optional.empty());

        assertThat(List.of(other, none, reason))
                .allSatisfy(after ->
                        assertThat(closed().brokenBy(BEFORE, after).byPlace()).containsOnlyKeys("M1"));
        assertThat(closed().brokenBy(BEFORE, BEFORE).isEmpty()).isTrue();
    }

    @Test
    void aLockedItemWithoutAnswerStaysWithoutOne() {
        mark(MarkAction.LOCK_ITEMS, "M2");
        FormContent filled = content(INFUSION_START, Map.of("M1", number(1), "M2", number(1)));

        assertThat(closed().brokenBy(BEFORE, filled).locked()).containsExactly("M2");
    }

    @Test
    void eachStepOnItemsIsAStepOnAFormToo() {
        assertThat(MarkAction.values())
                .filteredOn(MarkAction::isOnItems)
                .allSatisfy(action -> {
                    assertThat(action.ofEach().onItems()).contains(action);
                    assertThat(action.ofEach().closes()).isTrue();
                    assertThat(action.stopsSaves()).isEqualTo(action.ofEach().stopsSaves());
                })
                .hasSize(4);
        assertThat(MarkAction.SIGN.onItems()).isEmpty();
    }
}
