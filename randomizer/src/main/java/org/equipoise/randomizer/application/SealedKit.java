package org.equipoise.randomizer.application;

import org.equipoise.randomizer.domain.kit.KitPlace;
import org.equipoise.randomizer.domain.kit.KitState;

/** A kit as it is stored: what is in it is encrypted, where it is and in which state is not. */
public final class SealedKit {

    private final String number;
    private final byte[] content;
    private final KitState state;
    private final KitPlace place;

    public SealedKit(String number, byte[] content, KitState state, KitPlace place) {
        this.number = number;
        this.content = content.clone();
        this.state = state;
        this.place = place;
    }

    public String number() {
        return number;
    }

    /** The content's ciphertext. */
    public byte[] content() {
        return content.clone();
    }

    public KitState state() {
        return state;
    }

    public KitPlace place() {
        return place;
    }
}
