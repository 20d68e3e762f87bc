package org.equipoise.randomizer.accounts;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.equipoise.platform.crypto.PasswordHash;
import org.equipoise.randomizer.application.ExternalAccount;
import org.equipoise.randomizer.application.ExternalAccounts;
import org.jboss.logging.Logger;

/** Accounts in a file, a line each: name, study, {@code number} or {@code kit}, and the hash of the password. */
@ApplicationScoped
class FileAccounts implements ExternalAccounts {

    private static final Logger LOG = Logger.getLogger(FileAccounts.class);
    private static final int FIELDS = 4;
    private static final PasswordHash NOBODYS = PasswordHash.of("", new byte[16]);

    private final Optional<Path> file;
    private final Vertx vertx;
    private final byte[] processKey = new byte[32];
    /** Hashing takes long on purpose; who has just signed in need not wait for it again. */
    private final Map<String, byte[]> known = new ConcurrentHashMap<>();

    FileAccounts(@ConfigProperty(name = "equipoise.external.accounts-file") Optional<Path> file, Vertx vertx) {
        this.file = file;
        this.vertx = vertx;
        new SecureRandom().nextBytes(processKey);
    }

    private record Line(ExternalAccount account, PasswordHash hash) {}

    @Override
    public Uni<Optional<ExternalAccount>> verify(String name, String password) {
        return vertx.executeBlocking(() -> verified(name, password), false);
    }

    private Optional<ExternalAccount> verified(String name, String password) {
        Optional<Line> line = find(name);
        if (line.isEmpty()) {
            NOBODYS.matches(password);
            return Optional.empty();
        }
        byte[] proof = proof(line.get().hash() + "\n" + password);
        byte[] before = known.get(name);
        boolean right = before != null && MessageDigest.isEqual(before, proof);
        if (!right && line.get().hash().matches(password)) {
            known.put(name, proof);
            right = true;
        }
        return right ? line.map(Line::account) : Optional.empty();
    }

    private Optional<Line> find(String name) {
        if (file.isEmpty() || !Files.exists(file.get())) {
            return Optional.empty();
        }
        try {
            return Files.readAllLines(file.get(), StandardCharsets.UTF_8).stream()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .map(line -> line.split("\\s+", -1))
                    .filter(fields -> fields.length == FIELDS && fields[0].equals(name))
                    .findFirst()
                    .flatMap(FileAccounts::line);
        } catch (IOException e) {
            LOG.errorf("The file of external accounts cannot be read: %s", e.getMessage());
            return Optional.empty();
        }
    }

    private static Optional<Line> line(String[] fields) {
        ExternalAccount.Code code =
                fields[2].equals("kit") ? ExternalAccount.Code.KIT : ExternalAccount.Code.RANDOMIZATION_NUMBER;
        return PasswordHash.parse(fields[3])
                .map(hash -> new Line(new ExternalAccount(fields[0], fields[1], code), hash));
    }

    private byte[] proof(String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(processKey, "HmacSHA256"));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has HMAC-SHA-256", e);
        }
    }
}
