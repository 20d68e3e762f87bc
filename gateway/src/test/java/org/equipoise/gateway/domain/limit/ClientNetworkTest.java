package org.equipoise.gateway.domain.limit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClientNetworkTest {

    @ParameterizedTest
    @CsvSource({
        "192.0.2.7, 192.0.2.7",
        "2001:db8:1:2:3:4:5:6, 20010db800010002/64",
        "2001:db8:1:2::9, 20010db800010002/64",
        "2001:db8:1:3::9, 20010db800010003/64",
        "::ffff:192.0.2.7, 192.0.2.7",
        "::1, 0000000000000000/64",
    })
    void isTheAddressOrTheCustomersPartOfIt(String address, String network) {
        assertThat(ClientNetwork.of(address)).isEqualTo(network);
    }

    @ParameterizedTest
    @NullSource
    void isOneForAllWhoHaveNoAddress(String none) {
        assertThat(ClientNetwork.of(none)).isEqualTo("unknown");
    }

    @ParameterizedTest
    @ValueSource(strings = {"unknown", "_hidden", "", "host.example"})
    void isTheTextItselfWithoutAskingForItsAddress(String name) {
        assertThat(ClientNetwork.of(name)).isEqualTo(name);
    }
}
