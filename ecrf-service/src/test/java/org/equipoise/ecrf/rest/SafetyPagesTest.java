package org.equipoise.ecrf.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.equipoise.ecrf.application.ReadSafety;
import org.equipoise.platform.problem.ProblemType;
import org.equipoise.platform.problem.Refusal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pages of a listing in which a subject has none, one or many entries. */
class SafetyPagesTest {
    private static final List<ReadSafety.Of<String>> ALL = Stream.of(
                    "01-001 a", "01-001 b", "01-001 c", "01-001 d", "01-001 e", "01-003 f", "02-001 g", "02-001 h")
            .map(entry -> new ReadSafety.Of<>(entry.substring(0, 6), entry.substring(0, 2), entry))
            .toList();

    private static SafetyResource.Selection selection(Optional<String> after, int limit) {
        SafetyResource.Selection selection = new SafetyResource.Selection();
        selection.after = after.orElse(null);
        selection.limit = limit;
        return selection;
    }

    /** What the listing gives from a subject on. */
    private static Stream<ReadSafety.Of<String>> from(Optional<String> subject) {
        return ALL.stream()
                .filter(entry ->
                        subject.map(id -> entry.subject().compareTo(id) >= 0).orElse(true));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 7, 8, 9})
    void tellEachEntryOnce(int limit) {
        List<String> told = new ArrayList<>();
        Optional<String> after = Optional.empty();
        do {
            SafetyResource.Selection selection = selection(after, limit);
            var page = selection.page(from(selection.among().from()));
            assertThat(page.items()).isNotEmpty().hasSizeLessThanOrEqualTo(limit);
            told.addAll(page.items());
            after = Optional.ofNullable(page.next());
        } while (after.isPresent());

        assertThat(told)
                .containsExactlyElementsOf(ALL.stream().map(ReadSafety.Of::what).toList());
    }

    @ParameterizedTest
    @ValueSource(strings = {"7", "01-001", "01-001:x", ":3"})
    void refuseAPlaceThatNoPageGave(String after) {
        Refusal refusal = catchThrowableOfType(
                Refusal.class, () -> selection(Optional.of(after), 2).among());

        assertThat(refusal.type()).isEqualTo(ProblemType.INVALID_VALUE);
    }

    @Test
    void areEmptyIfNothingIsFound() {
        var page = selection(Optional.empty(), 2).page(Stream.<ReadSafety.Of<String>>empty());

        assertThat(page.items()).isEmpty();
        assertThat(page.next()).isNull();
    }
}
