package org.equipoise.randomizer.mail;

import io.quarkus.mailer.Mail;
import io.quarkus.mailer.reactive.ReactiveMailer;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.equipoise.randomizer.application.Notice;
import org.equipoise.randomizer.application.Post;
import org.jboss.logging.Logger;

/** Sends mails. A mailer that only pretends counts as none, but in tests and development. */
@ApplicationScoped
class MailPost implements Post {

    private static final Logger LOG = Logger.getLogger(MailPost.class);
    private static final String NONE =
            "There is no mail server: notices of code breaks and unblindings stay undelivered until"
                    + " EQUIPOISE_MAIL_HOST, EQUIPOISE_MAIL_FROM and EQUIPOISE_MAIL_MOCK=false are set";

    private final ReactiveMailer mailer;
    private final boolean pretends;

    @Inject
    MailPost(ReactiveMailer mailer, @ConfigProperty(name = "quarkus.mailer.mock") boolean mock) {
        this(mailer, mock, LaunchMode.current());
    }

    MailPost(ReactiveMailer mailer, boolean mock, LaunchMode mode) {
        this.mailer = mailer;
        this.pretends = mock && mode == LaunchMode.NORMAL;
    }

    void start(@Observes StartupEvent event) {
        if (pretends) {
            LOG.warn(NONE);
        }
    }

    @Override
    public Uni<Void> send(Notice notice) {
        if (pretends) {
            return Uni.createFrom().failure(() -> new NoPostException(NONE));
        }
        Mail mail = Mail.withText(notice.recipient(), NoticeText.subject(notice), NoticeText.body(notice));
        return mailer.send(mail).ifNoItem().after(LONGEST).fail();
    }
}
