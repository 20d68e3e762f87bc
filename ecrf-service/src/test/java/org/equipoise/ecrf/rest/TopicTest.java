package org.equipoise.ecrf.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import org.equipoise.ecrf.application.Actor;
import org.equipoise.ecrf.application.ReadWorkList.SiteReader;
import org.equipoise.ecrf.application.SiteActivity.Place;
import org.equipoise.ecrf.domain.form.Author;
import org.equipoise.ecrf.domain.query.QueryStatus;
import org.equipoise.ecrf.domain.study.FormCategory;
import org.equipoise.platform.security.SiteScope;
import org.junit.jupiter.api.Test;

/** Who follows a list together: all for whom it says the same. */
class TopicTest {
    private static final Place PLACE = new Place("KET-TRD-01", "01");

    private static Actor person(String name, FormCategory sees) {
        SiteScope scope = SiteScope.only(Set.of("01"));
        Map<FormCategory, SiteScope> reads = Map.of(sees, scope);
        return new Actor(new Author(name, name), scope, reads, Map.of());
    }

    private static LiveFeed.Topic site(String name, FormCategory sees, QueryStatus settles) {
        return LiveFeed.Topic.site(new SiteReader(person(name, sees), Set.of(settles)), PLACE);
    }

    @Test
    void whoSeesTheSameFollowsOneList() {
        assertThat(site("nora", FormCategory.GENERAL, QueryStatus.OPEN))
                .isEqualTo(site("nick", FormCategory.GENERAL, QueryStatus.OPEN));
    }

    @Test
    void whoSeesOtherDataFollowsAnother() {
        assertThat(site("nora", FormCategory.GENERAL, QueryStatus.OPEN))
                .isNotEqualTo(site("sam", FormCategory.SAFETY, QueryStatus.OPEN));
    }

    /** The list counts the queries that wait for its readers. */
    @Test
    void whoClosesQueriesFollowsAnotherListThanWhoAnswersThem() {
        assertThat(site("nora", FormCategory.GENERAL, QueryStatus.OPEN))
                .isNotEqualTo(site("mona", FormCategory.GENERAL, QueryStatus.ANSWERED));
    }

    @Test
    void aDoseDayIsNotTheListOfItsSite() {
        Actor nora = person("nora", FormCategory.GENERAL);
        assertThat(LiveFeed.Topic.doseDay(nora, PLACE, "01-001"))
                .isNotEqualTo(LiveFeed.Topic.site(new SiteReader(nora, Set.of()), PLACE))
                .isNotEqualTo(LiveFeed.Topic.doseDay(nora, PLACE, "01-002"));
    }
}
