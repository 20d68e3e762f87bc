package org.equipoise.ecrf.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.equipoise.ecrf.Examples.INFUSION_START;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.equipoise.ecrf.Examples;
import org.equipoise.ecrf.application.Actor;
import org.equipoise.ecrf.domain.form.Author;
import org.equipoise.ecrf.domain.safety.Notice;
import org.equipoise.ecrf.domain.study.FormCategory;
import org.equipoise.ecrf.domain.study.Raise;
import org.equipoise.platform.security.SiteScope;
import org.junit.jupiter.api.Test;

class NoticeResponseTest {
    private static final Notice RESOLVED = new Notice(
            "S",
            "N1",
            Raise.ALERT,
            "01-001",
            "01",
            new Notice.Source(Examples.first("H24", "MADRS"), 1, "HIGH", "High.", "origin"),
            Set.of(FormCategory.EFFICACY),
            INFUSION_START,
            Optional.of(new Notice.Resolution(
                    INFUSION_START,
                    new Author("id-of-ivan", "ivan"),
                    "She was far away all day.",
                    Optional.empty(),
                    "k")));

    private static NoticeResponse shown(String who, String site, FormCategory... reads) {
        Map<FormCategory, SiteScope> scopes = new EnumMap<>(FormCategory.class);
        for (FormCategory category : reads) {
            scopes.put(category, SiteScope.only(Set.of(site)));
        }
        return NoticeResponse.of(
                RESOLVED, new Actor(new Author("id-of-" + who, who), SiteScope.all(), scopes, Map.of()));
    }

    @Test
    void whatWasWrittenIsForWhoSeesTheDose() {
        assertThat(shown("dora", "01", FormCategory.DOSE_DAY, FormCategory.SAFETY)
                        .resolution())
                .isEqualTo("She was far away all day.");
        assertThat(shown("ivan", "01", FormCategory.EFFICACY).resolution()).isNotNull();
        assertThat(shown("dora", "01", FormCategory.DOSE_DAY).resolution()).isNull();
        assertThat(shown("dora", "01", FormCategory.SAFETY).resolution()).isNull();
        assertThat(shown("dora", "02", FormCategory.DOSE_DAY, FormCategory.SAFETY)
                        .resolution())
                .isNull();
    }

    @Test
    void othersAreToldThatAndWhenItWasResolved() {
        NoticeResponse rater = shown("rita", "01", FormCategory.GENERAL, FormCategory.EFFICACY);

        assertThat(rater.resolution()).isNull();
        assertThat(rater.status()).isEqualTo("resolved");
        assertThat(rater.resolvedAt()).isEqualTo(INFUSION_START);
    }
}
