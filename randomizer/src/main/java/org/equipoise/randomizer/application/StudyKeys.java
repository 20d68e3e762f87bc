package org.equipoise.randomizer.application;

/** Port to the keys that protect a study's secrets at rest. */
public interface StudyKeys {

    /** A new key for a study, wrapped so that it can be stored. */
    String newWrappedKey(String study);

    /** The cipher of a wrapped key. */
    StudyCipher cipher(String study, String wrappedKey);
}
