package org.equipoise.launcher.system;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** One person for each role of a study, two for the committee; for roles at a site, one for each site, the first site's without a suffix. */
final class DemonstrationPeople {

    private static final Map<String, String> AT_A_SITE = ordered(
            "coordinator", "Clara Coordinator",
            "investigator", "Ivan Investigator",
            "rater", "Rita Rater",
            "dose-nurse", "Nora Nurse",
            "pharmacist", "Paul Pharmacist");

    private static final Map<String, String> IN_A_STUDY = ordered(
            "monitor", "Mona Monitor",
            "unblinded-monitor", "Uwe Unblindedmonitor",
            "data-manager", "Dario Datamanager",
            "statistician", "Stella Statistician",
            "unblinded-statistician", "Ursula Unblinded",
            "dmc-member", "Dora DMC",
            "sponsor", "Sven Sponsor",
            "administrator", "Ada Administrator");

    /** Who supplies the sites has a role of the sites in the whole study. */
    private static final Map<String, String> OF_ALL_SITES = ordered("pharmacist", "Dina Depot");

    /** A committee's recommendation takes two members. */
    private static final Map<String, String> SECOND_OF_A_ROLE = ordered("dmc-member", "Otto DMC");

    private DemonstrationPeople() {}

    /** The people of all studies; who has the same name in two of them is one person with rights in both. */
    static List<Person> of(List<StudySites> studies) {
        Map<String, Person> people = new LinkedHashMap<>();
        for (StudySites study : studies) {
            for (int site = 0; site < study.sites().size(); site++) {
                String id = study.sites().get(site);
                String suffix = site == 0 ? "" : id;
                AT_A_SITE.forEach((role, name) ->
                        add(people, name, suffix, "/studies/" + study.study() + "/sites/" + id + "/" + role));
            }
            IN_A_STUDY.forEach((role, name) -> add(people, name, "", "/studies/" + study.study() + "/" + role));
            SECOND_OF_A_ROLE.forEach((role, name) -> add(people, name, "", "/studies/" + study.study() + "/" + role));
            OF_ALL_SITES.forEach((role, name) -> add(people, name, "", "/studies/" + study.study() + "/" + role));
        }
        return List.copyOf(people.values());
    }

    /** For the greeting: each role with the user of the first site. */
    static Map<String, String> usersByRole() {
        Map<String, String> users = new LinkedHashMap<>();
        AT_A_SITE.forEach((role, name) -> users.put(role, username(name, "")));
        IN_A_STUDY.forEach((role, name) -> users.put(role, username(name, "")));
        return users;
    }

    private static void add(Map<String, Person> people, String name, String suffix, String group) {
        String username = username(name, suffix);
        Person known = people.get(username);
        List<String> groups = new ArrayList<>(known == null ? List.of() : known.groups());
        groups.add(group);
        String last = name.substring(name.indexOf(' ') + 1);
        people.put(
                username,
                new Person(
                        username,
                        name.substring(0, name.indexOf(' ')),
                        suffix.isEmpty() ? last : last + " " + suffix,
                        List.copyOf(groups)));
    }

    private static String username(String name, String suffix) {
        String plain = name.toLowerCase(Locale.ROOT).replace(' ', '.');
        return suffix.isEmpty() ? plain : plain + "." + suffix.toLowerCase(Locale.ROOT);
    }

    private static Map<String, String> ordered(String... rolesAndNames) {
        Map<String, String> map = new LinkedHashMap<>();
        for (int i = 0; i < rolesAndNames.length; i += 2) {
            map.put(rolesAndNames[i], rolesAndNames[i + 1]);
        }
        return map;
    }
}
