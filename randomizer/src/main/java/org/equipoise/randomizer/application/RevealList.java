package org.equipoise.randomizer.application;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.equipoise.platform.problem.Refusal;
import org.equipoise.randomizer.application.RevelationStore.SealedEntry;
import org.equipoise.randomizer.application.RevelationStore.SealedRevelation;
import org.equipoise.randomizer.application.RevelationStore.SealedSeed;
import org.equipoise.randomizer.domain.allocation.Minimization;
import org.equipoise.randomizer.domain.list.Numbering;
import org.equipoise.randomizer.domain.list.RandomizationList;
import org.equipoise.randomizer.domain.plan.RandomizationPlan;

/**
 * Once two persons have unblinded the study, an unblinded statistician reveals the whole live list with its salts, so that anyone can check it against the published
 * roots and the receipts. The register has the entry before the answer leaves the database.
 */
@ApplicationScoped
public class RevealList {

    private static final String FORMAT = "org.equipoise.revealed-list/1";

    private final PlanStore plans;
    private final RevelationStore store;
    private final StudyUnblindingStore unblindings;
    private final StudyKeys keys;
    private final Clock clock;

    public RevealList(
            PlanStore plans, RevelationStore store, StudyUnblindingStore unblindings, StudyKeys keys, Clock clock) {
        this.plans = plans;
        this.store = store;
        this.unblindings = unblindings;
        this.keys = keys;
        this.clock = clock;
    }

    /**
     * A revealed list.
     *
     * @param format the name of this format
     * @param study the study
     * @param list the list's identifier
     * @param parts the parts in their order
     * @param replay what makes the entries again; null unless the method looked at earlier subjects
     */
    public record RevealedList(
            @Schema(description = "The name of this format") String format,
            @Schema(description = "The study") String study,
            @Schema(description = "The list's identifier") String list,

            @Schema(description = "The parts in their order")
            List<RevealedPart> parts,

            @Schema(
                    description =
                            "What makes the entries again; null unless the method looked at earlier subjects, whose"
                                    + " entries stand in the order of allocation")
            Replay replay) {}

    /**
     * A part of a revealed list.
     *
     * @param extension the part's number
     * @param version the version of the plan from which it was made
     * @param merkleRoot the commitment that was published
     * @param entries the entries in the order of the leaves
     */
    public record RevealedPart(
            @Schema(description = "0 for what was activated first, one more for each amendment")
            int extension,

            @Schema(description = "The version of the plan from which it was made")
            String version,

            @Schema(description = "The commitment that was published")
            String merkleRoot,

            @Schema(description = "The entries in the order of the leaves")
            List<RevealedEntry> entries) {}

    /**
     * An entry of a revealed list.
     *
     * @param stratum the stratum's key
     * @param position its place in the stratum
     * @param randomizationNumber the allocation's number
     * @param kit the number on the medication
     * @param arm the code of the arm
     * @param salt 32 bytes as hexadecimal digits
     * @param leaf the leaf hash
     */
    public record RevealedEntry(
            @Schema(description = "The stratum's key") String stratum,

            @Schema(description = "Its place in the stratum; with an adaptive method, in the study")
            int position,

            @Schema(description = "The allocation's number") String randomizationNumber,

            @Schema(description = "The number on the medication")
            String kit,

            @Schema(description = "The code of the arm") String arm,

            @Schema(description = "32 bytes as hexadecimal digits")
            String salt,

            @Schema(description = "The leaf hash") String leaf) {

        /** An entry must not reach a log with its arm. */
        @Override
        public String toString() {
            return "RevealedEntry[" + stratum + " " + position + "]";
        }
    }

    /**
     * Reveals the live list.
     *
     * @throws Refusal {@code invalid-value} without a reason; {@code state-conflict} unless two persons unblinded the
     *     study; {@code plan-not-active} without a live list
     */
    public Uni<RevealedList> reveal(String study, String reason, Actor actor) {
        if (reason == null || reason.isBlank() || reason.length() > 1000) {
            throw Refusals.invalid(
                    "The query parameter 'reason' is missing or longer than 1000 characters.",
                    "Say why the list is revealed; the unblinding register keeps it.");
        }
        return Uncancelled.run(unblindings
                .find(study)
                .map(found -> found.filter(StudyUnblinding::isApproved).orElseThrow(() -> Refusals.stillBlinded(study)))
                .flatMap(approved -> plans.status(study))
                .map(status ->
                        status.filter(found -> found.list() != null).orElseThrow(() -> Refusals.noActivePlan(study)))
                .flatMap(status -> book(status)
                        .flatMap(book -> store.reveal(study, reason, Times.now(clock), actor)
                                .emitOn(Infrastructure.getDefaultWorkerPool())
                                .map(hidden -> new Opening(status, book, hidden).list()))));
    }

    private Uni<Book> book(PlanStatus status) {
        String study = status.study();
        return plansOfParts(status)
                .flatMap(parts -> plans.active(study)
                        .map(active -> active.orElseThrow(() -> Refusals.noActivePlan(study)))
                        .flatMap(active -> plans.studyKey(study)
                                .map(key -> new Book(
                                        parts, active.source(), new Sealing(keys.cipher(study, key), study)))));
    }

    private Uni<Map<Integer, SealedPlan>> plansOfParts(PlanStatus status) {
        return Multi.createFrom()
                .iterable(status.parts())
                .onItem()
                .transformToUniAndConcatenate(part -> plans.find(status.study(), part.version())
                        .map(found -> found.orElseThrow(() -> Refusals.noActivePlan(status.study())))
                        .map(plan -> Map.entry(part.extension(), plan)))
                .collect()
                .asMap(Map.Entry::getKey, Map.Entry::getValue);
    }

    /** What opens a list: the plans of its parts, where it comes from, and the study's key. */
    private record Book(Map<Integer, SealedPlan> plans, ListSource source, Sealing sealing) {

        RandomizationPlan first() {
            SealedPlan plan = plans.get(0);
            return PlanText.parse(sealing.openDefinition(plan.key().version(), plan.definition()));
        }
    }

    private record Opening(PlanStatus status, Book book, SealedRevelation hidden) {

        RevealedList list() {
            Map<Integer, RandomizationList.Part> parts = new HashMap<>();
            hidden.seeds().forEach(seed -> parts.put(seed.extension(), part(seed)));
            RandomizationPlan first = book.first();
            Optional<Replay> replay =
                    book.source() == ListSource.ADAPTIVE && first.method() instanceof Minimization method
                            ? Optional.of(Replay.of(first, method, parts.get(0).seed()))
                            : Optional.empty();
            return new RevealedList(
                    FORMAT,
                    status.study(),
                    status.list(),
                    status.parts().stream()
                            .map(part -> new RevealedPart(
                                    part.extension(),
                                    part.version(),
                                    part.merkleRoot(),
                                    entries(part.extension(), parts, replay.isPresent())))
                            .toList(),
                    replay.orElse(null));
        }

        private RandomizationList.Part part(SealedSeed seed) {
            return new RandomizationList.Part(
                    seed.list(),
                    book.sealing().openSeed(seed.list(), seed.extension(), seed.ciphertext()),
                    Numbering.LIVE);
        }

        /** In the order of the leaves, which is that of the plan's strata; where there is no tree, in that of positions. */
        private List<RevealedEntry> entries(
                int extension, Map<Integer, RandomizationList.Part> parts, boolean byPosition) {
            RandomizationList.Salts salts = RandomizationList.salts(status.study(), parts.get(extension));
            Map<String, Integer> places = new HashMap<>();
            book.plans()
                    .get(extension)
                    .terms()
                    .stratification()
                    .strata()
                    .forEach(stratum -> places.put(stratum.key(), byPosition ? 0 : places.size()));
            return hidden.entries().stream()
                    .filter(entry -> entry.extension() == extension)
                    .sorted(Comparator.comparing((SealedEntry entry) ->
                                    places.get(entry.row().stratum()))
                            .thenComparing(entry -> entry.row().position()))
                    .map(entry -> entry(entry, salts))
                    .toList();
        }

        private RevealedEntry entry(SealedEntry entry, RandomizationList.Salts salts) {
            SealedList.Row row = entry.row();
            return new RevealedEntry(
                    row.stratum(),
                    row.position(),
                    row.randomizationNumber(),
                    row.kit(),
                    book.sealing().openArm(entry.arm()),
                    HexFormat.of().formatHex(salts.of(row.stratum(), row.position())),
                    row.leaf());
        }
    }
}
