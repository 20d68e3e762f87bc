package org.equipoise.randomizer.mail;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.stream.Stream;
import org.equipoise.randomizer.application.NoticeRecipients;

@ApplicationScoped
class ConfiguredRecipients implements NoticeRecipients {

    private final NoticesConfig config;

    ConfiguredRecipients(NoticesConfig config) {
        this.config = config;
    }

    @Override
    public List<String> of(String study) {
        List<String> own =
                config.study().containsKey(study) ? config.study().get(study).recipients() : List.of();
        return Stream.concat(config.recipients().orElse(List.of()).stream(), own.stream())
                .map(String::strip)
                .filter(address -> !address.isEmpty())
                .distinct()
                .toList();
    }
}
