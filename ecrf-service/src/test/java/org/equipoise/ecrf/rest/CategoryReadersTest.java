package org.equipoise.ecrf.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.equipoise.ecrf.domain.study.FormCategory;
import org.equipoise.platform.security.Permission;
import org.equipoise.platform.security.Role;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The order of categories, which publication relies on, must agree with the one table of who may do what. */
class CategoryReadersTest {
    private static Set<Role> readers(FormCategory category) {
        Permission permission = Arrays.stream(Permission.values())
                .filter(known -> known.id().equals(category.code() + "-data.read"))
                .findFirst()
                .orElseThrow();
        return Arrays.stream(Role.values())
                .filter(role -> role.permissions().contains(permission))
                .collect(Collectors.toSet());
    }

    @ParameterizedTest
    @EnumSource
    void aCategoryIsNoLooserExactlyIfNobodyElseReadsIt(FormCategory before) {
        for (FormCategory next : FormCategory.values()) {
            assertThat(next.isNoLooserThan(before))
                    .as(before + " becomes " + next)
                    .isEqualTo(readers(before).containsAll(readers(next)));
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"DOSE_DAY", "SAFETY", "PHARMACY"})
    void noRaterReadsWhatRevealsTheArm(FormCategory category) {
        assertThat(readers(category)).isNotEmpty().doesNotContain(Role.RATER, Role.SPONSOR, Role.COORDINATOR);
    }
}
