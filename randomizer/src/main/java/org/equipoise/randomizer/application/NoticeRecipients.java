package org.equipoise.randomizer.application;

import java.util.List;

/** Port to the list of people who get a message when something unblinds in a study. */
public interface NoticeRecipients {

    /** Their mail addresses; may be empty. */
    List<String> of(String study);
}
