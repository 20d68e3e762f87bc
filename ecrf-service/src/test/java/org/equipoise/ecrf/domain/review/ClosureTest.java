package org.equipoise.ecrf.domain.review;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.equipoise.ecrf.Examples;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClosureTest {
    @ParameterizedTest
    @CsvSource({
        "OPEN, FREEZE, FROZEN",
        "OPEN, LOCK, LOCKED",
        "OPEN, UNFREEZE,",
        "OPEN, UNLOCK,",
        "OPEN, SIGN, OPEN",
        "FROZEN, UNFREEZE, OPEN",
        "FROZEN, LOCK, LOCKED",
        "FROZEN, FREEZE,",
        "FROZEN, UNLOCK,",
        "FROZEN, VERIFY, FROZEN",
        "LOCKED, UNLOCK, OPEN",
        "LOCKED, LOCK,",
        "LOCKED, FREEZE,",
        "LOCKED, SIGN,",
        "LOCKED, REVIEW,"
    })
    void goesFromOpenOverFrozenToLockedAndBack(Closure state, MarkAction action, Closure next) {
        assertThat(state.then(action)).isEqualTo(Optional.ofNullable(next));
    }

    @Test
    void isTheWorkOfWhoeverTookItThisFar() {
        List<Mark> marks = new ArrayList<>();
        for (MarkAction action :
                List.of(MarkAction.REVIEW, MarkAction.FREEZE, MarkAction.VERIFY, MarkAction.LOCK, MarkAction.UNLOCK)) {
            marks.add(new Mark(
                    "STUDY",
                    Target.study(),
                    marks.size() + 1,
                    action,
                    new Mark.Statement(1, "hash", List.of(), Optional.empty()),
                    Examples.RITA,
                    Examples.INFUSION_START,
                    "key"));
        }

        assertThat(Closure.by(marks.subList(0, 1))).isEmpty();
        assertThat(Closure.by(marks.subList(0, 3))).contains(marks.get(1));
        assertThat(Closure.by(marks.subList(0, 4))).contains(marks.get(3));
        assertThat(Closure.by(marks)).isEmpty();
    }
}
