package org.equipoise.stats.domain.analysis;

import java.util.List;
import java.util.TreeSet;

/**
 * Subjects that only one of the two sources knows: an analysis set needs both, so that any difference stops a run.
 *
 * @param allocatedWithoutData subjects with an allocation that the case report forms do not know as randomized, in order
 * @param dataWithoutAllocation subjects randomized according to the case report forms without an allocation, in order
 */
public record Mismatch(List<String> allocatedWithoutData, List<String> dataWithoutAllocation) {

    /** Takes copies of the lists. */
    public Mismatch {
        allocatedWithoutData = List.copyOf(allocatedWithoutData);
        dataWithoutAllocation = List.copyOf(dataWithoutAllocation);
    }

    /**
     * Compares the two sources.
     *
     * @param subjects randomized subjects according to the case report forms
     * @param allocations the allocation table
     * @return the differences, both lists empty if there is none
     */
    public static Mismatch between(List<ObservedSubject> subjects, Allocations allocations) {
        TreeSet<String> observed = new TreeSet<>();
        subjects.forEach(subject -> observed.add(subject.subject()));
        TreeSet<String> allocated = new TreeSet<>(allocations.armOfSubject().keySet());
        TreeSet<String> withoutData = new TreeSet<>(allocated);
        withoutData.removeAll(observed);
        observed.removeAll(allocated);
        return new Mismatch(List.copyOf(withoutData), List.copyOf(observed));
    }

    /**
     * Whether the sources agree.
     *
     * @return true if no subject is in one of them only
     */
    public boolean none() {
        return allocatedWithoutData.isEmpty() && dataWithoutAllocation.isEmpty();
    }
}
