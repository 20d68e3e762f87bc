package org.equipoise.launcher.verification;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Checks a revealed list against the roots that were published when its parts were made, and against the receipts.
 *
 * <p>The roots are the only trusted input. Findings: a leaf that does not follow from its entry; a part whose root is not
 * the published one; positions of a stratum that are not 1, 2, …; a receipt that names another list, another root, an
 * unknown leaf, or an entry with another number or kit; an entry with two receipts; a position that was passed over; a
 * later position that was allocated earlier.
 *
 * <p>Where the method looked at earlier subjects, the roots are commitments to the seed, and entries are compared with those
 * that follow from the seed and the strata in their order. Positions count through the whole study, and each entry has a
 * receipt.
 */
final class ListCheck {

    private static final String WHOLE_STUDY = "";

    private final RevealedList list;
    private final List<String> roots;
    private final Expectations expectations;
    private final List<String> findings = new ArrayList<>();
    private final Map<String, Placed> byLeaf = new HashMap<>();

    private ListCheck(RevealedList list, List<String> roots, Expectations expectations) {
        this.list = list;
        this.roots = roots;
        this.expectations = expectations;
    }

    /**
     * What the receipts are expected to be.
     *
     * @param complete whether there is one for every randomized subject
     * @param kitsFromList whether subjects got the kits of their entries, and not kits from a stock
     */
    record Expectations(boolean complete, boolean kitsFromList) {}

    private record Placed(RevealedList.Entry entry, int extension) {}

    private record Use(RevealedList.Entry entry, Receipt receipt) {}

    /**
     * All findings, one line each; none if everything is as it should be.
     *
     * @param roots the published roots, one for each part, in their order
     */
    static List<String> findings(
            RevealedList list, List<String> roots, List<Receipt> receipts, Expectations expectations) {
        return new ListCheck(list, roots, expectations).run(receipts);
    }

    private List<String> run(List<Receipt> receipts) {
        if (list.parts().size() != roots.size()) {
            findings.add("The list has " + list.parts().size() + " part(s), but " + roots.size()
                    + " root(s) were published.");
        }
        for (int i = 0; i < list.parts().size(); i++) {
            part(list.parts().get(i), i < roots.size() ? roots.get(i) : null);
        }
        positions();
        if (isAdaptive()) {
            replay();
        }
        Map<String, List<Use>> uses = new TreeMap<>();
        receipts.forEach(receipt -> receipt(receipt, uses));
        if (isAdaptive() && expectations.complete()) {
            unused(uses.getOrDefault(WHOLE_STUDY, List.of()));
        }
        uses.forEach(this::order);
        return List.copyOf(findings);
    }

    private void part(RevealedList.Part part, String published) {
        List<String> leaves = new ArrayList<>();
        for (RevealedList.Entry entry : part.entries()) {
            String leaf = isComplete(entry) ? Commitment.leaf(list, entry) : "";
            if (!leaf.equals(entry.leaf())) {
                findings.add("Entry " + entry.place() + ": its contents do not give its leaf " + entry.leaf() + ".");
            }
            leaves.add(leaf.isEmpty() ? "00" : leaf);
            if (byLeaf.put(entry.leaf(), new Placed(entry, part.extension())) != null) {
                findings.add("Entry " + entry.place() + ": its leaf stands in the list twice.");
            }
        }
        String root = isAdaptive() ? published : Commitment.root(leaves);
        if (published != null && !root.equals(published)) {
            findings.add("Part " + part.extension() + ": the entries give the root " + root + ", but " + published
                    + " was published.");
        }
    }

    private boolean isAdaptive() {
        return list.replay() != null;
    }

    /** Positions count through a stratum, or with an adaptive method through the study. */
    private String sequence(RevealedList.Entry entry) {
        return isAdaptive() ? WHOLE_STUDY : entry.stratum();
    }

    private void replay() {
        try {
            compare(new Replayed(list));
        } catch (IllegalArgumentException e) {
            findings.add("The list does not say how its entries follow from its seed: " + e.getMessage() + ".");
        }
    }

    private void compare(Replayed replayed) {
        for (int i = 0; i < roots.size(); i++) {
            if (!replayed.commitment().equals(roots.get(i))) {
                findings.add("Part " + i + ": the seed gives the commitment " + replayed.commitment() + ", but "
                        + roots.get(i) + " was published.");
            }
        }
        for (RevealedList.Part part : list.parts()) {
            for (RevealedList.Entry entry : part.entries()) {
                RevealedList.Entry expected = replayed.next(String.valueOf(entry.stratum()));
                if (!expected.equals(entry)) {
                    findings.add("Entry " + entry.place() + ": seed and earlier subjects give position "
                            + expected.position() + " with arm " + expected.arm() + ", number "
                            + expected.randomizationNumber() + ", kit " + expected.kit() + " and leaf "
                            + expected.leaf() + ".");
                }
            }
        }
    }

    private void unused(List<Use> uses) {
        Set<RevealedList.Entry> used = uses.stream().map(Use::entry).collect(Collectors.toSet());
        for (RevealedList.Part part : list.parts()) {
            for (RevealedList.Entry entry : part.entries()) {
                if (!used.contains(entry)) {
                    findings.add("Entry " + entry.place() + ": nobody has a receipt of it.");
                }
            }
        }
    }

    private static boolean isComplete(RevealedList.Entry entry) {
        return entry.stratum() != null
                && entry.randomizationNumber() != null
                && entry.kit() != null
                && entry.arm() != null
                && isHexadecimal(entry.salt());
    }

    private static boolean isHexadecimal(String salt) {
        try {
            return salt != null && HexFormat.of().parseHex(salt).length > 0;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private void positions() {
        Map<String, Integer> last = new TreeMap<>();
        for (RevealedList.Part part : list.parts()) {
            for (RevealedList.Entry entry : part.entries()) {
                int expected = last.getOrDefault(sequence(entry), 0) + 1;
                if (entry.position() != expected) {
                    findings.add("Entry " + entry.place() + ": position " + expected + " was to come here.");
                }
                last.put(sequence(entry), entry.position());
            }
        }
    }

    private void receipt(Receipt receipt, Map<String, List<Use>> uses) {
        String who = "Receipt of " + receipt.subject() + ": ";
        if (!list.list().equals(receipt.list())) {
            findings.add(who + "it names the list " + receipt.list() + ", not " + list.list() + ".");
        }
        Placed placed = byLeaf.get(receipt.leaf());
        if (placed == null) {
            findings.add(who + "its leaf " + receipt.leaf() + " is not in the list.");
            return;
        }
        String root =
                receipt.extension() >= 0 && receipt.extension() < roots.size() ? roots.get(receipt.extension()) : null;
        if (!receipt.merkleRoot().equals(root)) {
            findings.add(who + "it names the root " + receipt.merkleRoot() + ", which was not published for part "
                    + receipt.extension() + ".");
        }
        if (placed.extension() != receipt.extension()) {
            findings.add(who + "its leaf is in part " + placed.extension() + ", not " + receipt.extension() + ".");
        }
        RevealedList.Entry entry = placed.entry();
        if (!entry.randomizationNumber().equals(receipt.randomizationNumber())) {
            findings.add(who + "it has number " + receipt.randomizationNumber() + ", its entry "
                    + entry.randomizationNumber() + ".");
        }
        if (expectations.kitsFromList() && !entry.kit().equals(receipt.kit())) {
            findings.add(who + "it has kit " + receipt.kit() + ", its entry " + entry.kit() + ".");
        }
        uses.computeIfAbsent(sequence(entry), stratum -> new ArrayList<>()).add(new Use(entry, receipt));
    }

    private void order(String sequence, List<Use> unsorted) {
        String stratum = isAdaptive() ? "the study" : sequence;
        List<Use> uses = unsorted.stream()
                .sorted(Comparator.comparingInt((Use use) -> use.entry().position()))
                .toList();
        int last = 0;
        Instant lastAt = Instant.MIN;
        for (Use use : uses) {
            int position = use.entry().position();
            String who = "Receipt of " + use.receipt().subject() + ": ";
            if (position == last) {
                findings.add(who + "another subject has position " + position + " of " + stratum + " too.");
            } else if (expectations.complete() && !isAdaptive() && position > last + 1) {
                findings.add(who + "it has position " + position + " of " + stratum + ", and nobody has position "
                        + (last + 1) + ".");
            }
            if (use.receipt().randomizedAt().isBefore(lastAt)) {
                findings.add(who + "it has position " + position + " of " + stratum
                        + ", but is earlier than the position before.");
            }
            last = position;
            lastAt = use.receipt().randomizedAt();
        }
    }
}
