package org.equipoise.randomizer.domain.randomness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyedStreamTest {

    private static final Seed SEED =
            Seed.of("0123456789abcdef0123456789ABCDEF".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
    private static final StreamAddress ADDRESS = new StreamAddress("S-1", "list", "site=01", "block", 7);

    @Test
    void givesTheSameDrawsAtTheSameAddress() {
        assertThat(words(KeyedStream.at(SEED, ADDRESS), 50)).isEqualTo(words(KeyedStream.at(SEED, ADDRESS), 50));
    }

    @Test
    void agreesWithASecondImplementationOfHmacDrbg() {
        SecondStream second = new SecondStream(SEED.bytes(), ADDRESS);
        KeyedStream stream = KeyedStream.at(SEED, ADDRESS);
        for (int bound : List.of(2, 3, 6, 10, 1_000_003, Integer.MAX_VALUE, (1 << 30) + 1, 2, 7)) {
            assertThat(stream.below(bound)).isEqualTo(second.below(bound));
        }
        assertThat(stream.bytes(32)).isEqualTo(second.generate(32));
    }

    @Test
    void givesOtherDrawsWhenAnyPartOfTheAddressOrTheSeedDiffers() {
        byte[] otherSeed = SEED.bytes();
        otherSeed[31] ^= 1;
        Set<List<Integer>> all = new HashSet<>();
        all.add(words(KeyedStream.at(SEED, ADDRESS), 8));
        all.add(words(KeyedStream.at(Seed.of(otherSeed), ADDRESS), 8));
        all.add(words(at("S-2", "list", "site=01", "block", 7), 8));
        all.add(words(at("S-1", "lost", "site=01", "block", 7), 8));
        all.add(words(at("S-1", "list", "site=02", "block", 7), 8));
        all.add(words(at("S-1", "list", "site=01", "salt", 7), 8));
        all.add(words(at("S-1", "list", "site=01", "block", 8), 8));
        all.add(words(at("S-1l", "ist", "site=01", "block", 7), 8));
        assertThat(all).hasSize(8);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 1000})
    void staysBelowItsBound(int bound) {
        KeyedStream stream = KeyedStream.at(SEED, ADDRESS);
        for (int i = 0; i < 500; i++) {
            assertThat(stream.below(bound)).isBetween(0, bound - 1);
        }
    }

    @Test
    void isUniformWithinTheErrorOfItsSample() {
        KeyedStream stream = KeyedStream.at(SEED, ADDRESS);
        int[] counts = new int[6];
        int draws = 60_000;
        for (int i = 0; i < draws; i++) {
            counts[stream.below(6)]++;
        }
        double chiSquare = 0;
        for (int count : counts) {
            chiSquare += Math.pow(count - draws / 6.0, 2) / (draws / 6.0);
        }
        // 0.999 quantile of chi-square with 5 degrees of freedom; the seed is fixed, so this never fails by chance
        assertThat(chiSquare).isLessThan(20.515);
    }

    @Test
    void consumesNothingWhenThereIsNothingToChoose() {
        KeyedStream one = KeyedStream.at(SEED, ADDRESS);
        KeyedStream other = KeyedStream.at(SEED, ADDRESS);
        one.below(1);
        assertThat(one.below(1000)).isEqualTo(other.below(1000));
    }

    @Test
    void refusesABoundWithoutOutcomes() {
        KeyedStream stream = KeyedStream.at(SEED, ADDRESS);
        assertThatIllegalArgumentException().isThrownBy(() -> stream.below(0)).withMessageContaining("not 0");
    }

    @Test
    void keepsTheSeedOutOfText() {
        assertThat(SEED).hasToString("Seed[hidden]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Seed.of(new byte[16]))
                .withMessageContaining("16");
    }

    private static KeyedStream at(String study, String list, String stratum, String purpose, long index) {
        return KeyedStream.at(SEED, new StreamAddress(study, list, stratum, purpose, index));
    }

    private static List<Integer> words(Draws draws, int count) {
        List<Integer> words = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            words.add(draws.below(Integer.MAX_VALUE));
        }
        return words;
    }
}
