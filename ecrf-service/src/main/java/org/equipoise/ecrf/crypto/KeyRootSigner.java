package org.equipoise.ecrf.crypto;

import jakarta.enterprise.context.ApplicationScoped;
import org.equipoise.ecrf.application.RootSigner;
import org.equipoise.platform.audit.AuditRoot.RootSignature;
import org.equipoise.platform.audit.RootKeys;
import org.equipoise.platform.crypto.SigningKeys;

@ApplicationScoped
public class KeyRootSigner implements RootSigner {
    private final SigningKeys keys;

    public KeyRootSigner(SigningKeys keys) {
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
