package org.equipoise.stats.domain.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ArmLabelsTest {

    @Test
    void theSameSecretAndStudyAlwaysGiveTheSameLabels() {
        assertThat(ArmLabels.toss(secret(7), "KET-TRD-01")).isEqualTo(ArmLabels.toss(secret(7), "KET-TRD-01"));
    }

    @Test
    void overManySecretsTheCoinIsFair() {
        long heads = IntStream.range(0, 4000)
                .filter(i -> ArmLabels.toss(secret(i), "KET-TRD-01").experimentalIsA())
                .count();
        assertThat(heads).isBetween(1870L, 2130L);
    }

    @Test
    void overManyStudiesTheCoinIsFair() {
        long heads = IntStream.range(0, 4000)
                .filter(i -> ArmLabels.toss(secret(1), "STUDY-" + i).experimentalIsA())
                .count();
        assertThat(heads).isBetween(1870L, 2130L);
    }

    @Test
    void theSignTurnsExperimentalMinusControlIntoBMinusA() {
        assertThat(new ArmLabels(true).sign()).isEqualTo(-1);
        assertThat(new ArmLabels(false).sign()).isEqualTo(1);
        assertThat(new ArmLabels(true).of(true)).isEqualTo("A");
        assertThat(new ArmLabels(false).of(true)).isEqualTo("B");
        assertThat(new ArmLabels(false).experimentalInOrder()).containsExactly(false, true);
    }

    @Test
    void aShortSecretIsRefused() {
        assertThatThrownBy(() -> ArmLabels.toss(new byte[15], "S")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theTextFormShowsNothing() {
        assertThat(new ArmLabels(true)).hasToString(new ArmLabels(false).toString());
    }

    private static byte[] secret(int number) {
        return ByteBuffer.allocate(32).putInt(number).array();
    }
}
