package org.equipoise.randomizer.application;

import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.equipoise.randomizer.domain.allocation.TreatmentArm;

/**
 * Strikes the names of a study's treatments out of what a person writes, because blinded people read it and the writer may
 * know the arm. Codes, whole names and the longer words in names go; every arm's alike, so that a gap tells nothing.
 */
final class TreatmentNames {

    static final String STRUCK = "[…]";
    private static final int SHORTEST_WORD = 5;

    private final List<Pattern> names;

    private TreatmentNames(List<Pattern> names) {
        this.names = names;
    }

    static TreatmentNames of(Collection<TreatmentArm> arms) {
        Set<String> names = new LinkedHashSet<>();
        for (TreatmentArm arm : arms) {
            names.add(arm.code());
            names.add(arm.name());
            for (String word : arm.name().split("[^\\p{L}]+", -1)) {
                if (word.length() >= SHORTEST_WORD) {
                    names.add(word);
                }
            }
        }
        return new TreatmentNames(names.stream()
                .sorted(Comparator.comparing(String::length).reversed())
                .map(name -> Pattern.compile(
                        "(?<![\\p{L}\\p{N}])" + Pattern.quote(name) + "(?![\\p{L}\\p{N}])",
                        Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE))
                .toList());
    }

    String struckOut(String text) {
        String rest = text;
        for (Pattern name : names) {
            rest = name.matcher(rest).replaceAll(STRUCK);
        }
        return rest;
    }
}
