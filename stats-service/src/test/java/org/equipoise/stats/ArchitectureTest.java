package org.equipoise.stats;

import static org.assertj.core.api.Assertions.assertThatCode;

import org.equipoise.testing.Rings;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    @Test
    void eachRingKnowsOnlyWhatLiesFurtherIn() {
        assertThatCode(() -> Rings.check("org.equipoise.stats", "org.apache.commons.statistics..", "javax.crypto.."))
                .doesNotThrowAnyException();
    }
}
