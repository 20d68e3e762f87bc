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
import org.equipoise.platform.problem.Refusal;
import org.equipoise.randomizer.application.ListExtension.ListPart;
import org.equipoise.randomizer.application.RevelationStore.SealedEntry;
import org.equipoise.randomizer.application.RevelationStore.SealedRevelation;
import org.equipoise.randomizer.domain.allocation.Stratum;
import org.equipoise.randomizer.domain.list.Numbering;
import org.equipoise.randomizer.domain.list.RandomizationList;

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
     */
    public record RevealedList(String format, String study, String list, List<RevealedPart> parts) {}

    /**
     * A part of a revealed list.
     *
     * @param extension the part's number
     * @param version the version of the plan from which it was made
     * @param merkleRoot the commitment that was published
     * @param entries the entries in the order of the leaves
     */
    public record RevealedPart(int extension, String version, String merkleRoot, List<RevealedEntry> entries) {}

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
            String stratum,
            int position,
            String randomizationNumber,
            String kit,
            String arm,
            String salt,
            String leaf) {

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
                .flatMap(status -> order(status)
                        .flatMap(order -> plans.studyKey(study)
                                .map(key -> new Sealing(keys.cipher(study, key), study))
                                .flatMap(sealing -> store.reveal(study, reason, Times.now(clock), actor)
                                        .emitOn(Infrastructure.getDefaultWorkerPool())
                                        .map(hidden -> open(status, order, hidden, sealing))))));
    }

    /** The place of each stratum among the leaves: that in the plan from which a part was made; levels only come after. */
    private Uni<Map<Integer, List<String>>> order(PlanStatus status) {
        return Multi.createFrom()
                .iterable(status.parts())
                .onItem()
                .transformToUniAndConcatenate(part -> plans.find(status.study(), part.version())
                        .map(found -> found.orElseThrow(() -> Refusals.noActivePlan(status.study())))
                        .map(plan -> Map.entry(
                                part.extension(),
                                plan.terms().stratification().strata().stream()
                                        .map(Stratum::key)
                                        .toList())))
                .collect()
                .asMap(Map.Entry::getKey, Map.Entry::getValue);
    }

    private static RevealedList open(
            PlanStatus status, Map<Integer, List<String>> order, SealedRevelation hidden, Sealing sealing) {
        Map<Integer, RandomizationList.Part> parts = new HashMap<>();
        hidden.seeds()
                .forEach(seed -> parts.put(
                        seed.extension(),
                        new RandomizationList.Part(
                                seed.list(),
                                sealing.openSeed(seed.list(), seed.extension(), seed.ciphertext()),
                                Numbering.LIVE)));
        return new RevealedList(
                FORMAT,
                status.study(),
                status.list(),
                status.parts().stream()
                        .map(part -> new RevealedPart(
                                part.extension(),
                                part.version(),
                                part.merkleRoot(),
                                entries(
                                        part,
                                        order.get(part.extension()),
                                        hidden,
                                        RandomizationList.salts(status.study(), parts.get(part.extension())),
                                        sealing)))
                        .toList());
    }

    private static List<RevealedEntry> entries(
            ListPart part,
            List<String> order,
            SealedRevelation hidden,
            RandomizationList.Salts salts,
            Sealing sealing) {
        Map<String, Integer> places = new HashMap<>();
        order.forEach(stratum -> places.put(stratum, places.size()));
        return hidden.entries().stream()
                .filter(entry -> entry.extension() == part.extension())
                .sorted(Comparator.comparing(
                                (SealedEntry entry) -> places.get(entry.row().stratum()))
                        .thenComparing(entry -> entry.row().position()))
                .map(entry -> entry(entry, salts, sealing))
                .toList();
    }

    private static RevealedEntry entry(SealedEntry entry, RandomizationList.Salts salts, Sealing sealing) {
        SealedList.Row row = entry.row();
        return new RevealedEntry(
                row.stratum(),
                row.position(),
                row.randomizationNumber(),
                row.kit(),
                sealing.openArm(entry.arm()),
                HexFormat.of().formatHex(salts.of(row.stratum(), row.position())),
                row.leaf());
    }
}
