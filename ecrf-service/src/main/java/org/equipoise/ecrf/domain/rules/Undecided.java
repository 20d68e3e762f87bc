package org.equipoise.ecrf.domain.rules;

/** Thrown by a comparison of dates whose result hangs on a part that nobody knows. It never leaves {@link Expression}. */
final class Undecided extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Undecided() {
        super("A partial date leaves the comparison open", null, false, false);
    }
}
