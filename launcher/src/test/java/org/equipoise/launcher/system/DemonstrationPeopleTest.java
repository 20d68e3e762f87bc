package org.equipoise.launcher.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class DemonstrationPeopleTest {

    private static final StudySites KETAMINE = new StudySites("KET-TRD-01", List.of("01", "02"));

    @Test
    void the_first_site_s_people_have_plain_names_and_the_others_the_site_s() {
        assertThat(person("clara.coordinator", KETAMINE).groups())
                .containsExactly("/studies/KET-TRD-01/sites/01/coordinator");
        assertThat(person("clara.coordinator.02", KETAMINE).groups())
                .containsExactly("/studies/KET-TRD-01/sites/02/coordinator");
    }

    @Test
    void people_of_the_whole_study_are_there_once() {
        assertThat(person("dora.dmc", KETAMINE).groups()).containsExactly("/studies/KET-TRD-01/dmc-member");
        assertThat(DemonstrationPeople.of(List.of(KETAMINE))).hasSize(2 * 5 + 10);
    }

    @Test
    void the_committee_has_two_members() {
        assertThat(DemonstrationPeople.of(List.of(KETAMINE)))
                .filteredOn(person -> person.groups().contains("/studies/KET-TRD-01/dmc-member"))
                .extracting(Person::username)
                .containsExactly("dora.dmc", "otto.dmc");
    }

    @Test
    void there_is_a_user_for_each_of_the_thirteen_roles() {
        assertThat(DemonstrationPeople.usersByRole())
                .hasSize(13)
                .containsEntry("dose-nurse", "nora.nurse")
                .containsEntry("unblinded-statistician", "ursula.unblinded");
        assertThat(DemonstrationPeople.of(List.of(KETAMINE)))
                .extracting(Person::username)
                .containsAll(DemonstrationPeople.usersByRole().values());
    }

    @Test
    void who_works_in_two_studies_is_one_person_with_rights_in_both() {
        StudySites other = new StudySites("EXAMPLE", List.of("A"));

        assertThat(person("rita.rater", KETAMINE, other).groups())
                .containsExactly("/studies/KET-TRD-01/sites/01/rater", "/studies/EXAMPLE/sites/A/rater");
    }

    private static Person person(String username, StudySites... studies) {
        return DemonstrationPeople.of(List.of(studies)).stream()
                .filter(person -> person.username().equals(username))
                .findFirst()
                .orElseThrow();
    }
}
