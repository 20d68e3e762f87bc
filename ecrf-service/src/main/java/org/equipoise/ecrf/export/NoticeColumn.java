package org.equipoise.ecrf.export;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.equipoise.ecrf.domain.form.FormInstance;
import org.equipoise.ecrf.domain.safety.Notice;

/**
 * What a table says of an alert or a deviation.
 *
 * @param heading the column in a plain table
 * @param name the column in a data set
 * @param label what people call it
 * @param type the data set's type
 * @param value a text, a number or a truth value; empty where nothing is said
 */
record NoticeColumn(String heading, String name, String label, String type, Function<Notice, Optional<?>> value) {
    static final List<NoticeColumn> ALL = List.of(
            text("study", "STUDYID", "Study", Notice::study),
            text("site", "SITEID", "Site", Notice::site),
            text("subject", "SUBJECT", "Subject", Notice::subject),
            text("notice", "NOTICE", "Identifier", Notice::id),
            text(
                    "event",
                    "EVENT",
                    "Event of the form",
                    notice -> notice.source().instance().event()),
            text(
                    "form",
                    "FORM",
                    "Form that the rule failed on",
                    notice -> notice.source().instance().form()),
            number(
                    "repeat",
                    "REPEAT",
                    "Repeat of the form in the event",
                    notice -> notice.source().instance().repeat()),
            ofCause(
                    "causeEvent",
                    "CAUSEEVENT",
                    "Event of the form whose save raised it",
                    "string",
                    FormInstance::event),
            ofCause("causeForm", "CAUSEFORM", "Form whose save raised it", "string", FormInstance::form),
            ofCause(
                    "causeRepeat",
                    "CAUSEREPEAT",
                    "Repeat of the form whose save raised it",
                    "integer",
                    FormInstance::repeat),
            new NoticeColumn(
                    "revision",
                    "REVISION",
                    "Revision of that form that raised it",
                    "integer",
                    notice ->
                            notice.source().cause().map(cause -> notice.source().revision())),
            text("check", "CHECK", "Rule", notice -> notice.source().check()),
            text("text", "TEXT", "What the rule says", notice -> notice.source().text()),
            time("raisedAt", "RAISED", "Time of raising", notice -> Optional.of(notice.raisedAt())),
            text(
                    "status",
                    "STATUS",
                    "open or resolved",
                    notice -> notice.resolution().isPresent() ? "resolved" : "open"),
            time(
                    "resolvedAt",
                    "RESOLVED",
                    "Time of acknowledgement or completion",
                    notice -> notice.resolution().map(Notice.Resolution::at)),
            new NoticeColumn(
                    "resolvedBy",
                    "RESOLVEDBY",
                    "Who acknowledged or completed it",
                    "string",
                    notice -> notice.resolution().map(done -> done.by().name())),
            new NoticeColumn(
                    "resolution",
                    "RESOLUTION",
                    "What was done about it, or its cause",
                    "string",
                    notice -> notice.resolution().map(Notice.Resolution::text)),
            new NoticeColumn(
                    "important",
                    "IMPORTANT",
                    "Whether a deviation is important",
                    "boolean",
                    notice -> notice.resolution().flatMap(Notice.Resolution::important)));

    private static NoticeColumn text(String heading, String name, String label, Function<Notice, String> value) {
        return new NoticeColumn(heading, name, label, "string", notice -> Optional.of(value.apply(notice)));
    }

    private static NoticeColumn ofCause(
            String heading, String name, String label, String type, Function<FormInstance, ?> value) {
        return new NoticeColumn(
                heading, name, label, type, notice -> notice.source().cause().map(value));
    }

    private static NoticeColumn number(String heading, String name, String label, Function<Notice, Integer> value) {
        return new NoticeColumn(heading, name, label, "integer", notice -> Optional.of(value.apply(notice)));
    }

    private static NoticeColumn time(
            String heading, String name, String label, Function<Notice, Optional<Instant>> value) {
        return new NoticeColumn(
                heading, name, label, "datetime", notice -> value.apply(notice).map(Instant::toString));
    }
}
