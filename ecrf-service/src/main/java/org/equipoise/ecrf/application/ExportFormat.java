package org.equipoise.ecrf.application;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.equipoise.ecrf.domain.form.Author;
import org.equipoise.ecrf.domain.form.FormInstance;
import org.equipoise.ecrf.domain.form.Revision;
import org.equipoise.ecrf.domain.review.Mark;
import org.equipoise.ecrf.domain.safety.Notice;
import org.equipoise.ecrf.domain.study.StudyDefinition;
import org.equipoise.ecrf.domain.subject.Subject;

/** Port to a format in which data leave. A writer gets one subject at a time and keeps none. */
public interface ExportFormat {
    /** The name by which people ask for it. */
    String id();

    String mediaType();

    String fileSuffix();

    /** Whether a file holds the data of one form, which must then be named. */
    default boolean ofOneForm() {
        return false;
    }

    /** Whether it also says who saved and signed what, and which alerts and deviations were raised. */
    default boolean annotated() {
        return false;
    }

    /** Whether it has tables of alerts and of deviations. */
    default boolean tabulatesNotices() {
        return false;
    }

    Writer begin(Header header, OutputStream out) throws IOException;

    /** Writes the body and, when it is closed, the end. */
    interface Writer extends AutoCloseable {
        void write(ExportedSubject subject) throws IOException;

        @Override
        void close() throws IOException;
    }

    /**
     * What is known before the first subject.
     *
     * @param versions all versions of the study, the one in force last
     * @param authors everybody who saved or signed a form, if the format is annotated
     * @param asOf what was saved later is not in the file
     * @param createdAt when the file was made
     * @param history whether all revisions are in the file, or the last of each form
     * @param form the one form that is asked for
     * @param notices the table of notices that is asked for instead of answers
     */
    record Header(
            List<StudyDefinition> versions,
            List<Author> authors,
            Instant asOf,
            Instant createdAt,
            boolean history,
            Optional<String> form,
            Optional<NoticeDataset> notices) {
        public Header {
            versions = List.copyOf(versions);
            authors = List.copyOf(authors);
        }

        public StudyDefinition current() {
            return versions.get(versions.size() - 1);
        }

        public StudyDefinition version(String version) {
            return versions.stream()
                    .filter(definition -> definition.version().equals(version))
                    .findFirst()
                    .orElseGet(this::current);
        }
    }

    /**
     * A subject; only forms that the reader may see.
     *
     * @param forms the revisions of its forms, oldest first; of a present state only the last, unless the format is annotated and so
     *     says of each answer who gave it
     * @param signature the last signature on all of the subject, if it holds for all that it was given for and the reader sees all of
     *     that in this file; only if the format is annotated
     * @param signatures the last valid signature on the last of a form's revisions, if the format is annotated
     * @param notices what was raised about its forms, if the format is annotated or a table of notices is asked for; then only the
     *     last revisions of the forms that they are about are here
     */
    record ExportedSubject(
            Subject subject,
            Map<FormInstance, List<Revision>> forms,
            Optional<Mark> signature,
            Map<FormInstance, Mark> signatures,
            List<Notice> notices) {
        public ExportedSubject {
            forms = Collections.unmodifiableMap(new TreeMap<>(forms));
            signatures = Map.copyOf(signatures);
            notices = List.copyOf(notices);
        }
    }
}
