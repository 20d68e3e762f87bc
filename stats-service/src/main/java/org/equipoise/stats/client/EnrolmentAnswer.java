package org.equipoise.stats.client;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.equipoise.stats.application.ClinicalData;

/** The eCRF service's pooled numbers. */
record EnrolmentAnswer(Integer screened, Integer randomized, List<Site> bySite) {

    boolean complete() {
        return screened != null
                && randomized != null
                && bySite != null
                && bySite.stream()
                        .allMatch(site -> site != null
                                && site.site() != null
                                && site.screened() != null
                                && site.randomized() != null);
    }

    ClinicalData.Enrolment toEnrolment() {
        Map<String, ClinicalData.SiteEnrolment> sites = new TreeMap<>();
        bySite.forEach(
                site -> sites.put(site.site(), new ClinicalData.SiteEnrolment(site.screened(), site.randomized())));
        return new ClinicalData.Enrolment(screened, randomized, sites);
    }

    record Site(String site, Integer screened, Integer randomized) {}
}
