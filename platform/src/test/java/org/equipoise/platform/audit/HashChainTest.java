package org.equipoise.platform.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HashChainTest {

    @Test
    void theSameContentHasOneTextWhateverItsOrder() {
        Map<String, Object> one = new LinkedHashMap<>();
        one.put("b", 2.50);
        one.put("a", List.of(1, Map.of("y", 1, "x", Instant.parse("2026-03-01T09:40:00Z"))));
        Map<String, Object> other = new LinkedHashMap<>();
        other.put("a", List.of(1, Map.of("x", "2026-03-01T09:40:00Z", "y", 1)));
        other.put("b", 2.5);

        assertThat(CanonicalJson.of(one))
                .isEqualTo("{\"a\":[1,{\"x\":\"2026-03-01T09:40:00Z\",\"y\":1}],\"b\":2.5}")
                .isEqualTo(CanonicalJson.of(other));
    }

    @Test
    void aNumberOfAnAbsurdSizeIsNotWrittenOut() {
        assertThat(CanonicalJson.of(Map.of("n", new BigDecimal("1E+999999999"))))
                .hasSizeLessThan(40);
        assertThat(CanonicalJson.of(Map.of("n", new BigDecimal("1.2E+3")))).isEqualTo("{\"n\":1200}");
    }

    @Test
    void theHashIsSha256() {
        // FIPS 180-4, example B.1
        assertThat(CanonicalJson.sha256Text("abc"))
                .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }

    @Test
    void anyChangeOfAnEarlierEntryChangesEveryLaterHash() {
        String intact = HashChain.next(HashChain.next(HashChain.genesis("s"), "{\"n\":1}"), "{\"n\":2}");
        String changed = HashChain.next(HashChain.next(HashChain.genesis("s"), "{\"n\":9}"), "{\"n\":2}");
        String removed = HashChain.next(HashChain.genesis("s"), "{\"n\":2}");
        String moved = HashChain.next(HashChain.next(HashChain.genesis("t"), "{\"n\":1}"), "{\"n\":2}");

        assertThat(List.of(intact, changed, removed, moved)).doesNotHaveDuplicates();
    }
}
