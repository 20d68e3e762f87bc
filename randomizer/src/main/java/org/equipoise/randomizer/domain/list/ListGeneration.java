package org.equipoise.randomizer.domain.list;

import java.util.ArrayList;
import java.util.List;
import org.equipoise.randomizer.domain.allocation.SequenceMethod;
import org.equipoise.randomizer.domain.allocation.Stratum;
import org.equipoise.randomizer.domain.allocation.TreatmentArm;
import org.equipoise.randomizer.domain.plan.RandomizationPlan;
import org.equipoise.randomizer.domain.randomness.KeyedStream;
import org.equipoise.randomizer.domain.randomness.Seed;
import org.equipoise.randomizer.domain.randomness.StreamAddress;

/** The making of one {@link RandomizationList}, whose documentation gives the rule. */
final class ListGeneration {

    private static final int SECRET_BYTES = 32;
    private static final String WHOLE_LIST = "";

    private final RandomizationPlan plan;
    private final SequenceMethod method;
    private final String list;
    private final Seed seed;
    private final NumberSeries numbers;
    private final NumberSeries kits;
    private final List<ListEntry> entries;

    ListGeneration(RandomizationPlan plan, String list, Seed seed) {
        this.plan = plan;
        this.method = method(plan);
        this.list = list;
        this.seed = seed;
        this.numbers =
                new NumberSeries(RandomizationList.RANDOMIZATION_NUMBER, secret(WHOLE_LIST, "randomization-number", 0));
        this.kits = new NumberSeries(RandomizationList.KIT, secret(WHOLE_LIST, "kit", 0));
        this.entries = new ArrayList<>(plan.entries());
    }

    private static SequenceMethod method(RandomizationPlan plan) {
        if (plan.method() instanceof SequenceMethod method) {
            return method;
        }
        throw new IllegalArgumentException(
                "No list can be made in advance by " + plan.method().type());
    }

    RandomizationList run() {
        plan.stratification().strata().forEach(this::add);
        List<String> leaves = entries.stream().map(ListEntry::leaf).toList();
        return new RandomizationList(list, entries, MerkleTree.root(leaves));
    }

    private void add(Stratum stratum) {
        List<Integer> sequence = method.sequence(
                plan.ratio(), plan.entriesPerStratum(), unit -> stream(stratum.key(), method.unit(), unit));
        int position = 1;
        for (int arm : sequence) {
            entries.add(entry(stratum, position, plan.arms().get(arm)));
            position++;
        }
    }

    private ListEntry entry(Stratum stratum, int position, TreatmentArm arm) {
        String number = numbers.number(entries.size());
        String kit = kits.number(entries.size());
        byte[] salt = secret(stratum.key(), "salt", position);
        EntryLeaf leaf = new EntryLeaf(plan.study(), list, stratum.key(), position, number, kit, arm.code());
        return new ListEntry(stratum, position, number, kit, arm, leaf.hash(salt));
    }

    private byte[] secret(String stratum, String purpose, long index) {
        return stream(stratum, purpose, index).bytes(SECRET_BYTES);
    }

    private KeyedStream stream(String stratum, String purpose, long index) {
        return KeyedStream.at(seed, new StreamAddress(plan.study(), list, stratum, purpose, index));
    }
}
