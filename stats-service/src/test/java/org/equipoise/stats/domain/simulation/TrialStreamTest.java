package org.equipoise.stats.domain.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class TrialStreamTest {

    /** Known answers of Philox4x32-10 from the authors' Random123 library 1.14 (kat_vectors): counter 0 and key 0. */
    @Test
    void isPhilox() {
        TrialStream stream = new TrialStream(0, 0);

        assertThat(stream.bits()).isEqualTo(0xe169c58d6627e8d5L);
        assertThat(stream.bits()).isEqualTo(0x9b00dbd8bc57ac4cL);
    }

    @Test
    void dependsOnSeedTrialAndPositionAlone() {
        TrialStream one = new TrialStream(7, 3);
        TrialStream same = new TrialStream(7, 3);
        for (int i = 0; i < 9; i++) {
            assertThat(one.bits()).isEqualTo(same.bits());
        }
        assertThat(new TrialStream(7, 4).bits()).isNotEqualTo(new TrialStream(7, 3).bits());
        assertThat(new TrialStream(8, 3).bits()).isNotEqualTo(new TrialStream(7, 3).bits());
        assertThat(new TrialStream(1L << 40, 3).bits()).isNotEqualTo(new TrialStream(0, 3).bits());
    }

    @Test
    void hasTheMomentsOfItsDistributions() {
        int n = 200_000;
        TrialStream stream = new TrialStream(20261121, 1);
        double uniform = 0;
        double normal = 0;
        double square = 0;
        double fourth = 0;
        for (int i = 0; i < n; i++) {
            uniform += stream.uniform() / n;
            double z = stream.normal();
            normal += z / n;
            square += z * z / n;
            fourth += z * z * z * z / n;
        }
        assertThat(uniform).isCloseTo(0.5, within(4 * Math.sqrt(1.0 / 12 / n)));
        assertThat(normal).isCloseTo(0, within(4 / Math.sqrt(n)));
        assertThat(square).isCloseTo(1, within(4 * Math.sqrt(2.0 / n)));
        assertThat(fourth).isCloseTo(3, within(4 * Math.sqrt(96.0 / n)));
    }
}
