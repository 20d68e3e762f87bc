package org.equipoise.launcher.client;

import java.util.Map;
import java.util.Optional;

/**
 * The demonstration users by role. A role at a site has one person for each site; the first site's has no suffix.
 *
 * @param firstSite the id of the study's first site
 */
public record Staff(String firstSite) {

    private static final Map<String, String> AT_A_SITE = Map.of(
            "coordinator", "clara.coordinator",
            "investigator", "ivan.investigator",
            "rater", "rita.rater",
            "dose-nurse", "nora.nurse",
            "pharmacist", "paul.pharmacist");

    private static final Map<String, String> IN_A_STUDY = Map.of(
            "monitor", "mona.monitor",
            "unblinded-monitor", "uwe.unblindedmonitor",
            "data-manager", "dario.datamanager",
            "unblinded-statistician", "ursula.unblinded",
            "dmc-member", "dora.dmc",
            "sponsor", "sven.sponsor",
            "administrator", "ada.administrator",
            "pharmacist", "dina.depot");

    /** The committee's other member; its recommendation takes two signatures. */
    public static final String SECOND_MEMBER = "otto.dmc";

    /** The person with a role at a site. */
    public String at(String site, String role) {
        String name = known(AT_A_SITE, role);
        return site.equals(firstSite) ? name : name + "." + site;
    }

    /** The person with a role in the whole study. */
    public static String inStudy(String role) {
        return known(IN_A_STUDY, role);
    }

    private static String known(Map<String, String> names, String role) {
        return Optional.ofNullable(names.get(role))
                .orElseThrow(() -> new IllegalArgumentException("No demonstration user is a " + role));
    }
}
