package org.equipoise.platform.security;

import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a token's groups give, study by study: {@code /studies/{study}/{role}} for the whole study,
 * {@code /studies/{study}/sites/{site}/{role}} for one site. Groups of any other form give nothing.
 */
public record Grants(Map<String, Map<Role, SiteScope>> byStudy) {

    public static Grants of(Collection<String> groups) {
        Map<String, Map<Role, SiteScope>> studies = new TreeMap<>();
        for (String group : groups) {
            String[] part = group.split("/", -1);
            if (part.length == 4 && isStudy(part)) {
                Role.byId(part[3]).ifPresent(role -> add(studies, part[2], role, SiteScope.all()));
            } else if (part.length == 6 && isStudy(part) && part[3].equals("sites")) {
                Role.byId(part[5]).ifPresent(role -> add(studies, part[2], role, SiteScope.only(Set.of(part[4]))));
            }
        }
        return new Grants(studies);
    }

    private static boolean isStudy(String[] part) {
        return part[0].isEmpty() && part[1].equals("studies") && !part[2].isEmpty();
    }

    private static void add(Map<String, Map<Role, SiteScope>> studies, String study, Role role, SiteScope scope) {
        studies.computeIfAbsent(study, s -> new EnumMap<>(Role.class)).merge(role, scope, SiteScope::union);
    }

    public Set<Role> roles(String study) {
        return byStudy.getOrDefault(study, Map.of()).keySet();
    }

    public SiteScope sites(Permission permission, String study) {
        SiteScope scope = byStudy.getOrDefault(study, Map.of()).entrySet().stream()
                .filter(grant -> grant.getKey().permissions().contains(permission))
                .map(Map.Entry::getValue)
                .reduce(SiteScope.none(), SiteScope::union);
        return permission.ofWholeStudy() && !scope.wholeStudy() ? SiteScope.none() : scope;
    }

    public Set<Permission> permissions(String study) {
        Set<Permission> all = new TreeSet<>();
        roles(study).forEach(role -> all.addAll(role.permissions()));
        return all;
    }

    /** Two roles in the study that one person must not hold together, if there are such. */
    public Optional<Set<Role>> conflict(String study) {
        for (Role one : roles(study)) {
            for (Role other : roles(study)) {
                if (one.conflictsWith(other)) {
                    Set<Role> pair = new LinkedHashSet<>();
                    pair.add(one);
                    pair.add(other);
                    return Optional.of(pair);
                }
            }
        }
        return Optional.empty();
    }
}
