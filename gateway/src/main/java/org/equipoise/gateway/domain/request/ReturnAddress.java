package org.equipoise.gateway.domain.request;

/** Where a person goes after sign-in: a page of this application, whatever the link said. */
public final class ReturnAddress {

    static final String HOME = "/";

    private ReturnAddress() {}

    /**
     * The wanted address, if it is a local path to a page; else the home page. An address such as {@code //evil.example}
     * or {@code /\evil.example} is local by its first character only.
     */
    public static String of(String wanted) {
        if (wanted == null || RequestTarget.objection(wanted).isPresent() || hasStrangeCharacter(wanted)) {
            return HOME;
        }
        boolean page = wanted.equals(HOME) || wanted.startsWith("/?") || wanted.startsWith("/studies/");
        return page ? wanted : HOME;
    }

    private static boolean hasStrangeCharacter(String address) {
        return address.chars().anyMatch(c -> c <= ' ' || c > '~' || c == '\\');
    }
}
