package org.equipoise.launcher.verification;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Makes the entries of an adaptive list again, from its seed and the strata of its subjects in their order, and nothing else
 * that the list says.
 */
final class Replayed {

    private static final String COMMITMENT = "org.equipoise.seed-commitment/1";
    private static final String WHOLE_LIST = "";
    private static final int SECRET_BYTES = 32;

    private final RevealedList list;
    private final byte[] seed;
    private final Minimizer minimizer;
    private final SecretNumbers numbers;
    private final SecretNumbers kits;
    private int made;

    /**
     * Begins before the first subject.
     *
     * @throws IllegalArgumentException if what the list says of its method cannot be understood
     */
    Replayed(RevealedList list) {
        RevealedList.Replay rule = list.replay();
        if (Stream.of(rule.seed(), rule.measure(), rule.probabilities(), rule.weights(), rule.arms(), rule.factors())
                .anyMatch(Objects::isNull)) {
            throw new IllegalArgumentException("seed, measure, probabilities, weights, arms or factors are missing");
        }
        this.list = list;
        this.seed = HexFormat.of().parseHex(rule.seed());
        this.minimizer = new Minimizer(rule);
        this.numbers = new SecretNumbers(
                "R", stream(WHOLE_LIST, "randomization-number", 0).bytes(SECRET_BYTES));
        this.kits = new SecretNumbers("K", stream(WHOLE_LIST, "kit", 0).bytes(SECRET_BYTES));
    }

    /** What was published at activation if the seed was this one. */
    String commitment() {
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        data.write(0);
        for (String text : List.of(COMMITMENT, list.study(), list.list())) {
            Commitment.append(data, text.getBytes(StandardCharsets.UTF_8));
        }
        Commitment.append(data, seed);
        return HexFormat.of().formatHex(Commitment.sha256(data.toByteArray()));
    }

    /** The entry of the next position, for a subject of the stratum. */
    RevealedList.Entry next(String stratum) {
        made++;
        String arm = minimizer.next(Arrays.asList(stratum.split(",", -1)), stream(WHOLE_LIST, "position", made));
        RevealedList.Entry entry = new RevealedList.Entry(
                stratum,
                made,
                numbers.number(made - 1),
                kits.number(made - 1),
                arm,
                HexFormat.of().formatHex(stream(stratum, "salt", made).bytes(SECRET_BYTES)),
                "");
        return entry.withLeaf(Commitment.leaf(list, entry));
    }

    private SecretStream stream(String stratum, String purpose, long index) {
        return new SecretStream(seed, List.of(list.study(), list.list(), stratum, purpose), index);
    }
}
