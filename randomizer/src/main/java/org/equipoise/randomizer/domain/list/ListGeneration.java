package org.equipoise.randomizer.domain.list;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.equipoise.randomizer.domain.allocation.SequenceMethod;
import org.equipoise.randomizer.domain.allocation.Stratum;
import org.equipoise.randomizer.domain.plan.RandomizationPlan;
import org.equipoise.randomizer.domain.randomness.KeyedStream;
import org.equipoise.randomizer.domain.randomness.Seed;
import org.equipoise.randomizer.domain.randomness.StreamAddress;

/** The making of one {@link RandomizationList}, whose documentation gives the rule. */
final class ListGeneration {

    private static final int SECRET_BYTES = 32;
    private static final String WHOLE_LIST = "";

    private final String study;
    private final String list;
    private final Seed seed;
    private final Numbering numbering;
    private final NumberSeries numbers;
    private final NumberSeries kits;
    private final List<ListEntry> entries = new ArrayList<>();
    private int nextNumber;
    private int nextKit;

    ListGeneration(String study, String list, Seed seed, Numbering numbering) {
        this.study = study;
        this.list = list;
        this.seed = seed;
        this.numbering = numbering;
        this.numbers = series(RandomizationList.RANDOMIZATION_NUMBER, "randomization-number");
        this.kits = series(RandomizationList.KIT, "kit");
    }

    /** What the plan's method allocates in each stratum beyond the entries that the stratum has. */
    List<StratumSequence> sequences(RandomizationPlan plan, Map<String, Integer> have) {
        return plan.stratification().strata().stream()
                .map(stratum -> sequence(plan, stratum, have.getOrDefault(stratum.key(), 0)))
                .filter(sequence -> !sequence.rows().isEmpty())
                .toList();
    }

    private StratumSequence sequence(RandomizationPlan plan, Stratum stratum, int have) {
        int length = Math.max(0, plan.entriesPerStratum() - have);
        SequenceMethod method = method(plan);
        List<Integer> arms = method.sequence(plan.ratio(), length, unit -> stream(stratum.key(), method.unit(), unit));
        return new StratumSequence(
                stratum,
                have + 1,
                arms.stream()
                        .map(arm -> StratumSequence.Row.of(plan.arms().get(arm)))
                        .toList());
    }

    private static SequenceMethod method(RandomizationPlan plan) {
        if (plan.method() instanceof SequenceMethod method) {
            return method;
        }
        throw new IllegalArgumentException(
                "No list can be made in advance by " + plan.method().type());
    }

    RandomizationList run(List<StratumSequence> sequences) {
        sequences.forEach(this::add);
        List<String> leaves = entries.stream().map(ListEntry::leaf).toList();
        return new RandomizationList(list, entries, MerkleTree.root(leaves));
    }

    private void add(StratumSequence sequence) {
        int position = sequence.firstPosition();
        for (StratumSequence.Row row : sequence.rows()) {
            entries.add(entry(sequence.stratum(), position, row));
            position++;
        }
    }

    private ListEntry entry(Stratum stratum, int position, StratumSequence.Row row) {
        String number = row.randomizationNumber().orElseGet(this::freeNumber);
        String kit = row.kit().orElseGet(this::freeKit);
        byte[] salt = salt(stratum.key(), position);
        EntryLeaf leaf = new EntryLeaf(
                study, list, stratum.key(), position, number, kit, row.arm().code());
        return new ListEntry(stratum, position, number, kit, row.arm(), leaf.hash(salt));
    }

    byte[] salt(String stratum, int position) {
        return secret(stratum, "salt", position);
    }

    private String freeNumber() {
        String number = numbers.number(nextNumber++);
        while (numbering.taken().contains(number)) {
            number = numbers.number(nextNumber++);
        }
        return number;
    }

    private String freeKit() {
        String kit = kits.number(nextKit++);
        while (numbering.taken().contains(kit)) {
            kit = kits.number(nextKit++);
        }
        return kit;
    }

    private NumberSeries series(String letter, String purpose) {
        return new NumberSeries(numbering.prefix() + letter, secret(WHOLE_LIST, purpose, 0));
    }

    private byte[] secret(String stratum, String purpose, long index) {
        return stream(stratum, purpose, index).bytes(SECRET_BYTES);
    }

    private KeyedStream stream(String stratum, String purpose, long index) {
        return KeyedStream.at(seed, new StreamAddress(study, list, stratum, purpose, index));
    }
}
