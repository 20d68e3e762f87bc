package org.equipoise.launcher.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class PortsTest {

    @Test
    void without_any_choice_people_find_the_page_at_8080() {
        assertThat(Ports.from(Map.of(), 0).address()).hasToString("http://localhost:8080");
    }

    @Test
    void the_environment_chooses_a_part_s_port_and_the_offset_moves_all() {
        Ports ports = Ports.from(Map.of("EQUIPOISE_PORT", "9000", "EQUIPOISE_POSTGRES_PORT", " "), 7);

        assertThat(ports.of(Part.GATEWAY)).isEqualTo(9007);
        assertThat(ports.of(Part.POSTGRES)).isEqualTo(5440);
        assertThat(ports.issuer()).hasToString("http://localhost:8187/realms/equipoise");
    }

    @Test
    void a_port_that_is_no_number_is_named_with_its_variable() {
        assertThatThrownBy(() -> Ports.from(Map.of("EQUIPOISE_PORT", "http"), 0))
                .isInstanceOf(LaunchFailure.class)
                .hasMessage("EQUIPOISE_PORT=http is not a port number");
    }

    @Test
    void a_port_out_of_range_is_refused() {
        assertThatThrownBy(() -> Ports.from(Map.of(), 60_000))
                .isInstanceOf(LaunchFailure.class)
                .hasMessageContaining("is not between 1 and 65535");
    }

    @Test
    void two_parts_on_one_port_are_refused() {
        assertThatThrownBy(() -> Ports.from(Map.of("EQUIPOISE_PORT", "8081"), 0))
                .isInstanceOf(LaunchFailure.class)
                .hasMessage("Port 8081 is given to both randomizer and gateway; change EQUIPOISE_PORT");
    }
}
