package org.equipoise.platform.security;

import java.util.Set;
import java.util.TreeSet;

/** The sites for which a permission holds: the whole study, or some sites of it. */
public record SiteScope(boolean wholeStudy, Set<String> sites) {

    public static SiteScope all() {
        return new SiteScope(true, Set.of());
    }

    public static SiteScope none() {
        return new SiteScope(false, Set.of());
    }

    public static SiteScope only(Set<String> sites) {
        return new SiteScope(false, sites);
    }

    public boolean isEmpty() {
        return !wholeStudy && sites.isEmpty();
    }

    public boolean includes(String site) {
        return wholeStudy || sites.contains(site);
    }

    public SiteScope union(SiteScope other) {
        if (wholeStudy || other.wholeStudy) {
            return all();
        }
        Set<String> both = new TreeSet<>(sites);
        both.addAll(other.sites);
        return only(both);
    }
}
