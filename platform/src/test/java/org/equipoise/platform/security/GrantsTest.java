package org.equipoise.platform.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class GrantsTest {

    @Test
    void aStudyRoleReachesEverySite() {
        Grants grants = Grants.of(List.of("/studies/KET-TRD-01/monitor"));

        assertThat(grants.sites(Permission.SUBJECT_READ, "KET-TRD-01").includes("06"))
                .isTrue();
        assertThat(grants.sites(Permission.SUBJECT_READ, "OTHER").isEmpty()).isTrue();
    }

    @Test
    void aSiteRoleReachesItsSitesOnly() {
        Grants grants = Grants.of(List.of("/studies/S/sites/01/coordinator", "/studies/S/sites/03/coordinator"));

        SiteScope scope = grants.sites(Permission.SUBJECT_RANDOMIZE, "S");
        assertThat(scope.wholeStudy()).isFalse();
        assertThat(scope.sites()).containsExactly("01", "03");
        assertThat(scope.includes("02")).isFalse();
    }

    @Test
    void aRoleGivesNoMoreThanItsPermissions() {
        Grants grants = Grants.of(List.of("/studies/S/sites/01/rater"));

        assertThat(grants.sites(Permission.DOSE_DAY_DATA_READ, "S").isEmpty()).isTrue();
        assertThat(grants.sites(Permission.EFFICACY_DATA_ENTER, "S").includes("01"))
                .isTrue();
    }

    @Test
    void aRoleAtOneSiteOpensNothingThatBelongsToTheWholeStudy() {
        Grants grants = Grants.of(List.of("/studies/S/sites/01/dmc-member", "/studies/T/sites/01/monitor"));

        assertThat(grants.sites(Permission.ALLOCATION_READ_UNBLINDED, "S").isEmpty())
                .isTrue();
        assertThat(grants.sites(Permission.AUDIT_READ, "T").isEmpty()).isTrue();
        assertThat(grants.sites(Permission.SUBJECT_READ, "T").includes("01")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "monitor",
                "studies/S/monitor",
                "/studies/S",
                "/studies/S/king",
                "/studies//monitor",
                "/studies/S/sites/01",
                "/studies/S/wards/01/rater",
                "/studies/S/sites/01/rater/x"
            })
    void groupsOfAnotherFormGiveNothing(String group) {
        assertThat(Grants.of(List.of(group)).byStudy()).isEmpty();
    }

    static Stream<List<String>> conflictingPairs() {
        return Stream.of(
                List.of("dmc-member", "investigator"),
                List.of("unblinded-statistician", "statistician"),
                List.of("pharmacist", "coordinator"),
                List.of("unblinded-monitor", "monitor"),
                List.of("unblinded-monitor", "data-manager"),
                List.of("rater", "dose-nurse"),
                List.of("administrator", "coordinator"),
                List.of("investigator", "rater"));
    }

    @ParameterizedTest
    @MethodSource("conflictingPairs")
    void rolesThatBreakTheBlindTogetherConflict(List<String> roles) {
        Grants grants = Grants.of(
                roles.stream().map(role -> "/studies/S/sites/01/" + role).toList());

        assertThat(grants.conflict("S"))
                .hasValueSatisfying(
                        pair -> assertThat(pair).extracting(Role::id).containsExactlyInAnyOrderElementsOf(roles));
    }

    @Test
    void theSameRolesInDifferentStudiesDoNotConflict() {
        Grants grants = Grants.of(List.of("/studies/S/dmc-member", "/studies/T/investigator"));

        assertThat(grants.conflict("S")).isEmpty();
        assertThat(grants.conflict("T")).isEmpty();
    }

    @Test
    void noBlindedRoleHoldsAnUnblindingPermission() {
        assertThat(Role.values())
                .filteredOn(Role::blinded)
                .allSatisfy(role -> assertThat(role.permissions())
                        .doesNotContain(
                                Permission.ALLOCATION_READ_UNBLINDED,
                                Permission.CLOSED_ANALYSIS_READ,
                                Permission.CLOSED_ANALYSIS_RUN,
                                Permission.UNBLINDING_REGISTER_READ,
                                Permission.PHARMACY_DATA_READ,
                                Permission.PHARMACY_DATA_ENTER));
    }

    @Test
    void whoeverWatchesThePharmacyReadsNothingThatBlindedPeopleEnter() {
        assertThat(Role.UNBLINDED_MONITOR.permissions())
                .contains(
                        Permission.PHARMACY_DATA_READ,
                        Permission.FORM_REVIEW,
                        Permission.FORM_VERIFY,
                        Permission.QUERY_RAISE,
                        Permission.QUERY_CLOSE,
                        Permission.DATA_EXPORT)
                .doesNotContain(
                        Permission.GENERAL_DATA_READ,
                        Permission.EFFICACY_DATA_READ,
                        Permission.DOSE_DAY_DATA_READ,
                        Permission.SAFETY_DATA_READ,
                        Permission.ALLOCATION_READ_UNBLINDED,
                        Permission.CLOSED_ANALYSIS_READ,
                        Permission.PHARMACY_DATA_ENTER);
    }

    @Test
    void everyCategoryOfDataHasSomebodyWhoExportsItAndSomebodyWhoClosesItsQueries() {
        for (Permission read : List.of(
                Permission.GENERAL_DATA_READ,
                Permission.EFFICACY_DATA_READ,
                Permission.DOSE_DAY_DATA_READ,
                Permission.SAFETY_DATA_READ,
                Permission.PHARMACY_DATA_READ)) {
            for (Permission needed : List.of(
                    Permission.DATA_EXPORT,
                    Permission.QUERY_CLOSE,
                    Permission.FORM_REVIEW,
                    Permission.FORM_VERIFY,
                    Permission.STUDY_LOCK_CHECK)) {
                assertThat(Role.values())
                        .as(needed.id() + " where " + read.id())
                        .anySatisfy(role -> assertThat(role.permissions()).contains(read, needed));
            }
        }
    }

    @Test
    void permissionsReadAsNounAndVerb() {
        assertThat(Permission.SUBJECT_RANDOMIZE.id()).isEqualTo("subject.randomize");
        assertThat(Permission.DOSE_DAY_DATA_ENTER.id()).isEqualTo("dose-day-data.enter");
        assertThat(Permission.ALLOCATION_READ_UNBLINDED.id()).isEqualTo("allocation.read-unblinded");
    }
}
