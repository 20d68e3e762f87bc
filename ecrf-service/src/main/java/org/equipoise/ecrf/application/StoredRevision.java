package org.equipoise.ecrf.application;

import java.util.Comparator;
import java.util.Optional;
import org.equipoise.ecrf.domain.form.Revision;

/**
 * A revision with its links in the hash chain of its form, and the request that made it if that had a key.
 *
 * @param turn the turn of the subject that it was stored in; 0 before it is stored, and if it was before there were turns
 */
public record StoredRevision(
        Revision revision, String previousHash, String hash, Optional<RequestStamp> request, long turn) {
    /** The order in which revisions of one subject were stored; by their times where there were no turns yet. */
    static final Comparator<StoredRevision> IN_TURN = Comparator.comparingLong(StoredRevision::turn)
            .thenComparing(stored -> stored.revision().savedAt())
            .thenComparing(stored -> stored.revision().number());

    public StoredRevision(Revision revision, String previousHash, String hash, Optional<RequestStamp> request) {
        this(revision, previousHash, hash, request, 0);
    }

    /** The same in the turn in which it is stored. */
    public StoredRevision inTurn(long taken) {
        return new StoredRevision(revision, previousHash, hash, request, taken);
    }
}
