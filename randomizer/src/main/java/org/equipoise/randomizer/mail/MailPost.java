package org.equipoise.randomizer.mail;

import io.quarkus.mailer.Mail;
import io.quarkus.mailer.reactive.ReactiveMailer;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.equipoise.randomizer.application.Notice;
import org.equipoise.randomizer.application.Post;

@ApplicationScoped
class MailPost implements Post {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final ReactiveMailer mailer;

    MailPost(ReactiveMailer mailer) {
        this.mailer = mailer;
    }

    @Override
    public Uni<Void> send(Notice notice) {
        Mail mail = Mail.withText(notice.recipient(), NoticeText.subject(notice), NoticeText.body(notice));
        return mailer.send(mail).ifNoItem().after(PATIENCE).fail();
    }
}
