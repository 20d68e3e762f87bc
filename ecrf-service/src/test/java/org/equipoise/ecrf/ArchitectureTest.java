package org.equipoise.ecrf;

import static org.assertj.core.api.Assertions.assertThatCode;

import org.equipoise.testing.Rings;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    @Test
    void domainApplicationAndAdaptersKnowOnlyWhatLiesFurtherIn() {
        assertThatCode(() -> Rings.check("org.equipoise.ecrf", "dev.cel..")).doesNotThrowAnyException();
    }
}
