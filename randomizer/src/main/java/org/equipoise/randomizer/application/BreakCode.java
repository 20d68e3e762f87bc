package org.equipoise.randomizer.application;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.equipoise.platform.problem.Refusal;
import org.equipoise.platform.security.RecentSignIn;
import org.equipoise.platform.security.Role;
import org.equipoise.platform.security.SiteScope;
import org.equipoise.randomizer.application.CodeBreakStore.Broken;
import org.equipoise.randomizer.application.StudySecrets.Opened;
import org.equipoise.randomizer.domain.allocation.TreatmentArm;
import org.jboss.logging.Logger;

/**
 * An investigator learns one subject's arm in an emergency, at once and alone. The record and the register are written
 * first, in the transaction whose answer the sealed arm is; messages follow by themselves and hold nothing up.
 */
@ApplicationScoped
public class BreakCode {

    private static final Logger LOG = Logger.getLogger(BreakCode.class);

    private final AllocationStore allocations;
    private final CodeBreakStore breaks;
    private final StudySecrets secrets;
    private final SecretSource identifiers;
    private final NoticeRecipients recipients;
    private final DeliverNotices notices;
    private final Clock clock;

    public BreakCode(
            AllocationStore allocations,
            CodeBreakStore breaks,
            StudySecrets secrets,
            SecretSource identifiers,
            Notifying notifying,
            Clock clock) {
        this.allocations = allocations;
        this.breaks = breaks;
        this.secrets = secrets;
        this.identifiers = identifiers;
        this.recipients = notifying.recipients();
        this.notices = notifying.notices();
        this.clock = clock;
    }

    /**
     * A request to break a code.
     *
     * @param study the study
     * @param subject whose arm is needed
     * @param category why, one of {@link BreakReason}
     * @param reason why, in the caller's words
     * @param alsoTold who else will be told the arm, as far as known
     * @param sites where the caller may break codes
     * @param authenticatedAt when the caller signed in
     * @param request what makes the request the same as an earlier one; it covers the caller
     */
    public record Command(
            String study,
            String subject,
            String category,
            String reason,
            List<String> alsoTold,
            SiteScope sites,
            Optional<Instant> authenticatedAt,
            UniqueRequest request) {}

    /** The arm, for the caller alone. */
    public record Disclosure(CodeBreak codeBreak, String armCode, String armName) {

        /** Without the arm: this may reach a log. */
        @Override
        public String toString() {
            return "Disclosure[" + codeBreak.codeBreak() + "]";
        }
    }

    /**
     * Breaks a code. A repetition with the same key gives the same answer and leaves a further entry in the register.
     *
     * @throws Refusal {@code sign-in-too-old}; {@code not-found} if the subject is not randomized or out of scope;
     *     {@code invalid-value}; {@code key-reused}
     */
    public Uni<Disclosure> breakCode(Command command, Actor actor) {
        RecentSignIn.require(command.authenticatedAt(), clock.instant());
        BreakReason category = BreakReason.byId(command.category())
                .orElseThrow(() -> Refusals.invalid(
                        "'category' is " + command.category() + ".", "Use one of " + BreakReason.all() + "."));
        return Uncancelled.run(allocations
                .find(command.study(), command.subject())
                .map(found -> found.filter(row -> command.sites().includes(row.site()))
                        .orElseThrow(Refusal::notFound))
                .flatMap(row -> secrets.open(command.study()))
                .flatMap(opened -> breaks.breakCode(newBreak(command, category, opened, actor), actor)
                        .map(broken -> disclose(broken, opened))));
    }

    private CodeBreakStore.NewBreak newBreak(Command command, BreakReason category, Opened opened, Actor actor) {
        TreatmentNames names = opened.treatmentNames();
        return new CodeBreakStore.NewBreak(
                command.study(),
                command.subject(),
                identifiers.identifier(),
                category,
                names.struckOut(command.reason()),
                names.struckOut(staysBlinded(command.alsoTold(), actor)),
                recipients.of(command.study()),
                command.request(),
                Times.now(clock));
    }

    /** Everybody in a blinded role but those named here. */
    private static String staysBlinded(List<String> alsoTold, Actor actor) {
        String roles = String.join(
                ", ",
                Arrays.stream(Role.values()).filter(Role::blinded).map(Role::id).toList());
        String told = alsoTold.isEmpty() ? actor.name() : actor.name() + ", " + String.join(", ", alsoTold);
        return "every " + roles + " except: " + told;
    }

    private Disclosure disclose(Broken broken, Opened opened) {
        if (broken instanceof Broken.Opened found) {
            CodeBreak codeBreak = found.codeBreak();
            LOG.infof("Code break %s: subject %s of %s", codeBreak.codeBreak(), codeBreak.subject(), codeBreak.study());
            notices.soon();
            String code = opened.sealing().openArm(found.arm());
            String name = opened.plan().arms().stream()
                    .filter(arm -> arm.code().equals(code))
                    .findFirst()
                    .map(TreatmentArm::name)
                    .orElse(code);
            return new Disclosure(codeBreak.asOf(clock.instant()), code, name);
        }
        throw broken instanceof Broken.NotRandomized ? Refusal.notFound() : Refusals.keyReused();
    }
}
