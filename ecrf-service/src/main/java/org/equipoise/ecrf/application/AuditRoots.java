package org.equipoise.ecrf.application;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.equipoise.platform.audit.AuditRoot;
import org.equipoise.platform.audit.AuditVerifier.Seal;
import org.equipoise.platform.audit.ChainHead;

/** The signed roots of all studies' audits, which never change. */
public interface AuditRoots {
    /** Stores a root; false if there is one of that number already. */
    boolean append(NewRoot root);

    Optional<AuditRoot> last(String study);

    /** Roots in their order, after the one with the given number. */
    List<AuditRoot> page(String study, long after, int limit);

    /** Roots from the last backwards, those before the one with the given number. */
    List<AuditRoot> pageBack(String study, long before, int limit);

    /** The head of each chain of one kind as a root named it last, one after the other in the order of their names. */
    void named(String study, boolean hidden, Consumer<ChainHead> each);

    /** The same for some chains of both kinds by their names; those that no root has named are left out. */
    Collection<ChainHead> named(String study, boolean hidden, Collection<String> streams);

    /** Draws what roots have named anew from the signed texts, in case somebody touched the copy of it. */
    void nameAgain(String study);

    /** The salt of a root's commitment to the hidden chains. */
    Optional<String> salt(String study, long seq);

    /** What opens the commitments to the hidden chains. */
    List<Seal> seals(String study);

    /** The root that was made for a request with this key. */
    Optional<AuditRoot> askedFor(String study, String requestKey);

    /** A root with what opens its commitment, and the key of the request if somebody asked for it. */
    record NewRoot(AuditRoot root, Seal seal, Optional<String> requestKey) {}
}
