package org.equipoise.stats.domain.tables;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.equipoise.stats.domain.Outcome;
import org.equipoise.stats.domain.analysis.PlannedAnalyses;
import org.equipoise.stats.domain.analysis.StudyRecords.FormRecord;
import org.equipoise.stats.domain.blinding.BlindingAssessment;
import org.equipoise.stats.domain.blinding.BlindingIndex;
import org.equipoise.stats.domain.blinding.Guesses;
import org.equipoise.stats.domain.findings.BlindingFinding;
import org.equipoise.stats.domain.findings.Heading;
import org.equipoise.stats.domain.findings.SectionOutcome;

/** Guesses of the arm by one kind of guesser at one visit: James' index of the trial and Bang's of each arm. */
final class BlindingSection {

    private final Trial trial;

    BlindingSection(Trial trial) {
        this.trial = trial;
    }

    BlindingFinding finding(PlannedAnalyses.Guess planned, String visit) {
        List<Guesses> guesses = Trial.LABELS.stream()
                .map(label -> guesses(label, planned, visit))
                .toList();
        Outcome<BlindingIndex> james = new BlindingAssessment(guesses.get(0), guesses.get(1)).james(Trial.LEVEL);
        return new BlindingFinding(
                new Heading(
                        planned.id() + "_" + visit,
                        planned.label() + ", " + visit,
                        "All randomized subjects with an answer",
                        "James' index of the whole trial and Bang's index of each arm, with normal intervals."),
                SectionOutcome.of(james),
                planned.guesser(),
                visit,
                List.of(arm(Trial.LABELS.get(0), guesses.get(0)), arm(Trial.LABELS.get(1), guesses.get(1))),
                james.map(BlindingSection::index).value().orElse(null));
    }

    private static BlindingFinding.ArmGuesses arm(String label, Guesses guesses) {
        return new BlindingFinding.ArmGuesses(
                label,
                guesses.correct(),
                guesses.wrong(),
                guesses.unsure(),
                guesses.bang(Trial.LEVEL).map(BlindingSection::index).value().orElse(null));
    }

    private static BlindingFinding.Index index(BlindingIndex index) {
        return new BlindingFinding.Index(
                index.estimate(), index.interval().lower(), index.interval().upper());
    }

    private Guesses guesses(String label, PlannedAnalyses.Guess planned, String visit) {
        int right = 0;
        int wrong = 0;
        int unknown = 0;
        for (Trial.Enrolled one : trial.arm(label)) {
            Optional<String> guess = FormValues.of(one.subject(), planned.form())
                    .filter(form -> form.event().equals(visit)
                            && FormValues.text(form, planned.item()).isPresent())
                    .min(Comparator.comparingInt(FormRecord::repeat))
                    .flatMap(form -> FormValues.text(form, planned.item()));
            String own = one.experimental() ? planned.experimental() : planned.control();
            String other = one.experimental() ? planned.control() : planned.experimental();
            right += guess.filter(own::equals).isPresent() ? 1 : 0;
            wrong += guess.filter(other::equals).isPresent() ? 1 : 0;
            unknown += guess.filter(planned.unknown()::equals).isPresent() ? 1 : 0;
        }
        return new Guesses(right, wrong, unknown);
    }
}
