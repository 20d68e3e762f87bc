package org.equipoise.randomizer.application;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.equipoise.platform.problem.Refusal;
import org.equipoise.platform.security.SiteScope;
import org.equipoise.randomizer.application.Enrolment.CapUse;
import org.equipoise.randomizer.application.EnrolmentStore.Counts;
import org.equipoise.randomizer.domain.allocation.Stratum;
import org.equipoise.randomizer.domain.plan.EnrolmentCaps;

/** The study's people look up how far enrolment has come, and where it is open. */
@ApplicationScoped
public class ReadEnrolment {

    private static final String SITE = "site";
    private static final int MOST_NEAR = 200;

    private final PlanStore plans;
    private final EnrolmentStore enrolment;

    public ReadEnrolment(PlanStore plans, EnrolmentStore enrolment) {
        this.plans = plans;
        this.enrolment = enrolment;
    }

    /**
     * The study's enrolment, with the caps that come near at the given sites.
     *
     * @throws Refusal {@code not-found} if no plan is published
     */
    public Uni<Enrolment> read(String study, SiteScope sites) {
        return state(study).map(state -> state.enrolment(study, sites));
    }

    /**
     * The given sites, by identifier.
     *
     * @throws Refusal {@code not-found} if no plan is published
     */
    public Uni<Page<Enrolment.Site>> sites(String study, SiteScope scope, Optional<String> after, int limit) {
        return state(study).map(state -> {
            List<Enrolment.Site> rows = state.sites().stream()
                    .filter(scope::includes)
                    .filter(site -> after.isEmpty() || site.compareTo(after.get()) > 0)
                    .limit(limit + 1L)
                    .map(state::site)
                    .toList();
            return Page.of(rows, limit, row -> row, Enrolment.Site::site);
        });
    }

    /** Changes of status at the given sites and of the study, oldest first. */
    public Uni<Page<EnrolmentStatus.Change>> history(String study, SiteScope sites, long after, int limit) {
        return enrolment
                .history(study, sites, after, limit + 1)
                .map(rows -> Page.of(rows, limit, row -> row, row -> String.valueOf(row.id())));
    }

    private Uni<State> state(String study) {
        return plans.termsInForce(study)
                .map(terms -> terms.orElseThrow(() -> Refusals.noPlan(study)))
                .flatMap(terms -> enrolment
                        .current(study)
                        .flatMap(
                                statuses -> enrolment.counts(study).map(counts -> new State(terms, statuses, counts))));
    }

    private record State(SealedPlan.Terms terms, List<EnrolmentStatus> statuses, Counts counts) {

        Set<String> sites() {
            Set<String> sites = new TreeSet<>(counts.bySite().keySet());
            terms.stratification().factors().stream()
                    .filter(factor -> factor.id().equals(SITE))
                    .forEach(factor -> sites.addAll(factor.levels()));
            statuses.forEach(status -> status.site().ifPresent(sites::add));
            return sites;
        }

        Enrolment enrolment(String study, SiteScope scope) {
            Optional<EnrolmentStatus> status = status(Optional.empty());
            OptionalInt cap = terms.caps().study();
            return new Enrolment(
                    study,
                    status.map(EnrolmentStatus::status).orElse(EnrolmentStatus.ACTIVE),
                    status.map(EnrolmentStatus::reason).orElse(null),
                    status.map(EnrolmentStatus::at).orElse(null),
                    counts.total(),
                    Enrolment.orNull(cap),
                    Enrolment.level(counts.total(), cap),
                    near(scope));
        }

        Enrolment.Site site(String site) {
            Optional<EnrolmentStatus> status = status(Optional.of(site));
            OptionalInt cap = terms.caps().atSite(site);
            long randomized = counts.bySite().getOrDefault(site, 0L);
            return new Enrolment.Site(
                    site,
                    status.map(EnrolmentStatus::status)
                            .orElse(terms.sitesStart().code()),
                    status.map(EnrolmentStatus::reason).orElse(null),
                    status.map(EnrolmentStatus::at).orElse(null),
                    randomized,
                    Enrolment.orNull(cap),
                    Enrolment.level(randomized, cap));
        }

        private Optional<EnrolmentStatus> status(Optional<String> site) {
            return statuses.stream()
                    .filter(status -> status.site().equals(site))
                    .findFirst();
        }

        private List<CapUse> near(SiteScope scope) {
            List<CapUse> near = new ArrayList<>();
            add(near, EnrolmentCaps.STUDY, counts.total(), terms.caps().study());
            new TreeMap<>(counts.bySite()).forEach((site, randomized) -> {
                if (scope.includes(site)) {
                    add(
                            near,
                            EnrolmentCaps.ONE_SITE + site,
                            randomized,
                            terms.caps().atSite(site));
                }
            });
            new TreeMap<>(counts.byStratum()).forEach((key, randomized) -> {
                Stratum stratum = Stratum.parse(key);
                if (isInScope(stratum.levels(), scope)) {
                    add(
                            near,
                            EnrolmentCaps.ONE_STRATUM + key,
                            randomized,
                            terms.caps().inStratum(stratum));
                }
            });
            return near.stream().limit(MOST_NEAR).toList();
        }

        private static boolean isInScope(Map<String, String> levels, SiteScope scope) {
            return scope.wholeStudy() || (levels.containsKey(SITE) && scope.includes(levels.get(SITE)));
        }

        private static void add(List<CapUse> near, String cap, long randomized, OptionalInt limit) {
            String level = Enrolment.level(randomized, limit);
            if (limit.isPresent() && !level.equals("open")) {
                near.add(new CapUse(cap, randomized, limit.getAsInt(), level));
            }
        }
    }
}
