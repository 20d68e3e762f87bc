package org.equipoise.ecrf.export;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.equipoise.ecrf.application.NoticeDataset;
import org.equipoise.ecrf.domain.form.FormInstance;
import org.equipoise.ecrf.domain.rules.StandingReview;
import org.equipoise.ecrf.domain.safety.Notice;

/**
 * What a table says of an alert or a deviation.
 *
 * @param heading the column in a plain table
 * @param name the column in a data set
 * @param label what people call it
 * @param type the data set's type
 * @param isKey whether it is one of the columns that name a row
 * @param value a text, a number or a truth value; empty where nothing is said
 */
record NoticeColumn(
        String heading, String name, String label, String type, boolean isKey, Function<NoticeRow, Optional<?>> value) {
    /** The variables of the SDTM domain DV, under its names. */
    private static final List<NoticeColumn> SDTM = List.of(
            standard("STUDYID", "Study Identifier", row -> row.notice().study()).key(),
            standard("DOMAIN", "Domain Abbreviation", row -> "DV"),
            standard(
                            "USUBJID",
                            "Unique Subject Identifier",
                            row -> row.notice().study() + "-" + row.notice().subject())
                    .key(),
            new NoticeColumn("DVSEQ", "DVSEQ", "Sequence Number", "integer", true, row -> Optional.of(row.sequence())),
            standard("DVSPID", "Sponsor-Defined Identifier", row -> row.notice().id()),
            standard("DVTERM", "Protocol Deviation Term", row -> source(row).text()),
            standard(
                    "DVDECOD",
                    "Protocol Deviation Coded Term",
                    row -> source(row).check()),
            standard(
                    "DVCAT",
                    "Category for Protocol Deviation",
                    row -> source(row).check().equals(StandingReview.WINDOW) ? "OUTSIDE WINDOW" : "STUDY RULE"),
            standard("VISIT", "Visit Name", row -> source(row).instance().event()),
            new NoticeColumn(
                    "DVSTDTC",
                    "DVSTDTC",
                    "Start Date/Time of Deviation",
                    "datetime",
                    false,
                    row -> row.observedAt().map(Instant::toString)));

    private static final List<NoticeColumn> WHOSE = List.of(
            text("study", "STUDYID", "Study", Notice::study).key(),
            text("site", "SITEID", "Site", Notice::site).key(),
            text("subject", "SUBJECT", "Subject", Notice::subject).key(),
            text("notice", "NOTICE", "Identifier", Notice::id).key(),
            text(
                    "event",
                    "EVENT",
                    "Event of the form",
                    notice -> notice.source().instance().event()));

    private static final List<NoticeColumn> WHICH_FORM = List.of(
            text(
                    "form",
                    "FORM",
                    "Form that the rule failed on",
                    notice -> notice.source().instance().form()),
            of(
                    "repeat",
                    "REPEAT",
                    "Repeat of the form in the event",
                    "integer",
                    notice -> Optional.of(notice.source().instance().repeat())),
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
            of(
                    "revision",
                    "REVISION",
                    "Revision of that form that raised it",
                    "integer",
                    notice ->
                            notice.source().cause().map(cause -> notice.source().revision())));

    private static final List<NoticeColumn> WHICH_RULE = List.of(
            text("check", "CHECK", "Rule", notice -> notice.source().check()),
            text("text", "TEXT", "What the rule says", notice -> notice.source().text()));

    private static final List<NoticeColumn> WHAT_WAS_DONE = List.of(
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
            of(
                    "resolvedBy",
                    "RESOLVEDBY",
                    "Who acknowledged or completed it",
                    "string",
                    notice -> notice.resolution().map(done -> done.by().name())),
            of(
                    "resolution",
                    "RESOLUTION",
                    "What was done about it, or its cause",
                    "string",
                    notice -> notice.resolution().map(Notice.Resolution::text)),
            of(
                    "important",
                    "IMPORTANT",
                    "Whether a deviation is important",
                    "boolean",
                    notice -> notice.resolution().flatMap(Notice.Resolution::important)));

    /** What SDTM has no variable for, as it would stand in supplemental qualifiers. */
    private static final List<NoticeColumn> DEVIATIONS = Stream.of(
                    SDTM.stream(),
                    Stream.of(
                            text("SITEID", "SITEID", "Study Site Identifier", Notice::site),
                            text("SUBJID", "SUBJID", "Subject Identifier for the Study", Notice::subject)),
                    Stream.concat(WHICH_FORM.stream(), WHAT_WAS_DONE.stream()).map(NoticeColumn::byName))
            .flatMap(columns -> columns)
            .toList();

    private static final List<NoticeColumn> ALERTS = Stream.of(WHOSE, WHICH_FORM, WHICH_RULE, WHAT_WAS_DONE)
            .flatMap(List::stream)
            .toList();

    static List<NoticeColumn> of(NoticeDataset dataset) {
        return switch (dataset) {
            case DV -> DEVIATIONS;
            case ALERT -> ALERTS;
        };
    }

    private NoticeColumn key() {
        return new NoticeColumn(heading, name, label, type, true, value);
    }

    private NoticeColumn byName() {
        return new NoticeColumn(name, name, label, type, isKey, value);
    }

    private static Notice.Source source(NoticeRow row) {
        return row.notice().source();
    }

    private static NoticeColumn standard(String name, String label, Function<NoticeRow, String> value) {
        return new NoticeColumn(name, name, label, "string", false, row -> Optional.of(value.apply(row)));
    }

    private static NoticeColumn of(
            String heading, String name, String label, String type, Function<Notice, Optional<?>> value) {
        return new NoticeColumn(heading, name, label, type, false, row -> value.apply(row.notice()));
    }

    private static NoticeColumn text(String heading, String name, String label, Function<Notice, String> value) {
        return of(heading, name, label, "string", notice -> Optional.of(value.apply(notice)));
    }

    private static NoticeColumn ofCause(
            String heading, String name, String label, String type, Function<FormInstance, ?> value) {
        return of(heading, name, label, type, notice -> notice.source().cause().map(value));
    }

    private static NoticeColumn time(
            String heading, String name, String label, Function<Notice, Optional<Instant>> value) {
        return of(
                heading, name, label, "datetime", notice -> value.apply(notice).map(Instant::toString));
    }
}
