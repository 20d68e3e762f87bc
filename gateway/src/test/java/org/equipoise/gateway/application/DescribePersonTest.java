package org.equipoise.gateway.application;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.equipoise.gateway.application.Person.StudyAccess;
import org.junit.jupiter.api.Test;

class DescribePersonTest {

    private final DescribePerson describePerson = new DescribePerson();

    @Test
    void aRoleAtASiteIsLimitedToIt() {
        StudyAccess access = access("/studies/KET-TRD-01/sites/01/coordinator");
        assertThat(access.study()).isEqualTo("KET-TRD-01");
        assertThat(access.roles()).containsExactly("coordinator");
        assertThat(access.sites()).containsExactly("01");
        assertThat(access.permissions())
                .contains("subject.screen", "subject.randomize", "general-data.enter")
                .doesNotContain("efficacy-data.enter", "closed-analysis.read");
    }

    @Test
    void sitesOfSeveralRolesComeTogether() {
        StudyAccess access =
                access("/studies/KET-TRD-01/sites/02/coordinator", "/studies/KET-TRD-01/sites/01/investigator");
        assertThat(access.sites()).containsExactly("01", "02");
        assertThat(access.roles()).containsExactlyInAnyOrder("coordinator", "investigator");
    }

    @Test
    void aRoleInTheWholeStudyHasNoListOfSites() {
        assertThat(access("/studies/KET-TRD-01/monitor").sites()).isNull();
    }

    @Test
    void studiesAreKeptApart() {
        Person person = describePerson.describe(
                "id-of-dora", "Dora", "dora.dmc", List.of("/studies/A/dmc-member", "/studies/B/sites/01/dose-nurse"));
        assertThat(person.studies()).extracting(StudyAccess::study).containsExactly("A", "B");
        assertThat(person.studies().get(0).permissions()).contains("closed-analysis.read");
        assertThat(person.studies().get(1).permissions()).doesNotContain("closed-analysis.read");
    }

    @Test
    void groupsThatAreNoRolesGiveNothing() {
        Person person = describePerson.describe(
                "id-of-nina",
                "Nina",
                "nina.new",
                List.of("/other", "/studies/A", "/studies/A/emperor", "/studies/A/sites/01"));
        assertThat(person.studies()).isEmpty();
        assertThat(person.id()).isEqualTo("id-of-nina");
        assertThat(person.name()).isEqualTo("Nina");
        assertThat(person.username()).isEqualTo("nina.new");
    }

    private StudyAccess access(String... groups) {
        return describePerson
                .describe("id-of-clara", "Clara", "clara.coordinator", List.of(groups))
                .studies()
                .get(0);
    }
}
