package org.equipoise.randomizer.application;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.equipoise.platform.problem.Refusal;
import org.equipoise.randomizer.application.StudySecrets.Opened;
import org.equipoise.randomizer.application.StudyUnblindingStore.Place;
import org.equipoise.randomizer.application.StudyUnblindingStore.SealedEntry;

/** After the planned unblinding, permitted people read who got what, and the list. Every page enters the register. */
@ApplicationScoped
public class ReadUnblindedStudy {

    private static final Pattern PLACE = Pattern.compile("(\\d{1,9})@(.*)", Pattern.DOTALL);

    private final StudyUnblindingStore unblindings;
    private final StudySecrets secrets;
    private final Clock clock;

    public ReadUnblindedStudy(StudyUnblindingStore unblindings, StudySecrets secrets, Clock clock) {
        this.unblindings = unblindings;
        this.secrets = secrets;
        this.clock = clock;
    }

    /**
     * An entry of the list with its arm.
     *
     * @param subject who got it; null if nobody did
     * @param site the subject's site; null likewise
     * @param randomizedAt when; null likewise
     * @param list the list
     * @param stratum the key of the stratum
     * @param position the place in the stratum
     * @param randomizationNumber the randomization number
     * @param kit the number on the medication
     * @param arm the code of the arm
     * @param leaf the leaf under the list's Merkle root
     */
    public record RevealedEntry(
            @Schema(description = "Who got it; null if nobody did")
            String subject,

            @Schema(description = "The subject's site; null likewise")
            String site,

            @Schema(description = "When; null likewise") Instant randomizedAt,
            @Schema(description = "The list") String list,
            @Schema(description = "The key of the stratum") String stratum,

            @Schema(description = "The place in the stratum")
            int position,

            @Schema(description = "The randomization number")
            String randomizationNumber,

            @Schema(description = "The number on the medication")
            String kit,

            @Schema(description = "The code of the arm") String arm,

            @Schema(description = "The leaf under the list's Merkle root")
            String leaf) {

        /** Without the arm: this may reach a log. */
        @Override
        public String toString() {
            return "RevealedEntry[" + randomizationNumber + "]";
        }
    }

    /**
     * Randomized subjects with their arms, in the order of their identifiers.
     *
     * @throws Refusal {@code state-conflict} unless two persons unblinded the study
     */
    public Uni<Page<RevealedEntry>> allocations(String study, String after, int limit, Actor actor) {
        return read(
                study,
                limit,
                opened ->
                        unblindings.allocations(study, after == null ? "" : after, limit + 1, Times.now(clock), actor),
                SealedEntry::subject);
    }

    /**
     * All entries of the list, used or not, in the order of strata and positions.
     *
     * @throws Refusal {@code state-conflict} unless two persons unblinded the study
     */
    public Uni<Page<RevealedEntry>> list(String study, String after, int limit, Actor actor) {
        Place place = place(after);
        return read(
                study,
                limit,
                opened -> unblindings.list(study, opened.active().list(), place, limit + 1, Times.now(clock), actor),
                entry -> entry.arm().position() + "@" + entry.arm().stratum());
    }

    private Uni<Page<RevealedEntry>> read(
            String study,
            int limit,
            Function<Opened, Uni<List<SealedEntry>>> entries,
            Function<SealedEntry, String> cursor) {
        return Uncancelled.run(unblindings
                .find(study)
                .map(found -> found.filter(StudyUnblinding::isApproved).orElseThrow(() -> Refusals.stillBlinded(study)))
                .flatMap(approved -> secrets.open(study))
                .flatMap(opened -> entries.apply(opened)
                        .map(rows -> Page.of(rows, limit, row -> reveal(row, opened.sealing()), cursor))));
    }

    private static RevealedEntry reveal(SealedEntry entry, Sealing sealing) {
        SealedArm arm = entry.arm();
        return new RevealedEntry(
                entry.subject(),
                entry.site(),
                entry.randomizedAt(),
                arm.list(),
                arm.stratum(),
                arm.position(),
                entry.randomizationNumber(),
                entry.kit(),
                sealing.openArm(arm),
                entry.leaf());
    }

    private static Place place(String after) {
        if (after == null) {
            return new Place("", 0);
        }
        Matcher matcher = PLACE.matcher(after);
        if (!matcher.matches()) {
            throw Refusals.invalid(
                    "'after' is not the 'next' of an earlier page: " + after,
                    "Take 'after' from the member 'next' of the page before, or leave it out.");
        }
        return new Place(matcher.group(2), Integer.parseInt(matcher.group(1)));
    }
}
