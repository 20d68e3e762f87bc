package org.equipoise.randomizer.application;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import org.equipoise.platform.problem.ProblemType;
import org.equipoise.platform.problem.Refusal;
import org.equipoise.platform.security.SiteScope;
import org.equipoise.randomizer.application.CodeBreakStore.Confirmed;
import org.equipoise.randomizer.application.CodeBreakStore.NewConfirmation;

/** A second person, who stays blinded, confirms that a code break is known and was in order. */
@ApplicationScoped
public class ConfirmCodeBreak {

    private final CodeBreakStore breaks;
    private final StudySecrets secrets;
    private final Clock clock;

    public ConfirmCodeBreak(CodeBreakStore breaks, StudySecrets secrets, Clock clock) {
        this.breaks = breaks;
        this.secrets = secrets;
        this.clock = clock;
    }

    /** A request to confirm. */
    public record Command(String study, String codeBreak, String remark, SiteScope sites, UniqueRequest request) {}

    /**
     * Confirms a code break.
     *
     * @throws Refusal {@code not-found}; {@code state-conflict} if the caller made the break, or it is confirmed;
     *     {@code key-reused}
     */
    public Uni<CodeBreak> confirm(Command command, Actor actor) {
        return Uncancelled.run(inScope(command)
                .flatMap(found -> secrets.open(command.study()))
                .flatMap(opened -> breaks.confirm(
                        new NewConfirmation(
                                command.study(),
                                command.codeBreak(),
                                opened.treatmentNames().struckOut(command.remark()),
                                command.request(),
                                Times.now(clock)),
                        actor))
                .invoke(ConfirmCodeBreak::requireConfirmed)
                .flatMap(confirmed -> inScope(command)));
    }

    private Uni<CodeBreak> inScope(Command command) {
        return breaks.find(command.study(), command.codeBreak())
                .map(found -> found.filter(row -> command.sites().includes(row.site()))
                        .map(row -> row.asOf(clock.instant()))
                        .orElseThrow(Refusal::notFound));
    }

    private static void requireConfirmed(Confirmed confirmed) {
        switch (confirmed) {
            case CONFIRMED, REPLAYED -> {}
            case KEY_REUSED -> throw Refusals.keyReused();
            case SAME_PERSON ->
                throw Refusal.of(ProblemType.STATE_CONFLICT, "You made this code break; it takes a second person.")
                        .fix("Ask a colleague or the monitor to confirm it.");
            case ALREADY_CONFIRMED ->
                throw Refusal.of(ProblemType.STATE_CONFLICT, "This code break is confirmed already.")
                        .fix("Read it in the list of code breaks; there is nothing left to do.");
        }
    }
}
