package org.equipoise.randomizer.application;

/** Authenticated encryption under one study's key. What was sealed for one place does not open at another. */
public interface StudyCipher {

    /** Encrypts; equal texts look different each time. */
    byte[] seal(byte[] plaintext, byte[] place);

    /** Decrypts; fails if the ciphertext was changed or belongs to another place. */
    byte[] open(byte[] ciphertext, byte[] place);
}
