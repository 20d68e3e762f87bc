package org.equipoise.randomizer.application;

import org.equipoise.randomizer.domain.randomness.Seed;

/** Port to true randomness: what must be unforeseeable, and what must tell nothing. */
public interface SecretSource {

    /** A new seed of full entropy. */
    Seed seed();

    /** A new identifier without meaning. */
    String identifier();
}
