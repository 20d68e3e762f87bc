package org.equipoise.randomizer;

import static org.assertj.core.api.Assertions.assertThatCode;

import org.equipoise.testing.Rings;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    @Test
    void keepsTheRings() {
        assertThatCode(() -> Rings.check("org.equipoise.randomizer", "javax.crypto..", "org.bouncycastle.crypto.."))
                .doesNotThrowAnyException();
    }
}
