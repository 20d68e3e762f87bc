package org.equipoise.randomizer.application;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.equipoise.platform.audit.CanonicalJson;
import org.equipoise.randomizer.domain.plan.PlanDraft;
import org.equipoise.randomizer.domain.plan.PlanRules;
import org.equipoise.randomizer.domain.plan.RandomizationPlan;

/** A plan as the text that is stored. */
final class PlanText {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private PlanText() {}

    static String of(PlanDraft draft) {
        return CanonicalJson.of(draft);
    }

    /** Reads a plan that was sound when it was stored. */
    static RandomizationPlan parse(String text) {
        try {
            PlanDraft draft = JSON.readValue(text, PlanDraft.class);
            return requireSound(PlanRules.examine(draft));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A stored plan is not JSON", e);
        }
    }

    private static RandomizationPlan requireSound(PlanRules.Verdict verdict) {
        if (verdict instanceof PlanRules.Verdict.Sound sound) {
            return sound.plan();
        }
        throw new IllegalStateException("A stored plan is no longer sound");
    }
}
