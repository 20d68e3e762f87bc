package org.equipoise.stats.client;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.equipoise.stats.domain.analysis.Allocations;

/** The randomizer's allocations. */
record AllocationsAnswer(String study, String list, List<Arm> arms, List<Item> items) {

    boolean answers(String requestedStudy) {
        return requestedStudy.equals(study)
                && list != null
                && arms != null
                && arms.stream().allMatch(arm -> arm != null && arm.complete())
                && items != null
                && items.stream().allMatch(item -> item != null && item.subject() != null && item.arm() != null)
                && items.stream().map(Item::subject).distinct().count() == items.size();
    }

    Allocations toAllocations() {
        Map<String, String> armOfSubject = new HashMap<>();
        items.forEach(item -> armOfSubject.put(item.subject(), item.arm()));
        return new Allocations(
                list,
                arms.stream()
                        .map(arm -> new Allocations.TreatmentArm(arm.code(), arm.name(), arm.control()))
                        .toList(),
                armOfSubject);
    }

    @Override
    public String toString() {
        return "AllocationsAnswer[…]";
    }

    record Arm(String code, String name, Boolean control) {

        private boolean complete() {
            return code != null && name != null && control != null;
        }

        @Override
        public String toString() {
            return "Arm[…]";
        }
    }

    record Item(String subject, String arm) {

        @Override
        public String toString() {
            return "Item[" + subject + "]";
        }
    }
}
