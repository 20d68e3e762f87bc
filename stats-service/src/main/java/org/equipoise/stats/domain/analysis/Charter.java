package org.equipoise.stats.domain.analysis;

import java.util.List;
import java.util.Set;

/**
 * What the committee's charter settles about its meetings, as data: who chairs, and who may learn which arm is behind which
 * label. Signatures and sign-ins are the same for every study and not part of it.
 *
 * @param chairs who opens meetings and releases recommendations, while they are members of the committee
 * @param keyHolders to whom the key of A and B is released; nobody if empty
 */
public record Charter(List<Party> chairs, List<Party> keyHolders) {

    /** The role whose holders can chair: no other may sign or release. */
    public static final String MEMBER_ROLE = "dmc-member";

    /** Roles that read closed results; the charter can name these, and persons, as holders of the key, and no other role. */
    public static final Set<String> CLOSED_ROLES = Set.of(MEMBER_ROLE, "unblinded-statistician");

    /** Where a plan says nothing: any member chairs, and the key is released to nobody. */
    public static final Charter SILENT = new Charter(List.of(new Party(MEMBER_ROLE, null)), List.of());

    /** Takes copies. */
    public Charter {
        chairs = List.copyOf(chairs);
        keyHolders = List.copyOf(keyHolders);
    }

    /**
     * Whom the charter names: all who hold a role, or one person.
     *
     * @param role a role that reads closed results, or null
     * @param user a user name, or null
     */
    public record Party(String role, String user) {

        boolean includes(String name, Set<String> roles) {
            return user == null ? roles.contains(role) : user.equals(name);
        }
    }

    /**
     * Whether somebody chairs.
     *
     * @param user their user name
     * @param roles their roles in the study
     * @return whether the charter names them or one of their roles
     */
    public boolean isChair(String user, Set<String> roles) {
        return chairs.stream().anyMatch(party -> party.includes(user, roles));
    }

    /**
     * Whether the key of A and B is released to somebody.
     *
     * @param user their user name
     * @param roles their roles in the study
     * @return whether the charter names them or one of their roles
     */
    public boolean holdsKey(String user, Set<String> roles) {
        return keyHolders.stream().anyMatch(party -> party.includes(user, roles));
    }

    /**
     * The charter that a plan describes.
     *
     * @param definition without errors; null where the plan says nothing
     * @return the charter
     */
    static Charter of(AnalysisDefinition.CharterDefinition definition) {
        if (definition == null) {
            return SILENT;
        }
        List<Party> chairs = parties(definition.chairs());
        return new Charter(chairs.isEmpty() ? SILENT.chairs() : chairs, parties(definition.keyHolders()));
    }

    private static List<Party> parties(List<AnalysisDefinition.PartyDefinition> definitions) {
        return PlanRules.present(definitions).stream()
                .map(party -> new Party(party.role(), party.user()))
                .toList();
    }
}
