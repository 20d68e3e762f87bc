package org.equipoise.ecrf.domain.review;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
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
}
