package org.equipoise.randomizer.domain.kit;

import java.util.Comparator;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.equipoise.randomizer.domain.randomness.KeyedStream;
import org.equipoise.randomizer.domain.randomness.Seed;
import org.equipoise.randomizer.domain.randomness.StreamAddress;

/**
 * An order of kits of one type: the earliest expiry first, and among kits of one expiry date by a secret rank.
 *
 * <p><b>Why secret.</b> Were the lowest number used first, a number that is passed over would be seen to be of another
 * type than the one dispensed, by anyone who knows which numbers lie in the cupboard. The rank of a kit is the first 16
 * bytes of the keyed stream at (study, {@value #LIST}, empty, {@code rank}, the digits of its number).
 */
public final class DispensingOrder implements Comparator<Kit> {

    /** The name under which everything that concerns a study's kits is drawn from its kit seed. */
    static final String LIST = "kits";

    private static final int RANK_BYTES = 16;

    private final String study;
    private final Seed seed;
    private final Map<String, String> ranks = new ConcurrentHashMap<>();

    /**
     * Makes the order of a study.
     *
     * @param study the study's identifier
     * @param seed the study's kit seed
     */
    public DispensingOrder(String study, Seed seed) {
        this.study = study;
        this.seed = seed;
    }

    @Override
    public int compare(Kit one, Kit other) {
        int byExpiry = one.content().expiry().compareTo(other.content().expiry());
        return byExpiry != 0 ? byExpiry : rank(one.number()).compareTo(rank(other.number()));
    }

    /** The rank of a kit by its number; it is computed once. */
    String rank(String number) {
        return ranks.computeIfAbsent(number, this::compute);
    }

    private String compute(String number) {
        long digits = Long.parseLong(number.substring(1));
        StreamAddress address = new StreamAddress(study, LIST, "", "rank", digits);
        return HexFormat.of().formatHex(KeyedStream.at(seed, address).bytes(RANK_BYTES));
    }
}
