package org.equipoise.randomizer.mail;

import org.equipoise.randomizer.application.Notice;

/** The words of a message. They are made from what blinded people may know, so that no length or word can tell an arm. */
final class NoticeText {

    private NoticeText() {}

    static String subject(Notice notice) {
        return switch (notice.kind()) {
            case CODE_BREAK -> "Equipoise: a code break in study " + notice.study();
            case STUDY_UNBLINDED -> "Equipoise: study " + notice.study() + " was unblinded";
        };
    }

    static String body(Notice notice) {
        return switch (notice.kind()) {
            case CODE_BREAK ->
                """
                    The code of one subject was broken.

                    Study      %s
                    Site       %s
                    Subject    %s
                    Time       %s
                    Code break %s

                    This message does not name the treatment, and nobody may be asked for it. Please see in Equipoise who
                    broke the code and why, and whether a second person has confirmed it.
                    """.formatted(notice.study(), notice.site(), notice.subject(), notice.happenedAt(), notice.reference());
            case STUDY_UNBLINDED -> """
                    Two persons have unblinded a study as planned, after its data were locked.

                    Study      %s
                    Time       %s
                    Unblinding %s

                    This message names no treatment. Who may read the allocations finds them in Equipoise.
                    """.formatted(notice.study(), notice.happenedAt(), notice.reference());
        };
    }
}
