package org.equipoise.ecrf.domain.subject;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * A subject.
 *
 * @param study the study's id
 * @param id site and number, such as {@code 01-001}
 * @param site the site that screened the subject
 * @param number position among the subjects of the site, from 1
 * @param withdrawn whether consent was withdrawn, according to the data that were read with the subject
 * @param screenedAt when screening began
 * @param createdAt when the number was given
 * @param randomization what is known of the randomization, once it has happened
 * @param randomizationKnownAt when this service learned of it
 * @param definitionVersion the version of the study that the subject's schedule and forms follow; empty for a subject that was
 *     screened before versions were noted, and that follows the version in force
 */
public record Subject(
        String study,
        String id,
        String site,
        int number,
        boolean withdrawn,
        Instant screenedAt,
        Instant createdAt,
        Optional<Randomization> randomization,
        Optional<Instant> randomizationKnownAt,
        Optional<String> definitionVersion) {
    /**
     * A subject that follows the version in force.
     *
     * @param study the study's id
     * @param id site and number
     * @param site the site that screened the subject
     * @param number position among the subjects of the site, from 1
     * @param withdrawn whether consent was withdrawn
     * @param screenedAt when screening began
     * @param createdAt when the number was given
     * @param randomization what is known of the randomization
     * @param randomizationKnownAt when this service learned of it
     */
    public Subject(
            String study,
            String id,
            String site,
            int number,
            boolean withdrawn,
            Instant screenedAt,
            Instant createdAt,
            Optional<Randomization> randomization,
            Optional<Instant> randomizationKnownAt) {
        this(
                study,
                id,
                site,
                number,
                withdrawn,
                screenedAt,
                createdAt,
                randomization,
                randomizationKnownAt,
                Optional.empty());
    }

    /**
     * The same subject under a version of the study.
     *
     * @param version the version's name
     * @return a copy
     */
    public Subject under(String version) {
        return new Subject(
                study,
                id,
                site,
                number,
                withdrawn,
                screenedAt,
                createdAt,
                randomization,
                randomizationKnownAt,
                Optional.of(version));
    }

    /**
     * The same subject once its randomization is known.
     *
     * @param known what is known of it
     * @param knownAt when this service learned of it
     * @return a copy
     */
    public Subject randomized(Randomization known, Instant knownAt) {
        return new Subject(
                study,
                id,
                site,
                number,
                withdrawn,
                screenedAt,
                createdAt,
                Optional.of(known),
                Optional.of(knownAt),
                definitionVersion);
    }

    /**
     * The id of a subject.
     *
     * @param site the site's id
     * @param number position among the subjects of the site
     * @return for example {@code 01-001}
     */
    public static String id(String site, int number) {
        return String.format(Locale.ROOT, "%s-%03d", site, number);
    }

    /**
     * The same subject with what its data say about consent.
     *
     * @param now whether consent was withdrawn
     * @return a copy
     */
    public Subject withdrawn(boolean now) {
        return new Subject(
                study,
                id,
                site,
                number,
                now,
                screenedAt,
                createdAt,
                randomization,
                randomizationKnownAt,
                definitionVersion);
    }

    /**
     * How far the subject has come.
     *
     * @return withdrawn before all else
     */
    public SubjectStatus status() {
        if (withdrawn) {
            return SubjectStatus.WITHDRAWN;
        }
        return randomization.isPresent() ? SubjectStatus.RANDOMIZED : SubjectStatus.SCREENING;
    }
}
