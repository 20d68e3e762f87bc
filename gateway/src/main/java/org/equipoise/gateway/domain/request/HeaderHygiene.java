package org.equipoise.gateway.domain.request;

import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Which headers stop at the gateway. Hop-by-hop headers (RFC 9110, section 7.6.1) belong to one connection; cookies belong
 * to the browser and the gateway; what names the caller's address is the gateway's to say.
 */
public final class HeaderHygiene {

    private static final Set<String> HOP_BY_HOP = Set.of(
            "connection",
            "keep-alive",
            "proxy-authenticate",
            "proxy-authorization",
            "proxy-connection",
            "te",
            "trailer",
            "upgrade");

    private static final Set<String> REQUEST_ONLY = Set.of(
            "cookie",
            "authorization",
            "forwarded",
            "via",
            "expect",
            "x-real-ip",
            "x-equipoise-csrf",
            "equipoise-person");

    private static final Set<String> RESPONSE_ONLY =
            Set.of("set-cookie", "server", "via", "x-powered-by", "x-request-id", "cache-control");

    private HeaderHygiene() {}

    /**
     * Names of headers that are not forwarded to a service, in lower case.
     *
     * @param names the names of the headers present
     * @param connection the values of the {@code Connection} header, which may name further hop-by-hop headers
     */
    public static Set<String> stoppedInRequest(Collection<String> names, Collection<String> connection) {
        return stopped(names, connection, REQUEST_ONLY, "x-forwarded-");
    }

    /** Names of headers that are not returned to the caller, in lower case. */
    public static Set<String> stoppedInResponse(Collection<String> names, Collection<String> connection) {
        return stopped(names, connection, RESPONSE_ONLY, "access-control-");
    }

    private static Set<String> stopped(
            Collection<String> names, Collection<String> connection, Set<String> stopped, String prefix) {
        Set<String> named = new TreeSet<>(HOP_BY_HOP);
        connection.stream()
                .flatMap(value -> Arrays.stream(value.split(",", -1)))
                .map(HeaderHygiene::lower)
                .forEach(named::add);
        Set<String> result = new TreeSet<>();
        Stream<String> present = names.stream().map(HeaderHygiene::lower);
        present.filter(name -> named.contains(name) || stopped.contains(name) || name.startsWith(prefix))
                .forEach(result::add);
        return result;
    }

    private static String lower(String name) {
        return name.trim().toLowerCase(Locale.ROOT);
    }
}
