package org.equipoise.gateway;

import static org.assertj.core.api.Assertions.assertThatCode;

import org.equipoise.testing.Rings;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    @Test
    void ringsKnowOnlyWhatLiesFurtherIn() {
        assertThatCode(() -> Rings.check("org.equipoise.gateway")).doesNotThrowAnyException();
    }
}
