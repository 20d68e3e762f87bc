package org.equipoise.randomizer.application;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;

/** The two kinds of messages that can wait: those to the eCRF service, and mails. */
class WaitingMessages {

    @Produces
    @Singleton
    ReleaseWaiting<Outbox.Undelivered> messages(Outbox outbox, DeliverOutbox delivery, Clock clock) {
        return new ReleaseWaiting<>(outbox, delivery::soon, clock);
    }

    @Produces
    @Singleton
    ReleaseWaiting<NoticeBox.Undelivered> notices(NoticeBox box, DeliverNotices delivery, Clock clock) {
        return new ReleaseWaiting<>(box, delivery::soon, clock);
    }
}
