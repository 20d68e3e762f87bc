package org.equipoise.ecrf.domain.form;

import static org.assertj.core.api.Assertions.assertThat;
import static org.equipoise.ecrf.Examples.INFUSION_START;
import static org.equipoise.ecrf.Examples.content;
import static org.equipoise.ecrf.Examples.first;
import static org.equipoise.ecrf.Examples.number;
import static org.equipoise.ecrf.Examples.revision;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.equipoise.ecrf.domain.study.ItemPath;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class CasebookTest {
    private static final FormInstance MADRS = first("H24", "MADRS");

    @Test
    void theHighestRevisionIsThePresentState() {
        Casebook casebook = Casebook.of(List.of(
                revision(MADRS, 2, content(INFUSION_START, Map.of("M1", number(2)))),
                revision(MADRS, 1, content(INFUSION_START, Map.of("M1", number(1), "M2", number(5))))));

        assertThat(casebook.value(new ItemPath("H24", "MADRS", "M1"))).contains(number(2));
        assertThat(casebook.value(new ItemPath("H24", "MADRS", "M2"))).isEmpty();
    }

    @Test
    void aPathMeansTheFirstRepeat() {
        Casebook casebook = Casebook.of(List.of(
                revision(new FormInstance("COMMON", "AE", 2), 1, content(INFUSION_START, Map.of("X", number(2))))));

        assertThat(casebook.value(new ItemPath("COMMON", "AE", "X"))).isEmpty();
    }

    @Test
    void oneMoreSaveChangesNothingInTheOldState() {
        Casebook before = Casebook.of(List.of());
        Casebook after = before.with(MADRS, content(INFUSION_START, Map.of("M1", number(3))));

        assertThat(before.content(MADRS)).isEmpty();
        assertThat(after.content(MADRS)).isPresent();
    }

    /** state = fold(history): whatever was edited in whatever order, and in whatever order it is read back. */
    @RepeatedTest(50)
    void theStateIsTheFoldOfTheHistory(RepetitionInfo seed) {
        Random random = new Random(seed.getCurrentRepetition());
        List<FormInstance> forms =
                List.of(first("H24", "MADRS"), first("H24", "VITALS"), new FormInstance("COMMON", "AE", 2));
        Map<FormInstance, FormContent> expected = new HashMap<>();
        Map<FormInstance, Integer> numbers = new HashMap<>();
        List<Revision> history = new ArrayList<>();
        for (int edit = 0; edit < 60; edit++) {
            FormInstance form = forms.get(random.nextInt(forms.size()));
            FormContent content = content(
                    INFUSION_START.plusSeconds(random.nextInt(10_000)),
                    Map.of("M" + random.nextInt(3), number(random.nextInt(100))));
            history.add(revision(form, numbers.merge(form, 1, Integer::sum), content));
            expected.put(form, content);
        }
        Collections.shuffle(history, random);

        Casebook casebook = Casebook.of(history);

        assertThat(casebook.entered()).containsExactlyInAnyOrderElementsOf(expected.keySet());
        expected.forEach((form, content) -> assertThat(casebook.content(form)).contains(content));
    }
}
