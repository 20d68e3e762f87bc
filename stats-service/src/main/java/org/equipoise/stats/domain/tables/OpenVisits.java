package org.equipoise.stats.domain.tables;

import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import org.equipoise.stats.domain.analysis.KeySecondary;
import org.equipoise.stats.domain.analysis.PlannedAnalyses;

/**
 * How many subjects a key secondary hypothesis still waits for: randomized, not left, without a record of its form at its visit.
 * A time to an event waits for the last visit at which anybody has its form.
 */
final class OpenVisits {

    private final Trial trial;
    private final PlannedAnalyses analyses;

    OpenVisits(Trial trial) {
        this.trial = trial;
        this.analyses = trial.plan().analyses();
    }

    /** A form at a visit. */
    private record Place(String form, String visit) {}

    int of(KeySecondary hypothesis) {
        return place(hypothesis)
                .map(place -> (int) Trial.LABELS.stream()
                        .flatMap(label -> trial.arm(label).stream())
                        .filter(one -> !has(one, place))
                        .filter(one -> !MissingnessSection.left(trial.plan(), one.subject()))
                        .count())
                .orElse(0);
    }

    private Optional<Place> place(KeySecondary hypothesis) {
        return Stream.of(
                        analyses.longitudinal().stream()
                                .filter(endpoint -> endpoint.id().equals(hypothesis.of()))
                                .map(endpoint -> new Place(endpoint.form(), hypothesis.visit())),
                        analyses.responders().stream()
                                .filter(endpoint -> endpoint.id().equals(hypothesis.of()))
                                .map(endpoint -> new Place(endpoint.form(), endpoint.visit())),
                        analyses.timeToEvent().stream()
                                .filter(endpoint -> endpoint.id().equals(hypothesis.of()))
                                .flatMap(endpoint -> last(endpoint.form()).stream()))
                .flatMap(places -> places)
                .findFirst();
    }

    private Optional<Place> last(String form) {
        return analyses.data().visits().stream()
                .sorted(Comparator.comparing((PlannedAnalyses.Visit visit) -> Duration.parse(visit.at()))
                        .reversed())
                .map(visit -> new Place(form, visit.event()))
                .filter(place -> Trial.LABELS.stream()
                        .flatMap(label -> trial.arm(label).stream())
                        .anyMatch(one -> has(one, place)))
                .findFirst();
    }

    private static boolean has(Trial.Enrolled one, Place place) {
        return FormValues.of(one.subject(), place.form())
                .anyMatch(form -> form.event().equals(place.visit()));
    }
}
