package org.equipoise.randomizer.domain.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class KitActionTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            available   | allot damage destroy dispense lose quarantine return
            allotted    | send set-free
            in-transit  | miss receive receive-damaged receive-in-doubt
            dispensed   | damage lose return
            quarantined | damage destroy lose release return
            damaged     | destroy lose return
            lost        | ''
            returned    | destroy lose
            destroyed   | ''
            """)
    void exactlyTheseActionsArePermitted(String state, String actions) {
        Set<String> permitted = new TreeSet<>();
        for (KitAction action : KitAction.values()) {
            if (action.isPermittedFrom(KitState.of(state))) {
                permitted.add(action.code());
            }
        }
        assertThat(String.join(" ", permitted)).isEqualTo(actions);
    }

    @Test
    void onlyALostOrDestroyedKitIsAtItsEnd() {
        assertThat(Arrays.stream(KitState.values()).filter(KitState::isFinal))
                .containsExactlyInAnyOrder(KitState.LOST, KitState.DESTROYED);
    }

    @ParameterizedTest
    @EnumSource(KitState.class)
    void aDispensedKitNeverBecomesAvailableAgain(KitState end) {
        Set<KitState> reached = EnumSet.of(KitState.DISPENSED);
        boolean grown = true;
        while (grown) {
            Set<KitState> next = EnumSet.copyOf(reached);
            reached.forEach(from -> Arrays.stream(KitAction.values())
                    .filter(action -> action.isPermittedFrom(from))
                    .forEach(action -> next.add(action.result())));
            grown = reached.addAll(next);
        }
        Set<KitState> possible =
                EnumSet.of(KitState.DISPENSED, KitState.DAMAGED, KitState.LOST, KitState.RETURNED, KitState.DESTROYED);
        assertThat(reached.contains(end)).isEqualTo(possible.contains(end));
    }

    @ParameterizedTest
    @EnumSource(KitAction.class)
    void namesAreReadAsTheyAreWritten(KitAction action) {
        assertThat(KitAction.of(action.code())).contains(action);
        assertThat(KitState.of(action.result().code())).isEqualTo(action.result());
        assertThat(KitAction.of("no-" + action.code())).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(KitCondition.class)
    void everyConditionEndsTheJourney(KitCondition condition) {
        assertThat(KitCondition.of(condition.code())).contains(condition);
        assertThat(condition.action().isPermittedFrom(KitState.IN_TRANSIT)).isTrue();
        assertThat(condition.action().isBookedAlone()).isFalse();
    }

    @Test
    void aShipmentIsSentOrCancelledAndOnceSentReceived() {
        assertThat(ShipmentState.SENT.canFollow(ShipmentState.REQUESTED)).isTrue();
        assertThat(ShipmentState.CANCELLED.canFollow(ShipmentState.REQUESTED)).isTrue();
        assertThat(ShipmentState.RECEIVED.canFollow(ShipmentState.SENT)).isTrue();
        assertThat(ShipmentState.RECEIVED.canFollow(ShipmentState.REQUESTED)).isFalse();
        assertThat(ShipmentState.CANCELLED.canFollow(ShipmentState.SENT)).isFalse();
        for (ShipmentState state : ShipmentState.values()) {
            assertThat(state.canFollow(state)).isFalse();
            assertThat(state.canFollow(ShipmentState.RECEIVED)).isFalse();
            assertThat(state.canFollow(ShipmentState.CANCELLED)).isFalse();
            assertThat(ShipmentState.of(state.code())).isEqualTo(state);
        }
    }

    @Test
    void unknownNamesAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> KitState.of("expired"));
        assertThatIllegalArgumentException().isThrownBy(() -> ShipmentState.of("stolen"));
        assertThat(KitCondition.of("wet")).isEmpty();
    }
}
