package org.equipoise.randomizer.domain.list;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.equipoise.randomizer.domain.randomness.SecondStream;

/**
 * A randomization list made a second time, from docs/methods/randomization.md and the JDK alone. It shares no code with
 * the production list.
 */
final class SecondList {

    private static final String DAMM =
            "0317598642709215486342068713591750983426612304597836742095815869720134" + "894536201794386172052581436790";

    private final byte[] seed;
    private final String study;
    private final String list;
    final List<String> rows = new ArrayList<>();
    private final List<byte[]> leaves = new ArrayList<>();

    SecondList(byte[] seed, String study, String list) {
        this.seed = seed.clone();
        this.study = study;
        this.list = list;
    }

    /** Adds a stratum with arms A, B, … of the given codes, in the ratio and blocks given. */
    void stratum(String key, int length, String[] codes, int[] ratio, int[] sizes) {
        List<String> arms = new ArrayList<>();
        for (int block = 0; arms.size() < length; block++) {
            arms.addAll(block(new SecondStream(seed, study, list, key, "block", block), codes, ratio, sizes));
        }
        for (int i = 0; i < length; i++) {
            add(key, i + 1, arms.get(i));
        }
    }

    /** Adds a stratum whose arms are known. */
    void sequence(String key, int[] arms, String[] codes) {
        for (int i = 0; i < arms.length; i++) {
            add(key, i + 1, codes[arms[i]]);
        }
    }

    private void add(String key, int position, String arm) {
        int entry = rows.size();
        String number = number("R", "randomization-number", entry);
        String kit = number("K", "kit", entry);
        byte[] leaf = leaf(key, position, number, kit, arm);
        leaves.add(leaf);
        rows.add(String.join(" ", key, String.valueOf(position), number, kit, arm, hex(leaf)));
    }

    /**
     * Adds subjects of the given strata by minimization with the range and p = 0.8; each cell belongs to an arm. The history is
     * searched anew for each subject.
     */
    void minimization(List<String> order, String[] codes, int[] owners, int[] weights) {
        List<Integer> cells = new ArrayList<>();
        for (int i = 0; i < order.size(); i++) {
            String[] levels = order.get(i).split(",", -1);
            int[] g = new int[owners.length];
            for (int j = 0; j < owners.length; j++) {
                for (int f = 0; f < levels.length; f++) {
                    int[] n = new int[owners.length];
                    for (int earlier = 0; earlier < i; earlier++) {
                        if (order.get(earlier).split(",", -1)[f].equals(levels[f])) {
                            n[cells.get(earlier)]++;
                        }
                    }
                    n[j]++;
                    g[j] += weights[f]
                            * (IntStream.of(n).max().getAsInt()
                                    - IntStream.of(n).min().getAsInt());
                }
            }
            int cell = cell(g, new SecondStream(seed, study, list, "", "position", i + 1));
            cells.add(cell);
            add(order.get(i), i + 1, codes[owners[cell]]);
        }
    }

    /** Two cells: 4 to 1 for the better one. Three: 8, 1, 1 for the ranks, and equals by another draw. */
    private static int cell(int[] g, SecondStream draws) {
        List<Integer> ranked = IntStream.range(0, g.length)
                .boxed()
                .sorted((a, b) -> Integer.compare(g[a], g[b]))
                .toList();
        int rank = 0;
        if (IntStream.of(g).distinct().count() > 1) {
            int drawn = g.length == 2 ? draws.below(5) : draws.below(10);
            rank = g.length == 2 ? drawn / 4 : Math.max(0, drawn - 7);
        }
        int value = g[ranked.get(rank)];
        List<Integer> equals =
                ranked.stream().filter(cell -> g[cell] == value).sorted().toList();
        return equals.get(draws.below(equals.size()));
    }

    private static List<String> block(SecondStream draws, String[] codes, int[] ratio, int[] sizes) {
        int size = sizes[draws.below(sizes.length)];
        int sum = 0;
        for (int part : ratio) {
            sum += part;
        }
        String[] block = new String[size];
        int filled = 0;
        for (int arm = 0; arm < codes.length; arm++) {
            for (int copy = 0; copy < ratio[arm] * size / sum; copy++) {
                block[filled++] = codes[arm];
            }
        }
        for (int i = size - 1; i >= 1; i--) {
            int j = draws.below(i + 1);
            String swapped = block[i];
            block[i] = block[j];
            block[j] = swapped;
        }
        return List.of(block);
    }

    private String number(String letter, String purpose, int entry) {
        byte[] key = new SecondStream(seed, study, list, "", purpose, 0).generate(32);
        int image = entry;
        do {
            image = feistel(key, image);
        } while (image >= 1_000_000);
        StringBuilder digits =
                new StringBuilder(Integer.toString(1_000_000 + image).substring(1));
        int interim = 0;
        for (int i = 0; i < 6; i++) {
            interim = DAMM.charAt(10 * interim + digits.charAt(i) - '0') - '0';
        }
        return letter + digits.append(interim);
    }

    private static int feistel(byte[] key, int number) {
        int a = number / 1024;
        int b = number % 1024;
        for (int round = 0; round < 10; round++) {
            byte[] input = {(byte) round, 0, 0, (byte) (b / 256), (byte) (b % 256)};
            int f = new BigInteger(1, hmac(key, input)).shiftRight(246).intValueExact();
            int next = a ^ f;
            a = b;
            b = next;
        }
        return a * 1024 + b;
    }

    private byte[] leaf(String key, int position, String number, String kit, String arm) {
        byte[] salt = new SecondStream(seed, study, list, key, "salt", position).generate(32);
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            DataOutputStream out = new DataOutputStream(bytes);
            out.writeByte(0);
            for (String field : List.of("org.equipoise.list-entry/1", study, list, key)) {
                write(out, field.getBytes(StandardCharsets.UTF_8));
            }
            out.writeLong(position);
            for (String field : List.of(number, kit, arm)) {
                write(out, field.getBytes(StandardCharsets.UTF_8));
            }
            write(out, salt);
            return sha256(bytes.toByteArray());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void write(DataOutputStream out, byte[] field) throws IOException {
        out.writeInt(field.length);
        out.write(field);
    }

    /** The root, level by level from below; a node without a neighbour rises unchanged. */
    String root() {
        List<byte[]> level = leaves;
        while (level.size() > 1) {
            List<byte[]> above = new ArrayList<>();
            for (int i = 0; i + 1 < level.size(); i += 2) {
                ByteArrayOutputStream node = new ByteArrayOutputStream();
                node.write(1);
                node.writeBytes(level.get(i));
                node.writeBytes(level.get(i + 1));
                above.add(sha256(node.toByteArray()));
            }
            if (level.size() % 2 == 1) {
                above.add(level.get(level.size() - 1));
            }
            level = above;
        }
        return hex(level.get(0));
    }

    private static byte[] hmac(byte[] key, byte[] data) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(data);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] sha256(byte[] data) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(data);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
