package org.equipoise.ecrf.application;

import org.equipoise.platform.audit.AuditRoot.RootSignature;
import org.equipoise.platform.audit.RootKeys;

/** Port to the key that signs roots. */
public interface RootSigner {
    boolean isReady();

    RootSignature sign(byte[] message);

    RootKeys publicKeys();
}
