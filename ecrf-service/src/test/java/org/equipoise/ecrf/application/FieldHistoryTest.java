package org.equipoise.ecrf.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;
import static org.equipoise.ecrf.Examples.INFUSION_START;
import static org.equipoise.ecrf.application.TrialSite.STUDY;
import static org.equipoise.ecrf.application.TrialSite.SUBJECT;
import static org.equipoise.ecrf.application.TrialSite.everybody;
import static org.equipoise.ecrf.application.TrialSite.investigator;
import static org.equipoise.ecrf.application.TrialSite.rater;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.equipoise.ecrf.domain.form.Answer;
import org.equipoise.ecrf.domain.form.FieldHistory;
import org.equipoise.ecrf.domain.form.FormContent;
import org.equipoise.ecrf.domain.form.FormInstance;
import org.equipoise.ecrf.domain.form.Revision;
import org.equipoise.platform.problem.ProblemType;
import org.equipoise.platform.problem.Refusal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FieldHistoryTest {
    private static final Instant H24 = INFUSION_START.plus(Duration.ofHours(24));
    private static final FormInstance VITALS = new FormInstance("H24", "VITALS", 1);
    private static final List<String> ITEMS = List.of("SYSTOLIC", "DIASTOLIC", "WEIGHT", "HEIGHT");

    private final TrialSite site = new TrialSite();
    private final ReadForm readForm = new ReadForm(site.studies, site.subjects, site.revisions);

    private void save(int expected, Map<String, Object> values, Map<String, String> missing, Instant at) {
        site.saveForm.save(
                investigator(),
                new SaveCommand(
                        STUDY,
                        SUBJECT,
                        VITALS,
                        expected,
                        Optional.empty(),
                        new EntryData(
                                values, missing, at, Optional.empty(), Optional.of("edit " + expected), Map.of())));
    }

    private List<Revision> revisions() {
        return readForm.history(everybody(), STUDY, SUBJECT, VITALS).stream()
                .map(FormView::revision)
                .toList();
    }

    private void editAtRandom(long seed, int edits) {
        Random random = new Random(seed);
        for (int edit = 0; edit < edits; edit++) {
            Map<String, Object> values = new HashMap<>();
            Map<String, String> missing = new HashMap<>();
            values.put("SYSTOLIC", 100 + random.nextInt(3));
            values.put("DIASTOLIC", 60 + random.nextInt(3));
            for (String item : List.of("WEIGHT", "HEIGHT")) {
                int kind = random.nextInt(4);
                if (kind < 2) {
                    values.put(item, item.equals("WEIGHT") ? 70 + kind : 1.7 + kind / 10.0);
                } else if (kind == 2) {
                    missing.put(item, random.nextBoolean() ? "unknown" : "refused");
                }
            }
            site.clock.set(site.clock.instant().plusSeconds(60));
            save(edit, values, missing, H24.plusSeconds(60L * random.nextInt(2)));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 20260302})
    void whatEveryPlaceSaysIsTheFoldOfItsHistory(long seed) {
        editAtRandom(seed, 25);
        List<Revision> revisions = revisions();
        Set<String> places = new TreeSet<>(ITEMS);
        revisions.forEach(revision -> places.addAll(Answer.places(revision.content())));

        assertThat(places).contains("BMI", "occurredAt");
        for (String place : places) {
            List<FieldHistory.Change> history = readForm.changes(everybody(), STUDY, SUBJECT, VITALS, place);
            for (Revision revision : revisions) {
                Answer folded = history.stream()
                        .filter(change -> change.revision() <= revision.number())
                        .reduce((before, after) -> after)
                        .map(FieldHistory.Change::after)
                        .orElse(Answer.NONE);
                assertThat(folded)
                        .as(place + " in " + revision.number())
                        .isEqualTo(Answer.at(place, revision.content()));
            }
            Answer before = Answer.NONE;
            for (FieldHistory.Change change : history) {
                assertThat(change.before()).isEqualTo(before).isNotEqualTo(change.after());
                before = change.after();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {4, 5})
    void aDifferenceLeadsFromTheOneStateToTheOther(long seed) {
        editAtRandom(seed, 12);
        List<Revision> revisions = revisions();

        for (int from = 0; from <= revisions.size(); from++) {
            for (int to = Math.max(1, from); to <= revisions.size(); to++) {
                ReadForm.Span span = new ReadForm.Span(Optional.of(from), Optional.of(to));
                Map<String, Answer> state = state(from == 0 ? Optional.empty() : Optional.of(revisions.get(from - 1)));
                readForm.differences(everybody(), STUDY, SUBJECT, VITALS, span).forEach(change -> {
                    assertThat(state.getOrDefault(change.place(), Answer.NONE)).isEqualTo(change.before());
                    state.put(change.place(), change.after());
                });
                state.values().removeIf(Answer.NONE::equals);
                assertThat(state).isEqualTo(state(Optional.of(revisions.get(to - 1))));
            }
        }
    }

    private static Map<String, Answer> state(Optional<Revision> revision) {
        Map<String, Answer> state = new TreeMap<>();
        revision.map(Revision::content).ifPresent(content -> places(content, state));
        return state;
    }

    private static void places(FormContent content, Map<String, Answer> state) {
        new ArrayList<>(Answer.places(content)).forEach(place -> state.put(place, Answer.at(place, content)));
    }

    @Test
    void aChangeSaysWhoWhenAndWhy() {
        save(0, Map.of("SYSTOLIC", 120, "DIASTOLIC", 80), Map.of(), H24);
        save(1, Map.of("SYSTOLIC", 120, "DIASTOLIC", 85), Map.of(), H24);
        save(2, Map.of("SYSTOLIC", 121, "DIASTOLIC", 85), Map.of(), H24);

        assertThat(readForm.changes(everybody(), STUDY, SUBJECT, VITALS, "SYSTOLIC"))
                .extracting(
                        FieldHistory.Change::revision,
                        change -> PlainAnswer.of(change.before()),
                        change -> PlainAnswer.of(change.after()),
                        change -> change.by().name(),
                        FieldHistory.Change::reason)
                .containsExactly(
                        tuple(1, Map.of(), Map.of("value", 120L), "ivan", Optional.empty()),
                        tuple(3, Map.of("value", 120L), Map.of("value", 121L), "ivan", Optional.of("edit 2")));
        assertThat(readForm.changes(everybody(), STUDY, SUBJECT, VITALS, "WEIGHT"))
                .isEmpty();
    }

    @Test
    void anUnknownItemAndAnUnknownRevisionAreNamed() {
        save(0, Map.of("SYSTOLIC", 120, "DIASTOLIC", 80), Map.of(), H24);

        Refusal item = catchThrowableOfType(
                Refusal.class, () -> readForm.changes(everybody(), STUDY, SUBJECT, VITALS, "PULSE"));
        assertThat(item.getMessage()).contains("PULSE").contains("VITALS");
        Refusal revision = catchThrowableOfType(
                Refusal.class,
                () -> readForm.differences(
                        everybody(), STUDY, SUBJECT, VITALS, new ReadForm.Span(Optional.of(1), Optional.of(2))));
        assertThat(revision.type()).isEqualTo(ProblemType.INVALID_VALUE);
        assertThat(revision.getMessage()).contains("revisions 1 to 1");
    }

    @Test
    void whoMayNotSeeTheFormSeesNoHistory() {
        site.enter("PLUS40", "CADSS", INFUSION_START.plusSeconds(2400), Map.of("SCORE", 4));
        FormInstance cadss = new FormInstance("PLUS40", "CADSS", 1);

        assertThat(catchThrowableOfType(Refusal.class, () -> readForm.changes(rater(), STUDY, SUBJECT, cadss, "SCORE"))
                        .type())
                .isEqualTo(ProblemType.NOT_FOUND);
    }
}
