package org.equipoise.randomizer.application;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.equipoise.platform.audit.CanonicalJson;
import org.equipoise.platform.problem.ProblemType;
import org.equipoise.platform.problem.Refusal;
import org.equipoise.platform.security.SiteScope;
import org.equipoise.randomizer.application.Randomization.AtSite;
import org.equipoise.randomizer.domain.allocation.StratificationFactor;
import org.equipoise.randomizer.domain.plan.EligibilitySource;

/**
 * Another data capture system randomizes its subjects by the contract that such systems speak. They repeat requests
 * blindly, so a subject's identifier is the key: the first request allocates, and every other tells what it allocated.
 */
@ApplicationScoped
public class RandomizeExternally {

    private static final String SITE = "site";

    private final PlanStore plans;
    private final AllocationStore allocations;
    private final EnrolmentStore enrolment;
    private final RandomizeSubject randomize;

    public RandomizeExternally(
            PlanStore plans, AllocationStore allocations, EnrolmentStore enrolment, RandomizeSubject randomize) {
        this.plans = plans;
        this.allocations = allocations;
        this.enrolment = enrolment;
        this.randomize = randomize;
    }

    /**
     * A request.
     *
     * @param identifier the subject
     * @param site the subject's site
     * @param user who caused it there
     * @param answers what was answered to question 1, 2, …: the levels of the plan's factors, without the site, in the
     *     plan's order
     */
    public record Request(String identifier, String site, String user, List<String> answers) {

        /** Keeps an unmodifiable copy. */
        public Request {
            answers = List.copyOf(answers);
        }
    }

    /**
     * What is told of a randomization.
     *
     * @param identifier the subject
     * @param siteIdentifier the subject's site
     * @param code the randomization number, or the kit; never the arm
     * @param randomisedAt when
     */
    public record Code(
            @Schema(description = "The subject") String identifier,
            @Schema(description = "The subject's site") String siteIdentifier,

            @Schema(description = "The randomization number, or the kit; never the arm")
            String code,

            @Schema(description = "When") String randomisedAt) {}

    /**
     * The randomization of a subject.
     *
     * @throws Refusal {@code not-found} if there is none
     */
    public Uni<Code> find(ExternalAccount account, String identifier) {
        return refusing(allocations
                .find(account.study(), identifier)
                .map(found -> code(
                        account,
                        found.orElseThrow(
                                () -> Refusal.of(ProblemType.NOT_FOUND, "Subject " + identifier + " is not randomized.")
                                        .fix("Randomize the subject first.")))));
    }

    /**
     * Whether a site is part of the study: a level of the plan's factor, or without such a factor a site with a cap or one
     * that was activated. Nobody adds one from outside.
     *
     * @throws Refusal {@code stratum-unknown} if it is not
     */
    public Uni<Void> site(ExternalAccount account, String site) {
        return refusing(active(account)
                .flatMap(active ->
                        enrolment.current(account.study()).map(statuses -> isKnown(site, active.terms(), statuses)))
                .map(known -> {
                    if (!known) {
                        throw Refusal.of(ProblemType.STRATUM_UNKNOWN, "The study has no site " + site + ".")
                                .fix("Use the study's site identifiers, or have the site added to the plan or"
                                        + " activated.");
                    }
                    return null;
                }));
    }

    private static boolean isKnown(String site, SealedPlan.Terms terms, List<EnrolmentStatus> statuses) {
        return terms.stratification().factors().stream()
                .filter(factor -> factor.id().equals(SITE))
                .findFirst()
                .map(factor -> factor.levels().contains(site))
                .orElseGet(() -> terms.caps().ordered().containsKey(SITE + ":" + site)
                        || statuses.stream().anyMatch(status -> status.site().equals(Optional.of(site))));
    }

    /**
     * Randomizes a subject, or tells how it was randomized.
     *
     * @throws Refusal {@code state-conflict} if the plan takes eligibility from the eCRF service, or the subject was
     *     randomized with other answers; {@code invalid-value}, {@code stratum-unknown}, {@code list-exhausted}, …
     */
    public Uni<Code> randomise(ExternalAccount account, Request request, String requestId) {
        return refusing(Uncancelled.run(active(account).flatMap(active -> {
            Map<String, String> strata = strata(active, request);
            return allocations
                    .find(account.study(), request.identifier())
                    .flatMap(found -> found.isPresent()
                            ? Uni.createFrom().item(found.get())
                            : allocate(account, request, strata, requestId))
                    .map(row -> code(account, same(row, request, strata)));
        })));
    }

    private Uni<ActiveList> active(ExternalAccount account) {
        return plans.active(account.study())
                .map(found -> found.orElseThrow(() -> Refusals.noActivePlan(account.study())))
                .invoke(active -> {
                    if (active.terms().eligibility() != EligibilitySource.EXTERNAL) {
                        throw Refusal.of(
                                        ProblemType.STATE_CONFLICT,
                                        "This study takes eligibility from its own case report forms.")
                                .fix("Randomize in Equipoise, or publish a plan with eligibility 'external'.");
                    }
                });
    }

    private Uni<AtSite> allocate(
            ExternalAccount account, Request request, Map<String, String> strata, String requestId) {
        String key = "external:" + account.name() + ":" + CanonicalJson.sha256Text(request.identifier());
        String fingerprint = CanonicalJson.sha256(Map.of("site", request.site(), "strata", strata));
        Actor actor = new Actor(
                "external:" + account.name(),
                request.user().isBlank() ? account.name() : request.user() + " through " + account.name(),
                Optional.of(account.name()),
                true,
                requestId);
        return randomize
                .randomize(
                        new RandomizeSubject.Command(
                                account.study(),
                                request.identifier(),
                                Optional.of(request.site()),
                                Optional.of(strata),
                                SiteScope.all(),
                                new UniqueRequest(key, fingerprint)),
                        actor)
                .replaceWithVoid()
                .onFailure(RandomizeExternally::wasFirst)
                .recoverWithNull()
                .flatMap(done -> allocations.find(account.study(), request.identifier()))
                .map(Optional::orElseThrow);
    }

    /** Somebody else's request for the same subject was faster. */
    private static boolean wasFirst(Throwable failure) {
        return failure instanceof Refusal refusal
                && (refusal.type() == ProblemType.ALREADY_RANDOMIZED || refusal.type() == ProblemType.KEY_REUSED);
    }

    private static Map<String, String> strata(ActiveList active, Request request) {
        List<StratificationFactor> asked = active.terms().stratification().factors().stream()
                .filter(factor -> !factor.id().equals(SITE))
                .toList();
        if (request.answers().size() != asked.size()) {
            throw Refusals.invalid(
                    "The plan has " + asked.size() + " questions, and "
                            + request.answers().size() + " were answered.",
                    "Send question1 to question" + asked.size() + " with a level of: "
                            + String.join(
                                    ", ",
                                    asked.stream().map(StratificationFactor::id).toList()) + ".");
        }
        Map<String, String> strata = new LinkedHashMap<>();
        for (int i = 0; i < asked.size(); i++) {
            strata.put(asked.get(i).id(), request.answers().get(i));
        }
        return strata;
    }

    private static AtSite same(AtSite row, Request request, Map<String, String> strata) {
        boolean same = row.site().equals(request.site())
                && strata.entrySet().stream()
                        .allMatch(answer -> answer.getValue()
                                .equals(row.randomization().strata().get(answer.getKey())));
        if (!same) {
            throw Refusal.of(
                            ProblemType.STATE_CONFLICT,
                            "Subject " + request.identifier()
                                    + " was randomized at another site or with other answers.")
                    .fix("Read the randomization of this identifier; a subject is randomized once.");
        }
        return row;
    }

    private static Code code(ExternalAccount account, AtSite row) {
        Randomization randomization = row.randomization();
        return new Code(
                randomization.subject(),
                row.site(),
                account.codeOf(randomization),
                randomization.randomizedAt().toString());
    }

    private static <T> Uni<T> refusing(Uni<T> work) {
        return work.onFailure(Refusal.class).transform(failure -> ExternalRefusals.withError(failure));
    }
}
