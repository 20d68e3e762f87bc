package org.equipoise.ecrf.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Optional;
import org.equipoise.ecrf.domain.form.Author;
import org.equipoise.platform.problem.ProblemType;
import org.equipoise.platform.problem.Refusal;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ListVersionsTest {
    private static final Instant MAY = Instant.parse("2026-05-01T08:00:00Z");

    private final MemoryStudies store = new MemoryStudies();
    private final ListVersions versions = new ListVersions(store);

    @BeforeEach
    void publishThree() {
        publish("KET-TRD-01", "1.0", 0);
        publish("OTHER-01", "7", 1);
        publish("KET-TRD-01", "1.1", 2);
        publish("KET-TRD-01", "2.0", 3);
    }

    private void publish(String study, String version, int days) {
        Author author = new Author("id", "ada.administrator");
        store.insert(
                new PublishedStudy(study, version, "{}", "hash of " + version, MAY.plusSeconds(days * 86_400L), author),
                store.all(study).size());
    }

    private PageOf<StudyVersion> list(Optional<String> after, int limit) {
        return versions.list("KET-TRD-01", new Page(after, limit));
    }

    @Test
    void theVersionInForceComesFirst() {
        assertThat(list(Optional.empty(), 50).items())
                .extracting(StudyVersion::version)
                .containsExactly("2.0", "1.1", "1.0");
    }

    @Test
    void eachSaysWhenAndByWhomItWasPublished() {
        assertThat(list(Optional.empty(), 1).items().get(0))
                .isEqualTo(new StudyVersion(
                        "2.0", "hash of 2.0", MAY.plusSeconds(3 * 86_400L), new Author("id", "ada.administrator")));
    }

    @Test
    void pagesFollowOnEachOther() {
        PageOf<StudyVersion> first = list(Optional.empty(), 2);
        PageOf<StudyVersion> second = list(first.next(), 2);

        assertThat(first.next()).contains("1.1");
        assertThat(second.items()).extracting(StudyVersion::version).containsExactly("1.0");
        assertThat(second.next()).isEmpty();
    }

    @Test
    void nothingFollowsOnTheFirstVersion() {
        assertThat(list(Optional.of("1.0"), 2).items()).isEmpty();
    }

    @Test
    void aStudyThatWasNeverPublishedIsNotFound() {
        assertThatThrownBy(() -> versions.list("NONE-01", new Page(Optional.empty(), 2)))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.type()).isEqualTo(ProblemType.NOT_FOUND));
    }

    @Test
    void aVersionOfAnotherStudyIsNoPlaceToContinue() {
        assertThatThrownBy(() -> list(Optional.of("7"), 2))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.type()).isEqualTo(ProblemType.INVALID_VALUE))
                .hasMessageContaining("7");
    }
}
