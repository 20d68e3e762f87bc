package org.equipoise.ecrf.domain.form;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.equipoise.ecrf.domain.study.CodeList;
import org.equipoise.ecrf.domain.study.Item;
import org.equipoise.ecrf.domain.study.ItemType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ValueReaderTest {
    private static final CodeList CODES =
            new CodeList(List.of(new CodeList.Entry("A", "first"), new CodeList.Entry("B", "second")));

    private static Item item(ItemType type) {
        return new Item(
                "X",
                "label",
                type,
                Optional.empty(),
                type == ItemType.DECIMAL ? OptionalInt.of(1) : OptionalInt.empty(),
                Optional.empty(),
                type.isCoded() ? Optional.of(CODES) : Optional.empty(),
                false,
                Optional.empty(),
                MissingReason.STANDARD,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    static Stream<Arguments> readable() {
        return Stream.of(
                Arguments.of(ItemType.INTEGER, 4, new ItemValue.IntegerValue(4)),
                Arguments.of(ItemType.INTEGER, new BigDecimal("4.0"), new ItemValue.IntegerValue(4)),
                Arguments.of(ItemType.DECIMAL, 70, new ItemValue.DecimalValue(new BigDecimal("70"))),
                Arguments.of(
                        ItemType.DECIMAL, new BigDecimal("70.50"), new ItemValue.DecimalValue(new BigDecimal("70.5"))),
                Arguments.of(ItemType.TEXT, " nausea ", new ItemValue.TextValue(" nausea ")),
                Arguments.of(ItemType.DATE, "2024-02-29", new ItemValue.DateValue(LocalDate.of(2024, 2, 29))),
                Arguments.of(ItemType.TIME, "09:40", new ItemValue.TimeValue(LocalTime.of(9, 40))),
                Arguments.of(
                        ItemType.DATETIME,
                        "2026-03-01T10:40:00+01:00",
                        new ItemValue.DateTimeValue(Instant.parse("2026-03-01T09:40:00Z"), ZoneOffset.ofHours(1))),
                Arguments.of(ItemType.BOOLEAN, false, new ItemValue.BooleanValue(false)),
                Arguments.of(ItemType.CHOICE, "B", new ItemValue.ChoiceValue("B")),
                Arguments.of(ItemType.CHOICES, List.of("B", "A"), new ItemValue.ChoicesValue(List.of("B", "A"))),
                Arguments.of(ItemType.CHOICES, List.of(), new ItemValue.ChoicesValue(List.of())));
    }

    @ParameterizedTest
    @MethodSource("readable")
    void readsWhatTheItemCanHold(ItemType type, Object plain, ItemValue value) {
        assertThat(ValueReader.read(item(type), plain)).contains(value);
    }

    static Stream<Arguments> unreadable() {
        return Stream.of(
                Arguments.of(ItemType.INTEGER, "4"),
                Arguments.of(ItemType.INTEGER, new BigDecimal("4.5")),
                Arguments.of(ItemType.INTEGER, BigInteger.TEN.pow(18)),
                Arguments.of(ItemType.INTEGER, new BigDecimal("1e1000000")),
                Arguments.of(ItemType.INTEGER, true),
                Arguments.of(ItemType.DECIMAL, new BigDecimal("70.55")),
                Arguments.of(ItemType.DECIMAL, Double.NaN),
                Arguments.of(ItemType.DECIMAL, new BigDecimal("1e-1000000")),
                Arguments.of(ItemType.TEXT, "  "),
                Arguments.of(ItemType.TEXT, "x".repeat(ValueReader.LONGEST_TEXT + 1)),
                Arguments.of(ItemType.TEXT, 4),
                Arguments.of(ItemType.DATE, "2025-02-29"),
                Arguments.of(ItemType.DATE, "2026-3-1"),
                Arguments.of(ItemType.DATE, "0026-03-01"),
                Arguments.of(ItemType.TIME, "24:01"),
                Arguments.of(ItemType.TIME, "9:40"),
                Arguments.of(ItemType.DATETIME, "2026-03-01T09:40:00"),
                Arguments.of(ItemType.DATETIME, "2026-02-30T09:40:00Z"),
                Arguments.of(ItemType.BOOLEAN, "true"),
                Arguments.of(ItemType.CHOICE, "C"),
                Arguments.of(ItemType.CHOICE, List.of("A")),
                Arguments.of(ItemType.CHOICES, List.of("A", "A")),
                Arguments.of(ItemType.CHOICES, "A"));
    }

    @ParameterizedTest
    @MethodSource("unreadable")
    void refusesWhatItCannotHold(ItemType type, Object plain) {
        assertThat(ValueReader.read(item(type), plain)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("readable")
    void readsBackWhatItGaveOut(ItemType type, Object plain, ItemValue value) {
        assertThat(ValueReader.read(item(type), value.plain())).contains(value);
    }

    @Test
    void aMissingValueIsNoValue() {
        for (ItemType type : ItemType.values()) {
            assertThat(ValueReader.read(item(type), null)).isEmpty();
        }
    }

    @Test
    void saysWhatItExpects() {
        assertThat(ValueReader.expected(item(ItemType.CHOICE))).isEqualTo("one of A, B");
        assertThat(ValueReader.expected(item(ItemType.DECIMAL))).contains("at most 1 decimal");
    }
}
