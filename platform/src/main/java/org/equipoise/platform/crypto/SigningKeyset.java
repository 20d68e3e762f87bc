package org.equipoise.platform.crypto;

import com.google.crypto.tink.AccessesPartialKey;
import com.google.crypto.tink.Configuration;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.PublicKeySign;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.signature.Ed25519PublicKey;
import com.google.crypto.tink.signature.PredefinedSignatureParameters;
import com.google.crypto.tink.signature.SignatureConfig2026;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.equipoise.platform.audit.AuditRoot.RootSignature;
import org.equipoise.platform.audit.RootKeys;

/** A Tink keyset of plain Ed25519 keys: the primary one signs, all of them are known to have signed. */
public final class SigningKeyset {

    private static final Configuration SIGNATURE = SignatureConfig2026.get();

    private final KeysetHandle keys;

    private SigningKeyset(KeysetHandle keys) {
        this.keys = keys;
    }

    /** A new keyset as JSON, to be kept where only the service can read it. */
    public static String generate() {
        try {
            KeysetHandle keys = KeysetHandle.generateNew(PredefinedSignatureParameters.ED25519WithRawOutput, SIGNATURE);
            return TinkJsonProtoKeysetFormat.serializeKeyset(keys, SIGNATURE, InsecureSecretKeyAccess.get());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("No signing key could be made", e);
        }
    }

    /** Reads the JSON. */
    public static SigningKeyset parse(String json) {
        try {
            return new SigningKeyset(
                    TinkJsonProtoKeysetFormat.parseKeyset(json, SIGNATURE, InsecureSecretKeyAccess.get()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The signing key is no Tink keyset of Ed25519 keys", e);
        }
    }

    /** Signs with the primary key. */
    public RootSignature sign(byte[] message) {
        try {
            byte[] signature = keys.getPrimitive(SIGNATURE, PublicKeySign.class).sign(message);
            String key = publicKeys().keys().get(0).key();
            return new RootSignature(key, Base64.getEncoder().encodeToString(signature));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("A root could not be signed", e);
        }
    }

    /** The public halves, the primary one first. */
    @AccessesPartialKey
    public RootKeys publicKeys() {
        try {
            KeysetHandle halves = keys.getPublicKeysetHandle();
            List<RootKeys.Key> found = new ArrayList<>();
            for (int i = 0; i < halves.size(); i++) {
                KeysetHandle.Entry entry = halves.getAt(i);
                byte[] raw =
                        ((Ed25519PublicKey) entry.getKey()).getPublicKeyBytes().toByteArray();
                found.add(entry.isPrimary() ? 0 : found.size(), RootKeys.Key.of(raw));
            }
            return new RootKeys(found);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The signing key has no public half", e);
        }
    }
}
