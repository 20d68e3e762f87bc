package org.equipoise.platform.audit;

/**
 * Something that cannot be if nobody touched the audit.
 *
 * @param kind what sort of thing
 * @param place where: a stream, {@code roots}, or {@code published roots}
 * @param seq which entry or root of it
 * @param what in words
 */
public record AuditFinding(Kind kind, String place, long seq, String what) {

    /** Sorts of findings. */
    public enum Kind {
        /** An entry's text is not the one that was hashed when it was written. */
        CHANGED,
        /** Entries are gone from the middle or the end of a stream. */
        REMOVED,
        /** An entry stands where it was not written. */
        MOVED,
        /** A stream is sound in itself, but it is not the one that a signed root saw. */
        REWRITTEN,
        /** A root is not signed by a known key, or not the one that was published, or missing. */
        ROOT
    }

    @Override
    public String toString() {
        return kind + " " + place + " #" + seq + ": " + what;
    }
}
