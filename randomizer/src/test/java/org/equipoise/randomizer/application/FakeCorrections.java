package org.equipoise.randomizer.application;

import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Corrections in memory; {@link #answer} overrides what the next one gives. */
class FakeCorrections implements CorrectionStore {

    final List<Correction> rows = new ArrayList<>();
    Outcome answer;

    @Override
    public Uni<Outcome> record(NewCorrection correction, UniqueRequest request, Instant at, Actor actor) {
        if (answer != null) {
            return Uni.createFrom().item(answer);
        }
        Correction made = new Correction(
                correction.subject(),
                correction.stratum().isPresent() ? Correction.STRATUM : Correction.ERROR,
                correction.stratum().map(stratum -> stratum.levels()).orElse(null),
                correction.reason(),
                actor.name(),
                at);
        rows.add(made);
        return Uni.createFrom().item(new Outcome.Stands(made));
    }

    @Override
    public Uni<List<Correction>> of(String study, Collection<String> subjects) {
        return Uni.createFrom()
                .item(rows.stream()
                        .filter(row -> subjects.contains(row.subject()))
                        .toList());
    }
}
