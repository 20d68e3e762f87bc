package org.equipoise.e2e;

import java.util.regex.Pattern;

/**
 * What may differ between two trials that are alike: identifiers that are drawn at random, hashes of them, and times.
 * Each is replaced by its kind, its length kept, so that a value which grew by a letter is seen.
 */
final class Declared {

    private static final Pattern UUID =
            Pattern.compile("\\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\\b");
    private static final Pattern HASH = Pattern.compile("\\b[0-9a-f]{64}\\b");
    private static final Pattern IDENTIFIER = Pattern.compile("\\b[0-9a-f]{32}\\b");
    /** The first digits of a hash, at the foot of a report. */
    private static final Pattern SHORT_HASH = Pattern.compile("\\b[0-9a-f]{16}\\b");

    private static final Pattern INSTANT =
            Pattern.compile("\\b\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d(:\\d\\d(\\.\\d+)?)?(Z|[+-]\\d\\d:\\d\\d)");
    private static final Pattern INSTANT_IN_NAME = Pattern.compile("\\b\\d{4}-\\d\\d-\\d\\dT\\d{6,}Z");
    private static final Pattern TIME_OF_DAY = Pattern.compile("\\b\\d\\d:\\d\\d UTC");
    /** Entries of all studies are numbered together. */
    private static final Pattern AUDIT_ENTRY = Pattern.compile("\"id\":\\d+");

    /** How long entries took in the open report, which the clock decides. */
    private static final Pattern DELAY = Pattern.compile("(\"(?:median|ninetieth)DelayDays\":)[-0-9.E]+");
    /** Queries are named by when they were raised and by a hash. */
    private static final Pattern QUERY = Pattern.compile("\\bQ[0-9a-f]{21}\\b");
    /** How late something is grows with time. */
    private static final Pattern LATENESS = Pattern.compile("(?<=\"lateBy\":)\"[^\"]*\"");

    private static final Pattern SIGNATURE = Pattern.compile("(?<=\"signature\":\")[A-Za-z0-9+/_-]{86}(==)?(?=\")");
    private static final Pattern NONCE = Pattern.compile("(?<=nonce[-=]|nonce\" content=\")[A-Za-z0-9_+/=-]{22,24}");
    /** Also inside an entry of an audit chain, which is JSON in JSON. */
    private static final Pattern NUMBERED =
            Pattern.compile("(\\\\*\"(?:randomizationNumber|kit|next)\\\\*\":\\\\*\")([^\"\\\\]*)(\\\\*\")");

    private static final Pattern DIGIT_OR_LETTER = Pattern.compile("[0-9A-Za-z]");

    private Declared() {}

    /** A text of a study without its name and what is declared random. */
    static String random(String text, String study) {
        String plain = text.replace(study, "<study>");
        plain = UUID.matcher(plain).replaceAll("<uuid>");
        plain = HASH.matcher(plain).replaceAll("<hash>");
        plain = IDENTIFIER.matcher(plain).replaceAll("<identifier>");
        plain = SHORT_HASH.matcher(plain).replaceAll("<hash>");
        plain = INSTANT.matcher(plain).replaceAll("<instant>");
        plain = INSTANT_IN_NAME.matcher(plain).replaceAll("<instant>");
        plain = TIME_OF_DAY.matcher(plain).replaceAll("<time> UTC");
        plain = AUDIT_ENTRY.matcher(plain).replaceAll("\"id\":<entry>");
        plain = QUERY.matcher(plain).replaceAll("<query>");
        plain = LATENESS.matcher(plain).replaceAll("<time>");
        plain = SIGNATURE.matcher(plain).replaceAll("<signature>");
        plain = NONCE.matcher(plain).replaceAll("<nonce>");
        plain = DELAY.matcher(plain).replaceAll("$1<days>");
        return NUMBERED.matcher(plain)
                .replaceAll(found -> java.util.regex.Matcher.quoteReplacement(
                        found.group(1) + DIGIT_OR_LETTER.matcher(found.group(2)).replaceAll("#") + found.group(3)));
    }
}
