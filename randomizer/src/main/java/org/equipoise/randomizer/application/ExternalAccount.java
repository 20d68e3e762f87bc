package org.equipoise.randomizer.application;

/**
 * Another system's account: it randomizes subjects of one study, and can do nothing else.
 *
 * @param name the user name
 * @param study the study
 * @param code what the system gets to hear of a randomization
 */
public record ExternalAccount(String name, String study, Code code) {

    /** What names a randomization; neither tells the arm. */
    public enum Code {
        RANDOMIZATION_NUMBER,
        KIT
    }

    String codeOf(Randomization randomization) {
        return switch (code) {
            case RANDOMIZATION_NUMBER -> randomization.randomizationNumber();
            case KIT -> randomization.kit();
        };
    }
}
