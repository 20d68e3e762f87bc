package org.equipoise.ecrf.domain.form;

import java.util.List;
import org.equipoise.ecrf.domain.study.CodeList;

/**
 * Why an item has no value. A gap with a reason is data; a gap without one is an omission. Which reasons there are, and which of
 * them an item takes, is up to the study.
 *
 * @param code the name used in study files, requests and answers, for example {@code not-done}
 */
public record MissingReason(String code) {
    /** The examination did not take place. */
    public static final MissingReason NOT_DONE = new MissingReason("not-done");

    /** The question does not concern this subject. */
    public static final MissingReason NOT_APPLICABLE = new MissingReason("not-applicable");

    /** It cannot be found out. */
    public static final MissingReason UNKNOWN = new MissingReason("unknown");

    /** The subject did not wish to answer. */
    public static final MissingReason REFUSED = new MissingReason("refused");

    /** The reasons of a study that names none of its own. */
    public static final CodeList STANDARD = new CodeList(List.of(
            new CodeList.Entry(NOT_DONE.code(), "Not done"),
            new CodeList.Entry(NOT_APPLICABLE.code(), "Not applicable"),
            new CodeList.Entry(UNKNOWN.code(), "Unknown"),
            new CodeList.Entry(REFUSED.code(), "Refused")));
}
