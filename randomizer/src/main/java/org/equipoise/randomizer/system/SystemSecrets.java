package org.equipoise.randomizer.system;

import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.util.UUID;
import org.equipoise.randomizer.application.SecretSource;
import org.equipoise.randomizer.domain.randomness.Seed;

@ApplicationScoped
class SystemSecrets implements SecretSource {

    private final SecureRandom random = new SecureRandom();

    @Override
    public Seed seed() {
        byte[] bytes = new byte[Seed.LENGTH];
        random.nextBytes(bytes);
        return Seed.of(bytes);
    }

    @Override
    public String identifier() {
        return UUID.randomUUID().toString();
    }
}
