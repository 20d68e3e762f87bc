package org.equipoise.platform.audit;

import org.equipoise.platform.audit.AuditRoot.RootSignature;

/** Port to the key that signs roots. */
public interface RootSigner {

    /** Whether there is such a key. */
    boolean isReady();

    RootSignature sign(byte[] message);

    /** What verifies its signatures. */
    RootKeys publicKeys();
}
