package org.equipoise.randomizer.application;

import org.equipoise.platform.audit.AuditRoot.RootSignature;
import org.equipoise.platform.audit.RootKeys;

/** Port to the key that signs roots. */
public interface RootSigner {

    /** Whether there is such a key. */
    boolean isReady();

    RootSignature sign(byte[] message);

    /** What verifies its signatures. */
    RootKeys publicKeys();
}
