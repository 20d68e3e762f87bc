package org.equipoise.randomizer.crypto;

import jakarta.enterprise.context.ApplicationScoped;
import org.equipoise.platform.audit.AuditRoot.RootSignature;
import org.equipoise.platform.audit.RootKeys;
import org.equipoise.platform.crypto.SigningKeys;
import org.equipoise.randomizer.application.RootSigner;

@ApplicationScoped
class KeyRootSigner implements RootSigner {

    private final SigningKeys keys;

    KeyRootSigner(SigningKeys keys) {
        this.keys = keys;
    }

    @Override
    public boolean isReady() {
        return keys.isConfigured();
    }

    @Override
    public RootSignature sign(byte[] message) {
        return keys.sign(message);
    }

    @Override
    public RootKeys publicKeys() {
        return keys.publicKeys();
    }
}
