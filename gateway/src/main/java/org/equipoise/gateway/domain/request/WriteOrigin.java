package org.equipoise.gateway.domain.request;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Set;

/**
 * Where a request that carries a session cookie says it comes from. Browsers attach cookies to requests that other sites
 * cause; a write counts only if it comes from this application's own pages.
 *
 * @param method the HTTP method
 * @param marker the value of {@code X-Equipoise-CSRF}, which another site cannot set without permission; or null
 * @param fetchSite the value of {@code Sec-Fetch-Site}, which pages cannot forge; or null
 * @param origin the value of {@code Origin}; or null
 * @param host the authority that the request was sent to, such as {@code trials.example:8443}
 */
public record WriteOrigin(String method, String marker, String fetchSite, String origin, String host) {

    private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS");

    /** Whether the method changes nothing by definition (RFC 9110, section 9.2.1). */
    public boolean isSafe() {
        return SAFE.contains(method);
    }

    /** A script of this application: marked, and of the same origin. */
    public boolean isOwnScript() {
        return "1".equals(marker) && isSameOrigin();
    }

    /**
     * Whether everything the browser says about the origin agrees with this host, and it says something at all. Where it
     * sends both headers, both must agree.
     */
    public boolean isSameOrigin() {
        if (fetchSite == null && origin == null) {
            return false;
        }
        boolean bySite = fetchSite == null || fetchSite.equals("same-origin");
        boolean byOrigin = origin == null || isThisHost();
        return bySite && byOrigin;
    }

    private boolean isThisHost() {
        try {
            String authority = new URI(origin).getRawAuthority();
            return authority != null
                    && host != null
                    && authority.toLowerCase(Locale.ROOT).equals(host.toLowerCase(Locale.ROOT));
        } catch (URISyntaxException e) {
            return false;
        }
    }
}
