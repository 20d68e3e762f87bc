package org.equipoise.randomizer.domain.allocation;

import java.util.List;

/**
 * A list that was made elsewhere and is uploaded as it is; this system adds no chance of its own to the arms.
 *
 * <p>Source: ICH E9 (1998), section 2.3.2, on schedules that are prepared independently and held in confidence.
 */
public record UploadedList() implements AllocationMethod {

    /** The method's name in a plan. */
    public static final String TYPE = "uploaded-list";

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public List<Objection> objections(AllocationRatio ratio) {
        return List.of();
    }
}
