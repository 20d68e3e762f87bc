package org.equipoise.randomizer.domain.allocation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExactNumbersTest {

    @Nested
    class AFraction {

        @ParameterizedTest
        @CsvSource({
            "0.8, 4/5",
            "0.80, 4/5",
            "2/3, 2/3",
            "4/6, 2/3",
            "1, 1",
            "1.0, 1",
            "0, 0",
            ".5, 1/2",
            "0.000001, 1/1000000",
            " 3 / 4 , 3/4",
            "0.123456, 1929/15625"
        })
        void isReadExactly(String text, String fraction) {
            assertThat(Fraction.parse(text)).hasToString("Optional[" + fraction + "]");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "",
                    ".",
                    "1.1",
                    "2",
                    "-0.5",
                    "3/2",
                    "1/0",
                    "0.1234567",
                    "1/2000000",
                    "half",
                    "NaN",
                    "1e-1",
                    "99999999999/3"
                })
        void isNotReadFromAnythingElse(String text) {
            assertThat(Fraction.parse(text)).isEmpty();
        }

        @Test
        void isOrderedByItsValue() {
            assertThat(new Fraction(2, 3)).isGreaterThan(new Fraction(3, 5)).isEqualByComparingTo(new Fraction(4, 6));
            assertThat(new Fraction(2, 3).complement()).isEqualTo(new Fraction(1, 3));
            assertThatIllegalArgumentException().isThrownBy(() -> new Fraction(3, 2));
        }
    }

    @Nested
    class ASumOfRoots {

        @Test
        void isEqualExactlyWhenItsValueIs() {
            // √8 + √2 = 3√2 = √18, which floating point does not say
            assertThat(RootSum.root(8, 1).plus(RootSum.root(2, 1))).isEqualByComparingTo(RootSum.root(18, 1));
            assertThat(RootSum.root(49, 3)).isEqualByComparingTo(RootSum.whole(21));
            assertThat(RootSum.root(0, 5)).isEqualByComparingTo(RootSum.whole(0));
        }

        @Test
        void isComparedEvenWhereFloatingPointCannot() {
            // 1351² − 3·780² = 1, so 1351 − 780√3 is about 3.7e−4; its eighth power's convergent differs by 1e−13
            RootSum left = RootSum.whole(708_158_977L);
            RootSum right = RootSum.root(3, 408_855_776L);
            assertThat(left).isGreaterThan(right);
            assertThat(right).isLessThan(left);
        }

        @Test
        void isOrderedByItsValue() {
            assertThat(RootSum.root(2, 1).plus(RootSum.root(3, 1)))
                    .isGreaterThan(RootSum.whole(3))
                    .isLessThan(RootSum.whole(4));
        }
    }
}
