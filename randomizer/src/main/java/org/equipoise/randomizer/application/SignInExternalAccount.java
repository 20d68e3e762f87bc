package org.equipoise.randomizer.application;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.equipoise.platform.problem.ProblemType;
import org.equipoise.platform.problem.Refusal;

/**
 * Finds out which account's credentials a request carries (HTTP Basic, RFC 7617). Who fails too often from one address is
 * not even asked any more for a while; the account goes on working for everybody else.
 */
@ApplicationScoped
public class SignInExternalAccount {

    static final int MOST_FAILURES = 5;
    static final Duration WHILE = Duration.ofMinutes(1);
    private static final int MOST_PLACES = 10_000;
    private static final String SCHEME = "basic ";

    private final ExternalAccounts accounts;
    private final Clock clock;
    private final Map<String, Deque<Instant>> failures = new ConcurrentHashMap<>();

    public SignInExternalAccount(ExternalAccounts accounts, Clock clock) {
        this.accounts = accounts;
        this.clock = clock;
    }

    /**
     * The account.
     *
     * @param authorization the header; null if there is none
     * @param address whence the request comes
     * @throws Refusal {@code unauthenticated}; {@code too-many-requests}
     */
    public Uni<ExternalAccount> signIn(String authorization, String address) {
        String[] credentials = credentials(authorization);
        String place = credentials[0] + "@" + address;
        refuseIfTooMany(place);
        return accounts.verify(credentials[0], credentials[1]).map(found -> {
            if (found.isEmpty()) {
                remember(place);
                throw unauthenticated();
            }
            failures.remove(place);
            return found.get();
        });
    }

    private static String[] credentials(String authorization) {
        if (authorization == null || !authorization.toLowerCase(Locale.ROOT).startsWith(SCHEME)) {
            throw unauthenticated();
        }
        try {
            byte[] decoded = Base64.getDecoder()
                    .decode(authorization.substring(SCHEME.length()).strip());
            String[] parts = new String(decoded, StandardCharsets.UTF_8).split(":", 2);
            if (parts.length == 2) {
                return parts;
            }
        } catch (IllegalArgumentException e) {
            throw unauthenticated();
        }
        throw unauthenticated();
    }

    private void refuseIfTooMany(String place) {
        Deque<Instant> times = failures.get(place);
        if (times == null) {
            return;
        }
        Instant since = clock.instant().minus(WHILE);
        synchronized (times) {
            while (!times.isEmpty() && times.peekFirst().isBefore(since)) {
                times.removeFirst();
            }
            if (times.size() >= MOST_FAILURES) {
                throw ExternalRefusals.withError(Refusal.of(
                                ProblemType.TOO_MANY_REQUESTS,
                                "Too many wrong passwords came from this address for this account.")
                        .fix("Correct the credentials, and try again in a minute."));
            }
        }
    }

    private void remember(String place) {
        if (failures.size() >= MOST_PLACES) {
            failures.clear();
        }
        Deque<Instant> times = failures.computeIfAbsent(place, key -> new ArrayDeque<>());
        synchronized (times) {
            times.addLast(clock.instant());
        }
    }

    private static Refusal unauthenticated() {
        return ExternalRefusals.withError(
                Refusal.of(ProblemType.UNAUTHENTICATED, "The request carries no user name and password known here.")
                        .fix("Send the service account's credentials by HTTP Basic authentication."));
    }
}
