package org.equipoise.stats.domain.analysis;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The rules of a charter in an analysis plan: each party is either a role or a user name, and stands in a list once. The role
 * of a chair is that of the committee's members, since no other signs and releases; the role of a key holder reads closed
 * results, since any other would put the key into blinded hands.
 */
final class CharterRules {

    private static final Pattern USER = Pattern.compile("[A-Za-z0-9._@+-]{1,100}");
    private static final int MOST_PARTIES = 20;

    private final List<PlanError> errors = new ArrayList<>();

    private CharterRules() {}

    static List<PlanError> errorsIn(AnalysisDefinition.CharterDefinition charter) {
        CharterRules rules = new CharterRules();
        if (charter != null) {
            rules.parties(
                    "charter.chairs",
                    PlanRules.present(charter.chairs()),
                    new Known(Set.of(Charter.MEMBER_ROLE), "name the role of the committee's members"));
            rules.parties(
                    "charter.keyHolders",
                    PlanRules.present(charter.keyHolders()),
                    new Known(Charter.CLOSED_ROLES, "name a role that reads closed results"));
        }
        return rules.errors;
    }

    /** The roles that a list may name, and how to say so. */
    private record Known(Set<String> roles, String remedy) {}

    private void parties(String field, List<AnalysisDefinition.PartyDefinition> parties, Known known) {
        if (parties.size() > MOST_PARTIES) {
            add(field, parties.size(), "name at most " + MOST_PARTIES + " parties");
        }
        for (int i = 0; i < parties.size(); i++) {
            String place = field + "[" + i + "]";
            party(place, parties.get(i), known);
            if (parties.subList(0, i).contains(parties.get(i))) {
                add(place, parties.get(i), "name each party once");
            }
        }
    }

    private void party(String place, AnalysisDefinition.PartyDefinition party, Known known) {
        if (party == null || (party.role() == null) == (party.user() == null)) {
            add(place, party, "give either a role or a user");
        } else if (party.role() != null && !known.roles().contains(party.role())) {
            add(place + ".role", party.role(), known.remedy() + ": " + String.join(", ", new TreeSet<>(known.roles())));
        } else if (party.user() != null && !USER.matcher(party.user()).matches()) {
            add(place + ".user", party.user(), "give a user name of 1 to 100 letters, digits and . _ @ + -");
        }
    }

    private void add(String field, Object value, String remedy) {
        errors.add(new PlanError(field, Objects.toString(value, ""), remedy));
    }
}
