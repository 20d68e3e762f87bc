package org.equipoise.platform.crypto;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.google.crypto.tink.Aead;
import com.google.crypto.tink.Configuration;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig2026;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Set;

/** The master keys of a service in their file: the primary one wraps, all of them unwrap. */
public final class MasterKeyset {

    private static final Configuration AEAD = AeadConfig2026.get();
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final byte TINK_PREFIX = 1;
    private static final int PREFIX_LENGTH = 5;

    private final Path file;
    private final KeysetHandle keys;

    private MasterKeyset(Path file, KeysetHandle keys) {
        this.file = file;
        this.keys = keys;
    }

    /** Reads the file. */
    public static MasterKeyset read(Path file) throws IOException {
        try {
            String json = Files.readString(file);
            return new MasterKeyset(
                    file, TinkJsonProtoKeysetFormat.parseKeyset(json, AEAD, InsecureSecretKeyAccess.get()));
        } catch (GeneralSecurityException e) {
            throw new IOException(file + " holds no master key", e);
        }
    }

    /** How many keys there are. */
    public int size() {
        return keys.size();
    }

    /** Adds a new key, makes it the primary one, and writes the file. */
    public MasterKeyset withNewPrimary() throws IOException {
        try {
            KeysetHandle more = KeysetHandle.newBuilder(keys)
                    .setConfiguration(AEAD)
                    .addEntry(KeysetHandle.generateEntryFromParameters(PredefinedAeadParameters.AES256_GCM)
                            .withRandomId()
                            .makePrimary())
                    .build();
            return new MasterKeyset(file, more).written();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("No master key could be added", e);
        }
    }

    /** Takes every key but the primary one away, and writes the file. What they wrapped is lost. */
    public MasterKeyset withPrimaryOnly() throws IOException {
        try {
            KeysetHandle.Builder one = KeysetHandle.newBuilder(keys).setConfiguration(AEAD);
            for (int i = keys.size() - 1; i >= 0; i--) {
                if (!keys.getAt(i).isPrimary()) {
                    one.deleteAt(i);
                }
            }
            return new MasterKeyset(file, one.build()).written();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The old master keys could not be taken away", e);
        }
    }

    /** Whether the primary key wrapped this. */
    public boolean wrappedByPrimary(String wrappedKey) {
        try {
            byte[] ciphertext = Base64.getDecoder()
                    .decode(JSON.readTree(wrappedKey).path("encryptedKeyset").asText());
            return ciphertext.length > PREFIX_LENGTH
                    && ciphertext[0] == TINK_PREFIX
                    && ByteBuffer.wrap(ciphertext, 1, Integer.BYTES).getInt()
                            == keys.getPrimary().getId();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A wrapped key is not JSON", e);
        }
    }

    /** The same study key, wrapped by the primary key. */
    public String rewrap(String study, String wrappedKey) {
        try {
            byte[] place = study.getBytes(StandardCharsets.UTF_8);
            Aead master = keys.getPrimitive(AEAD, Aead.class);
            KeysetHandle studyKey = TinkJsonProtoKeysetFormat.parseEncryptedKeyset(wrappedKey, master, place, AEAD);
            String fresh = TinkJsonProtoKeysetFormat.serializeEncryptedKeyset(studyKey, master, place, AEAD);
            if (!TinkJsonProtoKeysetFormat.parseEncryptedKeyset(fresh, master, place, AEAD)
                    .equalsKeyset(studyKey)) {
                throw new IllegalStateException("The key of " + study + " did not survive its wrapping");
            }
            return fresh;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The key of " + study + " does not open with this master key", e);
        }
    }

    /** The file holds the old keys or the new ones, whenever the machine stops. */
    private MasterKeyset written() throws IOException {
        String json;
        try {
            json = TinkJsonProtoKeysetFormat.serializeKeyset(keys, AEAD, InsecureSecretKeyAccess.get());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The master keys could not be written", e);
        }
        Path folder = file.toAbsolutePath().getParent();
        Path fresh = Files.createTempFile(folder, file.getFileName().toString(), ".new");
        try (FileChannel channel = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
            ByteBuffer bytes = ByteBuffer.wrap(json.getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        keepPermissions(fresh);
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        return this;
    }

    private void keepPermissions(Path fresh) throws IOException {
        if (Files.getFileStore(file).supportsFileAttributeView("posix")) {
            Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
            Files.setPosixFilePermissions(fresh, permissions);
        }
    }
}
