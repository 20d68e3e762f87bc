package org.equipoise.gateway.domain.request;

import java.util.Optional;

/**
 * The rules for the path of a request, before anything is routed by it.
 *
 * <p>Two programs that read one path differently are how a request reaches what it should not: the one checks
 * {@code /api/ecrf/..%2f..}, the other serves {@code /q}. So only a path that can be read in one way gets in (RFC 3986,
 * section 6.2.2): it starts with one slash, has no empty, {@code .} or {@code ..} segment, no backslash, no matrix
 * parameter ({@code ;}), and percent-encodes only what needs it. Everything else is refused, not repaired.
 */
public final class RequestTarget {

    /** The longest path, in characters, that is looked at. */
    static final int LONGEST = 2048;

    private RequestTarget() {}

    /**
     * Says why a request target is refused.
     *
     * @param target the target as it came over the wire, with its query
     * @return what is wrong with it, to be shown to the caller; empty if nothing is
     */
    public static Optional<String> objection(String target) {
        String path = pathOf(target);
        if (!path.startsWith("/")) {
            return Optional.of("The path does not start with a slash.");
        }
        if (path.length() > LONGEST) {
            return Optional.of("The path has more than " + LONGEST + " characters.");
        }
        return charactersObjection(path).or(() -> segmentsObjection(path));
    }

    /** The target without its query. */
    public static String pathOf(String target) {
        int query = target.indexOf('?');
        return query < 0 ? target : target.substring(0, query);
    }

    private static Optional<String> charactersObjection(String path) {
        for (int i = 0; i < path.length(); i++) {
            char c = path.charAt(i);
            if (c <= ' ' || c > '~' || c == '\\' || c == ';' || c == '#') {
                return Optional.of("The path contains a character that is not taken: position " + i + ".");
            }
            if (c == '%' && !isNeededEncoding(path, i)) {
                return Optional.of("The path percent-encodes what needs no encoding: position " + i + ".");
            }
        }
        return Optional.empty();
    }

    /** Whether the three characters from {@code i} encode a byte that is neither unreserved, nor structure, nor control. */
    private static boolean isNeededEncoding(String path, int i) {
        if (i + 2 >= path.length()) {
            return false;
        }
        int high = Character.digit(path.charAt(i + 1), 16);
        int low = Character.digit(path.charAt(i + 2), 16);
        if (high < 0 || low < 0) {
            return false;
        }
        int octet = high * 16 + low;
        boolean control = octet < ' ' || octet == 0x7f;
        boolean unreserved = octet < 0x80 && (Character.isLetterOrDigit(octet) || "-._~".indexOf(octet) >= 0);
        boolean structure = "/\\%;?#".indexOf(octet) >= 0;
        return !control && !unreserved && !structure;
    }

    private static Optional<String> segmentsObjection(String path) {
        String[] segments = path.substring(1).split("/", -1);
        for (int i = 0; i < segments.length; i++) {
            boolean last = i == segments.length - 1;
            if (segments[i].isEmpty() && !last) {
                return Optional.of("The path has an empty segment (two slashes in a row).");
            }
            if (segments[i].equals(".") || segments[i].equals("..")) {
                return Optional.of("The path has a relative segment (. or ..).");
            }
        }
        return Optional.empty();
    }
}
