package org.equipoise.ecrf.application;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.equipoise.ecrf.application.RevisionStore.FormSelector;
import org.equipoise.ecrf.domain.eligibility.Assessment;
import org.equipoise.ecrf.domain.eligibility.EligibilityCertificate;
import org.equipoise.ecrf.domain.eligibility.Source;
import org.equipoise.ecrf.domain.form.Casebook;
import org.equipoise.ecrf.domain.form.FormInstance;
import org.equipoise.ecrf.domain.review.Target;
import org.equipoise.ecrf.domain.rules.EligibilityRules;
import org.equipoise.ecrf.domain.rules.FormPlace;
import org.equipoise.ecrf.domain.rules.ParticipationRule;
import org.equipoise.ecrf.domain.subject.Subject;
import org.equipoise.platform.problem.ProblemType;
import org.equipoise.platform.problem.Refusal;

/**
 * Certifies whether a subject may be randomized, and into which stratum, with the revisions that decided. It is refused to
 * whose data take no entries at that instant, be it the subject's own, the site's or the study's that are frozen or locked.
 */
@ApplicationScoped
public class IssueEligibilityCertificate {
    private final Studies studies;
    private final Subjects subjects;
    private final RevisionStore revisions;
    private final OpenData open;
    private final Clock clock;

    public IssueEligibilityCertificate(
            Studies studies, Subjects subjects, RevisionStore revisions, OpenData open, Clock clock) {
        this.studies = studies;
        this.subjects = subjects;
        this.revisions = revisions;
        this.open = open;
        this.clock = clock;
    }

    public EligibilityCertificate issue(Actor reader, String study, String id) {
        Subject subject = subjects.require(reader, study, id);
        CompiledStudy compiled = studies.of(subject);
        EligibilityRules rules = compiled.rules()
                .eligibility()
                .orElseThrow(() -> Refusal.of(
                                ProblemType.STATE_CONFLICT,
                                "In the study " + study + " another system decides eligibility.")
                        .fix("Ask that system, and send its stratification values with the randomization."));
        Set<FormSelector> sources = Selectors.firsts(places(rules));
        Stream.concat(Withdrawals.form(compiled).stream(), participation(compiled))
                .map(FormSelector::of)
                .forEach(sources::add);
        List<StoredRevision> read = revisions.of(study, id, sources);
        Casebook casebook =
                Casebook.of(read.stream().map(StoredRevision::revision).toList());
        Assessment assessment = assess(rules, compiled, subject, casebook);
        List<String> reasons = Stream.concat(closure(subject).stream(), assessment.reasons().stream())
                .toList();
        return new EligibilityCertificate(
                study,
                id,
                subject.site(),
                reasons.isEmpty(),
                reasons,
                assessment.strata(),
                sources(read),
                compiled.definition().version(),
                clock.instant().truncatedTo(ChronoUnit.MILLIS));
    }

    /** What the data say, whether they are closed or not. */
    static Assessment assess(EligibilityRules rules, CompiledStudy study, Subject subject, Casebook casebook) {
        return Assessment.of(
                rules, Withdrawals.asSaid(study, subject, casebook), Calendars.end(study, subject, casebook), casebook);
    }

    private Optional<String> closure(Subject subject) {
        return open.obstacle(subject.study(), Target.subject(subject.site(), subject.id()))
                .map(obstacle -> "The " + obstacle.target().level().code() + "'s data are "
                        + obstacle.closure().code());
    }

    private static Stream<FormInstance> participation(CompiledStudy compiled) {
        return compiled.rules().conduct().participation().map(ParticipationRule::form).stream();
    }

    /** The forms that decide. */
    static Set<FormPlace> places(EligibilityRules rules) {
        Set<FormPlace> places = new HashSet<>(rules.checks().inputs());
        places.add(rules.place());
        rules.strata()
                .forEach(stratum -> places.add(
                        new FormPlace(stratum.source().event(), stratum.source().form())));
        return places;
    }

    private static List<Source> sources(List<StoredRevision> read) {
        Map<FormInstance, StoredRevision> latest = new TreeMap<>();
        read.forEach(stored -> latest.merge(
                stored.revision().instance(),
                stored,
                (one, other) -> one.revision().number() > other.revision().number() ? one : other));
        return latest.values().stream()
                .map(stored -> new Source(
                        stored.revision().instance(), stored.revision().number(), stored.hash()))
                .toList();
    }
}
