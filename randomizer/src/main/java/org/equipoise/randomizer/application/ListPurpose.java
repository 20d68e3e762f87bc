package org.equipoise.randomizer.application;

import java.util.Arrays;
import java.util.Optional;

/** What a list is for. The two never meet: a study that is live makes no more test lists. */
public enum ListPurpose {

    /** Subjects are randomized from it. */
    LIVE("live"),

    /** People try the study out with it; its randomizations are kept apart from the real ones and reach nobody. */
    TEST("test");

    private final String code;

    ListPurpose(String code) {
        this.code = code;
    }

    /** The name in requests and answers. */
    public String code() {
        return code;
    }

    /** Finds the purpose by its name. */
    public static Optional<ListPurpose> of(String code) {
        return Arrays.stream(values())
                .filter(purpose -> purpose.code.equals(code))
                .findFirst();
    }
}
