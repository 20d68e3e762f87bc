package org.equipoise.randomizer.domain.kit;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.equipoise.randomizer.domain.allocation.Objection;
import org.equipoise.randomizer.domain.list.NumberSeries;
import org.equipoise.randomizer.domain.list.RandomizationList;
import org.equipoise.randomizer.domain.randomness.Draws;
import org.equipoise.randomizer.domain.randomness.KeyedStream;
import org.equipoise.randomizer.domain.randomness.Seed;
import org.equipoise.randomizer.domain.randomness.StreamAddress;

/**
 * The entry of new kits into a study: several batches at once, numbered and mixed so that nothing tells which kits came
 * from one batch.
 *
 * <p><b>Rule.</b> With <i>f</i> kits registered before and <i>n</i> new ones, the new kits get the numbers
 * <i>f</i>, …, <i>f</i> + <i>n</i> − 1 of the study's {@link NumberSeries}, whose key is the 32 bytes of the keyed stream
 * at (study, {@code kits}, empty, {@code number}, 0) under the study's kit seed. The contents, batch after batch, are
 * shuffled by the draws at (study, {@code kits}, empty, {@code mixture}, <i>f</i>): for <i>i</i> = <i>n</i> − 1, …, 1,
 * elements <i>i</i> and <i>draw(i + 1)</i> change places (Durstenfeld 1964). The least of the numbers gets the first of the
 * shuffled contents, and so on. So neither the number nor the order nor the moment of registration depends on a kit's
 * content.
 *
 * <p>That holds only if a registration is a mixture. Therefore every type of the plan must be in it.
 */
public final class KitRegistration {

    /** The most kits of one registration. */
    public static final int MOST_KITS = 2_000;

    private static final int MOST_BATCHES = 100;
    private static final int KEY_BYTES = 32;
    private static final Pattern LOT = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._/-]{0,39}");
    private static final KitBatch NOTHING = new KitBatch(null, null, null, null);

    private final String study;
    private final Seed seed;

    /**
     * Prepares registrations of a study.
     *
     * @param study the study's identifier
     * @param seed the study's kit seed
     */
    public KitRegistration(String study, Seed seed) {
        this.study = study;
        this.seed = seed;
    }

    /**
     * Everything that is wrong with the batches of a registration.
     *
     * @param batches the batches
     * @param types every type of the plan
     * @param today the day, in UTC; a kit must be usable on it
     */
    public static List<Objection> objections(List<KitBatch> batches, Set<String> types, LocalDate today) {
        List<Objection> objections = new ArrayList<>();
        if (batches == null || batches.isEmpty() || batches.size() > MOST_BATCHES) {
            int given = batches == null ? 0 : batches.size();
            objections.add(new Objection("batches", given, "send from 1 to " + MOST_BATCHES + " batches"));
            return objections;
        }
        for (int i = 0; i < batches.size(); i++) {
            KitBatch batch = Objects.requireNonNullElse(batches.get(i), NOTHING);
            objections.addAll(objections("batches[" + i + "]", batch, types, today));
        }
        if (objections.isEmpty()) {
            Set<String> missing = new TreeSet<>(types);
            batches.forEach(batch -> missing.remove(batch.type()));
            if (!missing.isEmpty()) {
                objections.add(new Objection(
                        "batches",
                        missing,
                        "register kits of every type together, so that nobody sees which kits are alike"));
            }
            int total = batches.stream().mapToInt(KitBatch::count).sum();
            if (total > MOST_KITS) {
                objections.add(new Objection("batches", total, "register at most " + MOST_KITS + " kits at once"));
            }
        }
        return objections;
    }

    private static List<Objection> objections(String field, KitBatch batch, Set<String> types, LocalDate today) {
        List<Objection> objections = new ArrayList<>();
        if (batch.type() == null || !types.contains(batch.type())) {
            objections.add(new Objection(field + ".type", batch.type(), "use the code of an arm of the plan"));
        }
        if (batch.lot() == null || !LOT.matcher(batch.lot()).matches()) {
            objections.add(new Objection(
                    field + ".lot",
                    batch.lot(),
                    "use 1 to 40 letters, digits, points, hyphens, underscores or slashes"));
        }
        if (batch.expiry() == null
                || batch.expiry().isBefore(today)
                || batch.expiry().getYear() > 9999) {
            objections.add(new Objection(field + ".expiry", batch.expiry(), "use a day that is not past"));
        }
        if (batch.count() == null || batch.count() < 1 || batch.count() > MOST_KITS) {
            objections.add(new Objection(field + ".count", batch.count(), "use a number from 1 to " + MOST_KITS));
        }
        return objections;
    }

    /**
     * Numbers and mixes the kits of sound batches.
     *
     * @param batches batches without objections
     * @param first how many kits of the study were registered before
     * @return the kits in the order of their numbers
     */
    public List<Kit> kits(List<KitBatch> batches, int first) {
        List<KitContent> contents = new ArrayList<>();
        for (KitBatch batch : batches) {
            KitContent content = new KitContent(batch.type(), batch.lot(), batch.expiry());
            contents.addAll(Collections.nCopies(batch.count(), content));
        }
        shuffle(contents, KeyedStream.at(seed, address("mixture", first)));
        List<String> numbers = numbers(first, contents.size());
        List<Kit> kits = new ArrayList<>();
        for (int i = 0; i < contents.size(); i++) {
            kits.add(new Kit(numbers.get(i), contents.get(i)));
        }
        return kits;
    }

    /**
     * The numbers of a registration, in their own order.
     *
     * @param first how many kits were registered before it
     * @param count how many kits it has
     * @throws IllegalArgumentException if the series ends before
     */
    public List<String> numbers(int first, int count) {
        byte[] key = KeyedStream.at(seed, address("number", 0)).bytes(KEY_BYTES);
        NumberSeries series = new NumberSeries(RandomizationList.KIT, key);
        List<String> numbers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            numbers.add(series.number(first + i));
        }
        Collections.sort(numbers);
        return numbers;
    }

    private StreamAddress address(String purpose, int index) {
        return new StreamAddress(study, DispensingOrder.LIST, "", purpose, index);
    }

    private static void shuffle(List<KitContent> contents, Draws draws) {
        for (int i = contents.size() - 1; i > 0; i--) {
            Collections.swap(contents, i, draws.below(i + 1));
        }
    }
}
