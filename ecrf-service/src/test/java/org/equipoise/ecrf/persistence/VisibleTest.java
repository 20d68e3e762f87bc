package org.equipoise.ecrf.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import org.equipoise.ecrf.application.QueryStore.Visibility;
import org.equipoise.ecrf.domain.study.FormCategory;
import org.equipoise.platform.security.SiteScope;
import org.junit.jupiter.api.Test;

class VisibleTest {
    private static String filter(SiteScope safety) {
        Visibility visibility = new Visibility(
                "S",
                SiteScope.all(),
                Map.of(FormCategory.SAFETY, safety),
                Map.of(FormCategory.SAFETY, Map.of("COMMON", Set.of("AE"))));
        return Visible.filter(visibility).toBsonDocument().toJson();
    }

    @Test
    void formsThatAreHiddenNowAreLeftOutWhateverIsStoredWithThem() {
        assertThat(filter(SiteScope.only(Set.of("01"))))
                .contains("{\"$or\": [{\"$nor\": [{\"$or\": [{\"$and\": [{\"event\": \"COMMON\"},"
                        + " {\"form\": {\"$in\": [\"AE\"]}}]}]}]}, {\"site\": {\"$in\": [\"01\"]}}]}");
    }

    @Test
    void whoSeesTheCategoryEverywhereIsNotAsked() {
        assertThat(filter(SiteScope.all())).doesNotContain("COMMON");
    }
}
