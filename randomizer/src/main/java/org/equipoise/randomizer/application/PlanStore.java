package org.equipoise.randomizer.application;

import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.Optional;

/** Port to the plans and lists. */
public interface PlanStore {

    /** The study's wrapped key; if it has none, the offered one becomes it. */
    Uni<String> ensureStudyKey(String study, String offered, Instant at);

    /** The wrapped key of a study that has published a plan. */
    Uni<String> studyKey(String study);

    /** Adds a plan, unless its version is there already. */
    Uni<Publication> publish(SealedPlan plan, Instant at, Actor actor);

    /** A published plan. */
    Uni<Optional<SealedPlan>> find(String study, String version);

    /** What may be known about the study's plan: the active one, else the one published last. */
    Uni<Optional<PlanStatus>> status(String study);

    /** The list from which subjects are allocated. */
    Uni<Optional<ActiveList>> active(String study);

    /** What every allocation needs of the plan in force, else of the plan published last. */
    Uni<Optional<SealedPlan.Terms>> termsInForce(String study);

    /** Stores a list and makes it the active one, unless there is one. */
    Uni<Activation> activate(SealedList list, UniqueRequest request, Instant at, Actor actor);

    /** The study's last test list. */
    Uni<Optional<ActiveList>> testList(String study);

    /** What a list has. */
    Uni<FilledList> filled(String list);

    /** Whether the same request was carried out before. */
    Uni<Boolean> isKnown(String study, UniqueRequest request);

    /** Adds a part to the live list, unless another one was added since it was prepared. */
    Uni<ListExtension> extend(SealedList part, UniqueRequest request, Instant at, Actor actor);

    /** What became of a publication. */
    enum Publication {
        PUBLISHED,
        SAME_CONTENT,
        OTHER_CONTENT
    }
}
