package org.equipoise.randomizer.application;

import jakarta.enterprise.context.ApplicationScoped;

/** Whom to tell, and who delivers it. */
@ApplicationScoped
public class Notifying {

    private final NoticeRecipients recipients;
    private final DeliverNotices notices;

    public Notifying(NoticeRecipients recipients, DeliverNotices notices) {
        this.recipients = recipients;
        this.notices = notices;
    }

    NoticeRecipients recipients() {
        return recipients;
    }

    DeliverNotices notices() {
        return notices;
    }
}
