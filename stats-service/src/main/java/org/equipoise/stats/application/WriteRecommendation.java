package org.equipoise.stats.application;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.equipoise.platform.http.IdempotencyKey;
import org.equipoise.platform.problem.ProblemType;
import org.equipoise.platform.problem.Refusal;
import org.equipoise.stats.domain.meeting.Meeting;
import org.equipoise.stats.domain.meeting.Recommendation;

/** A member writes the recommendation, or changes it, which voids the signatures given before. */
@ApplicationScoped
public class WriteRecommendation {

    /** Labels are capitals: "give the treatment a further review" names none. */
    private static final Pattern LABELS = Pattern.compile("\\b(?i:arms?|groups?|treatments?)\\s+[AB]\\b");

    private final KeepMinutes minutes;
    private final MeetingStore meetings;
    private final AnalysisStore analyses;

    public WriteRecommendation(KeepMinutes minutes, MeetingStore meetings, AnalysisStore analyses) {
        this.minutes = minutes;
        this.meetings = meetings;
        this.analyses = analyses;
    }

    /**
     * What is written.
     *
     * @param replaces the revision that the writer has before them; 0 for the first
     */
    public record Draft(int replaces, Recommendation recommendation) {}

    /**
     * Writes it.
     *
     * @throws Refusal {@code invalid-value} if the releasable wording names an arm; {@code revision-conflict} if somebody
     *     wrote before; {@code state-conflict}, {@code permission-missing}, {@code not-found} or {@code key-reused}
     */
    public Meeting write(String study, UUID meeting, Draft draft, IdempotencyKey key, CommitteePerson who) {
        Meeting known = meetings.find(study, meeting).orElseThrow(Refusal::notFound);
        requireNoArm(study, known.subject().analysis(), draft.recommendation().wording());
        Map<String, Object> content = Map.of(
                "replaces", draft.replaces(),
                "action", draft.recommendation().action(),
                "reasons", draft.recommendation().reasons(),
                "wording", draft.recommendation().wording());
        return minutes.add(
                new KeepMinutes.Entering(study, meeting, who, key, "drafts", content),
                conduct -> conduct.write(draft.replaces(), draft.recommendation()));
    }

    /** Catches the plain slip: an arm's code or name, or a label, as a word. It cannot catch what merely hints at an arm. */
    private void requireNoArm(String study, UUID analysis, String wording) {
        ArmKey key = analyses.findKey(study, analysis).orElseThrow(Refusal::notFound);
        boolean named = Stream.of(key.a(), key.b())
                .flatMap(arm -> Stream.of(arm.code(), arm.name()))
                .anyMatch(word -> contains(wording, word));
        if (named || LABELS.matcher(wording).find()) {
            throw Refusal.of(ProblemType.INVALID_VALUE, "The wording to be released names an arm or a label of an arm.")
                    .fix("Sponsor and sites will read it: speak of the trial as a whole, and put the rest into"
                            + " reasons.")
                    .with("violations", List.of(Map.of("field", "wording", "message", "names an arm")));
        }
    }

    private static boolean contains(String text, String word) {
        return Pattern.compile(
                        "(?<![\\p{L}\\p{N}])" + Pattern.quote(word.toLowerCase(Locale.ROOT)) + "(?![\\p{L}\\p{N}])")
                .matcher(text.toLowerCase(Locale.ROOT))
                .find();
    }
}
