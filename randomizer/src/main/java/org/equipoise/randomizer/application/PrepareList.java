package org.equipoise.randomizer.application;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.equipoise.platform.problem.ProblemType;
import org.equipoise.platform.problem.Refusal;
import org.equipoise.randomizer.domain.allocation.Minimization;
import org.equipoise.randomizer.domain.allocation.Objection;
import org.equipoise.randomizer.domain.allocation.SequenceMethod;
import org.equipoise.randomizer.domain.list.AdaptiveList;
import org.equipoise.randomizer.domain.list.Numbering;
import org.equipoise.randomizer.domain.list.RandomizationList;
import org.equipoise.randomizer.domain.list.UploadRules;
import org.equipoise.randomizer.domain.list.UploadedFile;
import org.equipoise.randomizer.domain.plan.RandomizationPlan;
import org.equipoise.randomizer.domain.randomness.Seed;

/** Makes lists and parts of lists, and seals them, away from the threads that serve requests: it can take seconds. */
final class PrepareList {

    private final PlanStore plans;
    private final StudyKeys keys;
    private final SecretSource secrets;

    PrepareList(PlanStore plans, StudyKeys keys, SecretSource secrets) {
        this.plans = plans;
        this.keys = keys;
        this.secrets = secrets;
    }

    /**
     * What to make.
     *
     * @param purpose what the list is for
     * @param file reads the uploaded list; empty if the plan's method makes it
     */
    record Order(ListPurpose purpose, Optional<Supplier<UploadedFile>> file) {

        ListSource source() {
            return file.isPresent() ? ListSource.UPLOADED : ListSource.GENERATED;
        }
    }

    /** A new list with a fresh seed. */
    Uni<SealedList> newList(SealedPlan published, Order order) {
        return sealed(published, sealing -> {
            Numbering numbering = order.purpose() == ListPurpose.TEST ? Numbering.TEST : Numbering.LIVE;
            return seal(
                    published,
                    sealing,
                    order,
                    new Target(secrets.identifier(), 0, numbering, UploadRules.Existing.NOTHING));
        });
    }

    /** A further part of a list, with a fresh seed. */
    Uni<SealedList> part(SealedPlan published, Order order, FilledList list) {
        return sealed(
                published,
                sealing -> seal(
                        published,
                        sealing,
                        order,
                        new Target(
                                list.id(),
                                list.parts(),
                                Numbering.after(list.existing().numbers()),
                                list.existing())));
    }

    /** The plan behind its ciphertext. */
    Uni<RandomizationPlan> open(SealedPlan published) {
        return sealing(published).map(sealing -> plan(published, sealing));
    }

    private record Target(String list, int extension, Numbering numbering, UploadRules.Existing existing) {}

    private Uni<SealedList> sealed(SealedPlan published, Function<Sealing, SealedList> work) {
        return sealing(published)
                .flatMap(sealing -> Uni.createFrom()
                        .item(() -> work.apply(sealing))
                        .runSubscriptionOn(Infrastructure.getDefaultWorkerPool()));
    }

    private Uni<Sealing> sealing(SealedPlan published) {
        String study = published.key().study();
        return plans.studyKey(study).map(key -> new Sealing(keys.cipher(study, key), study));
    }

    private static RandomizationPlan plan(SealedPlan published, Sealing sealing) {
        return PlanText.parse(sealing.openDefinition(published.key().version(), published.definition()));
    }

    private SealedList seal(SealedPlan published, Sealing sealing, Order order, Target target) {
        RandomizationPlan plan = plan(published, sealing);
        Seed seed = secrets.seed();
        RandomizationList.Part part = new RandomizationList.Part(target.list(), seed, target.numbering());
        boolean adaptive = order.file().isEmpty() && plan.method() instanceof Minimization;
        RandomizationList list = order.file()
                .map(file -> uploaded(plan, part, file.get(), target.existing()))
                .orElseGet(() ->
                        adaptive ? adaptive(plan, part, target.extension()) : generated(plan, part, target.existing()));
        ListSource source = adaptive ? ListSource.ADAPTIVE : order.source();
        SealedList.Kind kind = new SealedList.Kind(order.purpose(), source, target.extension());
        return SealedList.seal(published.key(), kind, list, seed, sealing);
    }

    /** A method that looks at earlier subjects prepares no entries, and a list that was uploaded is not continued by it. */
    private static RandomizationList adaptive(RandomizationPlan plan, RandomizationList.Part part, int extension) {
        if (extension > 0) {
            throw methodMakesNoList(plan, "send the new entries as CSV, for the list was uploaded");
        }
        return new RandomizationList(part.list(), List.of(), new AdaptiveList(plan, part).commitment());
    }

    private static Refusal methodMakesNoList(RandomizationPlan plan, String remedy) {
        return Refusal.of(ProblemType.INVALID_PLAN, "The plan's method makes no list in advance.")
                .fix("See 'errors', or publish a plan whose method makes a list.")
                .with(
                        "errors",
                        List.of(new Objection("method.type", plan.method().type(), remedy)));
    }

    private static RandomizationList generated(
            RandomizationPlan plan, RandomizationList.Part part, UploadRules.Existing existing) {
        if (!(plan.method() instanceof SequenceMethod)) {
            throw methodMakesNoList(plan, "upload the list as CSV");
        }
        return RandomizationList.generate(plan, part, existing.entries());
    }

    private static RandomizationList uploaded(
            RandomizationPlan plan, RandomizationList.Part part, UploadedFile file, UploadRules.Existing existing) {
        UploadRules.Verdict verdict = UploadRules.examine(plan, file, existing);
        if (verdict instanceof UploadRules.Verdict.Faulty faulty) {
            throw Refusal.of(
                            ProblemType.INVALID_LIST,
                            "The list has " + faulty.count() + " fault(s). Nothing of it was taken over.")
                    .fix("Correct what 'errors' lists, line by line, and send the whole file again.")
                    .with("errors", faulty.faults())
                    .with("count", faulty.count());
        }
        return RandomizationList.of(plan.study(), part, ((UploadRules.Verdict.Sound) verdict).sequences());
    }
}
