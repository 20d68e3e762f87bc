package org.equipoise.ecrf.domain.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.equipoise.ecrf.Examples.INFUSION_START;
import static org.equipoise.ecrf.Examples.content;
import static org.equipoise.ecrf.Examples.number;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.equipoise.ecrf.ExampleStudy;
import org.equipoise.ecrf.Examples;
import org.equipoise.ecrf.domain.form.FormContent;
import org.equipoise.ecrf.domain.form.MissingReason;
import org.junit.jupiter.api.Test;

class ItemLocksTest {
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

    @Test
    void anItemIsLockedUntilItIsUnlocked() {
        mark(MarkAction.LOCK_ITEMS, "M1", "M2");
        mark(MarkAction.VERIFY, "M3");
        mark(MarkAction.UNLOCK_ITEMS, "M2");

        assertThat(ItemLocks.after(marks)).containsExactly("M1");
    }

    @Test
    void theFormItselfIsNotClosedByIt() {
        mark(MarkAction.LOCK_ITEMS, "M1");

        assertThat(Closure.after(marks)).isEqualTo(Closure.OPEN);
        assertThat(Closure.LOCKED.then(MarkAction.UNLOCK_ITEMS)).isEmpty();
    }

    @Test
    void onlyWhatIsOpenIsLockedAndOnlyWhatIsLockedIsUnlocked() {
        Set<String> locked = Set.of("M1");

        assertThat(ItemLocks.misplaced(locked, MarkAction.LOCK_ITEMS, List.of("M2", "M1")))
                .containsExactly("M1");
        assertThat(ItemLocks.misplaced(locked, MarkAction.UNLOCK_ITEMS, List.of("M2", "M1")))
                .containsExactly("M2");
        assertThat(ItemLocks.misplaced(locked, MarkAction.VERIFY, List.of("M1")))
                .isEmpty();
    }

    @Test
    void anotherValueAReasonAndNothingAreAllChanges() {
        FormContent other = content(INFUSION_START, Map.of("M1", number(2)));
        FormContent none = content(INFUSION_START, Map.of());
        FormContent reason = new FormContent(
                Map.of(), Map.of("M1", new MissingReason("not-done")), INFUSION_START, Optional.empty());

        assertThat(List.of(other, none, reason))
                .allSatisfy(after -> assertThat(ItemLocks.broken(Set.of("M1"), BEFORE, after))
                        .containsExactly("M1"));
        assertThat(ItemLocks.broken(Set.of("M1"), BEFORE, BEFORE)).isEmpty();
    }

    @Test
    void aLockedItemWithoutAnswerStaysWithoutOne() {
        FormContent filled = content(INFUSION_START, Map.of("M1", number(1), "M2", number(1)));

        assertThat(ItemLocks.broken(Set.of("M2"), BEFORE, filled)).containsExactly("M2");
    }
}
