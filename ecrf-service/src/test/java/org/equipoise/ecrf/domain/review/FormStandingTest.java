package org.equipoise.ecrf.domain.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.equipoise.ecrf.Examples.INFUSION_START;
import static org.equipoise.ecrf.Examples.content;
import static org.equipoise.ecrf.Examples.number;
import static org.equipoise.ecrf.Examples.revision;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.equipoise.ecrf.ExampleStudy;
import org.equipoise.ecrf.Examples;
import org.equipoise.ecrf.domain.form.FormInstance;
import org.equipoise.ecrf.domain.form.Revision;
import org.junit.jupiter.api.Test;

class FormStandingTest {
    private static final FormInstance MADRS = Examples.first("H24", "MADRS");

    private final List<Revision> revisions = new ArrayList<>();
    private final List<Mark> marks = new ArrayList<>();

    private void save(long first, long second) {
        revisions.add(revision(
                MADRS,
                revisions.size() + 1,
                content(INFUSION_START, Map.of("M1", number(first), "M2", number(second)))));
    }

    private void mark(MarkAction action, String... items) {
        marks.add(new Mark(
                ExampleStudy.STUDY,
                Target.form("01", "01-001", MADRS),
                marks.size() + 1,
                action,
                new Mark.Statement(revisions.size(), "hash-" + revisions.size(), List.of(items), Optional.empty()),
                Examples.RITA,
                INFUSION_START,
                "key-" + marks.size()));
    }

    private FormStanding standing() {
        return FormStanding.of(revisions, "hash-" + revisions.size(), marks, Set.of("somebody-else"));
    }

    @Test
    void nothingIsVouchedForAtFirst() {
        save(1, 2);

        assertThat(standing())
                .isEqualTo(new FormStanding(
                        Closure.OPEN, ItemClosures.NONE, Set.of(), Set.of("M1", "M2"), false, List.of()));
    }

    @Test
    void anItemStaysVerifiedAsLongAsItSaysTheSame() {
        save(1, 2);
        mark(MarkAction.VERIFY, "M1", "M2");
        save(1, 3);

        assertThat(standing().verified()).containsExactly("M1");
        assertThat(standing().unverified()).containsExactly("M2");
    }

    @Test
    void anAnswerThatIsRemovedIsNoLongerAsItWasVerified() {
        save(1, 2);
        mark(MarkAction.VERIFY, "M1", "M2");
        revisions.add(revision(MADRS, 2, content(INFUSION_START, Map.of("M1", number(1)))));

        assertThat(standing().verified()).containsExactly("M1");
        assertThat(standing().unverified()).containsExactly("M2");

        mark(MarkAction.VERIFY, "M2");
        assertThat(standing().unverified()).isEmpty();
    }

    @Test
    void whatWasVerifiedWasVerifiedOfItsTime() {
        save(1, 2);
        mark(MarkAction.VERIFY, "M1", "M2");
        revisions.add(
                revision(MADRS, 2, content(INFUSION_START.minusSeconds(1), Map.of("M1", number(1), "M2", number(2)))));

        assertThat(standing().verified()).isEmpty();
        assertThat(standing().unverified()).containsExactlyInAnyOrder("M1", "M2");
    }

    @Test
    void aValueThatComesBackIsTheOneThatWasVerified() {
        save(1, 2);
        mark(MarkAction.VERIFY, "M2");
        save(1, 3);
        save(1, 2);

        assertThat(standing().verified()).containsExactly("M2");
    }

    @Test
    void anyChangeMakesASignatureInvalidAndAReviewOutdated() {
        save(1, 2);
        mark(MarkAction.REVIEW);
        mark(MarkAction.SIGN);
        assertThat(standing().reviewed()).isTrue();
        assertThat(standing().signed()).isTrue();

        save(1, 3);

        assertThat(standing().reviewed()).isFalse();
        assertThat(standing().signed()).isFalse();
        assertThat(standing().signatures())
                .extracting(FormStanding.Signature::valid)
                .containsExactly(false);
    }

    @Test
    void aSignatureOfWhoIsNotIndependentDoesNotCount() {
        save(1, 2);
        mark(MarkAction.SIGN);

        FormStanding standing = FormStanding.of(revisions, "hash-1", marks, Set.of(Examples.RITA.id()));

        assertThat(standing.signed()).isFalse();
        assertThat(standing.signatures().get(0).unchanged()).isTrue();
    }
}
