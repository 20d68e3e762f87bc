package org.equipoise.randomizer.domain.list;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NumbersTest {

    private static final byte[] KEY = "a key of thirty-two bytes, fixed".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] OTHER = "another key of 32 bytes as fixed".getBytes(StandardCharsets.US_ASCII);

    @Nested
    class APermutation {

        @ParameterizedTest
        @ValueSource(ints = {2, 3, 10, 255, 256, 257, 5000})
        void reachesEveryNumberOnce(int size) {
            KeyedPermutation permutation = new KeyedPermutation(KEY, size);
            assertThat(IntStream.range(0, size).map(permutation::apply).sorted().toArray())
                    .isEqualTo(IntStream.range(0, size).toArray());
        }

        @Test
        void dependsOnItsKey() {
            assertThat(first(new KeyedPermutation(KEY, 1_000_000)))
                    .isNotEqualTo(first(new KeyedPermutation(OTHER, 1_000_000)));
        }

        @Test
        void leavesNoTraceOfTheOrder() {
            List<Integer> images = first(new KeyedPermutation(KEY, 1_000_000));
            long ascents = IntStream.range(1, images.size())
                    .filter(i -> images.get(i) > images.get(i - 1))
                    .count();
            // of 1,999 neighbours about half ascend, with standard deviation sqrt(2001/12) = 12.9; fixed key, fixed
            // result
            assertThat(ascents).isBetween(935L, 1065L);
        }

        @Test
        void refusesWhatIsOutOfRange() {
            KeyedPermutation permutation = new KeyedPermutation(KEY, 10);
            assertThatIllegalArgumentException().isThrownBy(() -> permutation.apply(10));
            assertThatIllegalArgumentException().isThrownBy(() -> permutation.apply(-1));
            assertThatIllegalArgumentException().isThrownBy(() -> new KeyedPermutation(KEY, 1));
            assertThatIllegalArgumentException().isThrownBy(() -> new KeyedPermutation(new byte[8], 10));
        }

        private List<Integer> first(KeyedPermutation permutation) {
            return IntStream.range(0, 2000).map(permutation::apply).boxed().toList();
        }
    }

    @Nested
    class ACheckDigit {

        /** The example of Damm's dissertation: 572 has the check digit 4. */
        @Test
        void ofTheKnownExample() {
            assertThat(CheckDigit.append("572")).isEqualTo("5724");
            assertThat(CheckDigit.holds("5724")).isTrue();
        }

        @Test
        void findsEveryWrongDigit() {
            for (int number = 0; number < 1_000_000; number += 4_999) {
                String good = CheckDigit.append(String.format(Locale.ROOT, "%06d", number));
                for (int place = 0; place < good.length(); place++) {
                    for (char digit = '0'; digit <= '9'; digit++) {
                        String bad = good.substring(0, place) + digit + good.substring(place + 1);
                        assertThat(CheckDigit.holds(bad)).isEqualTo(bad.equals(good));
                    }
                }
            }
        }

        @Test
        void findsEveryExchangeOfNeighbours() {
            for (int number = 0; number < 1_000_000; number += 997) {
                String good = CheckDigit.append(String.format(Locale.ROOT, "%06d", number));
                for (int place = 1; place < good.length(); place++) {
                    String bad = good.substring(0, place - 1)
                            + good.charAt(place)
                            + good.charAt(place - 1)
                            + good.substring(place + 1);
                    assertThat(CheckDigit.holds(bad)).isEqualTo(bad.equals(good));
                }
            }
        }

        @Test
        void takesDigitsOnly() {
            assertThatIllegalArgumentException().isThrownBy(() -> CheckDigit.append("12a"));
            assertThatIllegalArgumentException().isThrownBy(() -> CheckDigit.append(""));
        }
    }

    @Test
    void aSeriesHasALetterSixDigitsAndACheckDigit() {
        NumberSeries series = new NumberSeries("R", KEY);
        assertThat(IntStream.range(0, 300).mapToObj(series::number))
                .doesNotHaveDuplicates()
                .allSatisfy(number -> {
                    assertThat(number).matches("R\\d{7}");
                    assertThat(CheckDigit.holds(number.substring(1))).isTrue();
                });
    }
}
