package org.equipoise.ecrf.domain.review;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.equipoise.ecrf.domain.form.FormInstance;

/**
 * What a mark stands on: a form, all of a subject, all of a site, or the study.
 *
 * @param level how much it is
 * @param site the site; empty for the study
 * @param subject the subject; empty for a site and the study
 * @param instance the form; empty for all else
 */
public record Target(Level level, Optional<String> site, Optional<String> subject, Optional<FormInstance> instance) {
    /** How much a mark stands on. */
    public enum Level {
        /** One form of a subject. */
        FORM,
        /** All forms of a subject. */
        SUBJECT,
        /** All subjects of a site. */
        SITE,
        /** Everything. */
        STUDY;

        /**
         * The name used in answers.
         *
         * @return for example {@code subject}
         */
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * One form.
     *
     * @param site the subject's site
     * @param subject the subject
     * @param instance the form
     * @return the target
     */
    public static Target form(String site, String subject, FormInstance instance) {
        return new Target(Level.FORM, Optional.of(site), Optional.of(subject), Optional.of(instance));
    }

    /**
     * All of a subject.
     *
     * @param site the subject's site
     * @param subject the subject
     * @return the target
     */
    public static Target subject(String site, String subject) {
        return new Target(Level.SUBJECT, Optional.of(site), Optional.of(subject), Optional.empty());
    }

    /**
     * All of a site.
     *
     * @param site the site
     * @return the target
     */
    public static Target site(String site) {
        return new Target(Level.SITE, Optional.of(site), Optional.empty(), Optional.empty());
    }

    /**
     * The whole study.
     *
     * @return the target
     */
    public static Target study() {
        return new Target(Level.STUDY, Optional.empty(), Optional.empty(), Optional.empty());
    }

    /**
     * This and all that it lies in, whose closures hold for it too.
     *
     * @return the smallest first
     */
    public List<Target> enclosing() {
        return switch (level) {
            case FORM ->
                List.of(this, subject(site.orElseThrow(), subject.orElseThrow()), site(site.orElseThrow()), study());
            case SUBJECT -> List.of(this, site(site.orElseThrow()), study());
            case SITE -> List.of(this, study());
            case STUDY -> List.of(this);
        };
    }

    /**
     * The name under which marks are kept.
     *
     * @return unique within a study
     */
    public String key() {
        return switch (level) {
            case FORM -> "form/" + subject.orElseThrow() + "/" + instance.orElseThrow();
            case SUBJECT -> "subject/" + subject.orElseThrow();
            case SITE -> "site/" + site.orElseThrow();
            case STUDY -> "study";
        };
    }
}
