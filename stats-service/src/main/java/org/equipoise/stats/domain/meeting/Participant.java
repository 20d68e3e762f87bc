package org.equipoise.stats.domain.meeting;

/**
 * Somebody in a closed session.
 *
 * @param id stable identifier at the identity provider
 * @param name user name, for people to read
 * @param member whether the person is a member of the committee; the unblinded statistician is none
 */
public record Participant(String id, String name, boolean member) {

    /**
     * Whether both are the same person, whatever they are called.
     *
     * @param other the other
     * @return whether the identifiers agree
     */
    public boolean is(Participant other) {
        return id.equals(other.id);
    }
}
