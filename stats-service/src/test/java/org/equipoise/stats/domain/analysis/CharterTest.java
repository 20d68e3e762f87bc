package org.equipoise.stats.domain.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.equipoise.stats.SimulatedTrial;
import org.equipoise.stats.domain.analysis.AnalysisDefinition.CharterDefinition;
import org.equipoise.stats.domain.analysis.AnalysisDefinition.PartyDefinition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CharterTest {

    private static final Set<String> MEMBER = Set.of("dmc-member");
    private static final Set<String> STATISTICIAN = Set.of("unblinded-statistician");

    private static Charter charter(List<PartyDefinition> chairs, List<PartyDefinition> holders) {
        return AnalysisPlan.of(SimulatedTrial.definition().under(new CharterDefinition(chairs, holders)))
                .charter();
    }

    private static PartyDefinition role(String role) {
        return new PartyDefinition(role, null);
    }

    private static PartyDefinition user(String user) {
        return new PartyDefinition(null, user);
    }

    @Test
    void aPlanThatSaysNothingLetsAnyMemberChairAndReleasesTheKeyToNobody() {
        Charter silent =
                AnalysisPlan.of(SimulatedTrial.definition().under(null)).charter();
        assertThat(silent.isChair("dora.dmc", MEMBER)).isTrue();
        assertThat(silent.isChair("ursula.unblinded", STATISTICIAN)).isFalse();
        assertThat(silent.holdsKey("dora.dmc", MEMBER)).isFalse();
        assertThat(charter(null, null)).isEqualTo(silent);
    }

    @Test
    void aUserIsThatPersonAlone() {
        Charter charter = charter(List.of(user("dora.dmc")), List.of(user("ursula.unblinded")));
        assertThat(charter.isChair("dora.dmc", MEMBER)).isTrue();
        assertThat(charter.isChair("otto.dmc", MEMBER)).isFalse();
        assertThat(charter.holdsKey("ursula.unblinded", STATISTICIAN)).isTrue();
        assertThat(charter.holdsKey("dora.dmc", MEMBER)).isFalse();
    }

    @Test
    void aRoleIsEverybodyWhoHoldsIt() {
        Charter charter = charter(List.of(), List.of(role("dmc-member")));
        assertThat(charter.holdsKey("anybody", MEMBER)).isTrue();
        assertThat(charter.holdsKey("anybody", STATISTICIAN)).isFalse();
    }

    @Test
    void aUserNamedLikeARoleIsNotThatRole() {
        assertThat(charter(List.of(), List.of(user("dmc-member"))).holdsKey("dora.dmc", MEMBER))
                .isFalse();
    }

    static Stream<Arguments> broken() {
        return Stream.of(
                Arguments.of(Collections.singletonList(null), "charter.keyHolders[0]"),
                Arguments.of(List.of(new PartyDefinition(null, null)), "charter.keyHolders[0]"),
                Arguments.of(List.of(new PartyDefinition("dmc-member", "dora.dmc")), "charter.keyHolders[0]"),
                Arguments.of(List.of(role("sponsor")), "charter.keyHolders[0].role"),
                Arguments.of(List.of(role("investigator")), "charter.keyHolders[0].role"),
                Arguments.of(List.of(user("dora dmc")), "charter.keyHolders[0].user"),
                Arguments.of(List.of(user("")), "charter.keyHolders[0].user"),
                Arguments.of(Arrays.asList(user("a"), user("a")), "charter.keyHolders[1]"),
                Arguments.of(
                        Stream.iterate(1, i -> i + 1)
                                .limit(21)
                                .map(i -> user("u" + i))
                                .toList(),
                        "charter.keyHolders"));
    }

    @ParameterizedTest
    @MethodSource("broken")
    void aBadPartyIsToldWhereAndWhatToWrite(List<PartyDefinition> parties, String field) {
        List<PlanError> errors = PlanRules.errorsIn(
                SimulatedTrial.definition().under(new CharterDefinition(List.of(role("dmc-member")), parties)));
        assertThat(errors).singleElement().satisfies(error -> {
            assertThat(error.field()).isEqualTo(field);
            assertThat(error.remedy()).isNotBlank();
        });
    }

    @Test
    void aChairIsAMemberOrAPerson() {
        List<PlanError> errors = PlanRules.errorsIn(SimulatedTrial.definition()
                .under(new CharterDefinition(List.of(user("dora.dmc"), role("unblinded-statistician")), List.of())));
        assertThat(errors).singleElement().satisfies(error -> {
            assertThat(error.field()).isEqualTo("charter.chairs[1].role");
            assertThat(error.value()).isEqualTo("unblinded-statistician");
            assertThat(error.remedy()).isEqualTo("name the role of the committee's members: dmc-member");
        });
    }

    @Test
    void everyRoleThatACharterCanNameReadsClosedResults() {
        assertThat(Charter.CLOSED_ROLES)
                .allSatisfy(id -> assertThat(org.equipoise.platform.security.Role.byId(id)
                                .orElseThrow()
                                .permissions())
                        .contains(org.equipoise.platform.security.Permission.CLOSED_ANALYSIS_READ));
    }
}
