package org.equipoise.randomizer.domain.allocation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Map;
import org.equipoise.randomizer.domain.allocation.Stratification.Placement;
import org.junit.jupiter.api.Test;

class StratificationTest {

    private final Stratification stratification = new Stratification(List.of(
            new StratificationFactor("site", List.of("01", "02")),
            new StratificationFactor("madrsBand", List.of("LT35", "GE35"))));

    @Test
    void enumeratesEveryCombinationOnce() {
        assertThat(stratification.strata().stream().map(Stratum::key))
                .containsExactly(
                        "site=01,madrsBand=LT35",
                        "site=01,madrsBand=GE35",
                        "site=02,madrsBand=LT35",
                        "site=02,madrsBand=GE35");
        assertThat(stratification.size()).isEqualTo(4);
    }

    @Test
    void hasOneStratumWithoutFactors() {
        Stratification none = new Stratification(List.of());
        assertThat(none.strata()).extracting(Stratum::key).containsExactly("all");
        assertThat(none.size()).isEqualTo(1);
        assertThat(none.place(Map.of("anything", "goes"))).isEqualTo(new Placement.Placed(new Stratum(Map.of())));
    }

    @Test
    void placesASubjectInThePlansOrderOfFactorsAndIgnoresTheRest() {
        Placement placement = stratification.place(Map.of("madrsBand", "GE35", "sex", "F", "site", "02"));
        assertThat(placement)
                .isInstanceOfSatisfying(
                        Placement.Placed.class,
                        placed -> assertThat(placed.stratum().key()).isEqualTo("site=02,madrsBand=GE35"));
    }

    @Test
    void saysWhatKeepsASubjectFromBeingPlaced() {
        Placement placement = stratification.place(Map.of("site", "09"));
        assertThat(placement)
                .isEqualTo(new Placement.NotPlaced(List.of(
                        new Placement.Misfit("site", "09", List.of("01", "02")),
                        new Placement.Misfit("madrsBand", null, List.of("LT35", "GE35")))));
    }

    @Test
    void readsAStratumBackFromItsKey() {
        for (Stratum stratum : stratification.strata()) {
            assertThat(Stratum.parse(stratum.key())).isEqualTo(stratum);
        }
        assertThat(Stratum.parse("all").levels()).isEmpty();
        assertThatIllegalArgumentException().isThrownBy(() -> Stratum.parse("=01"));
    }

    @Test
    void refusesARatioThatIsNone() {
        assertThatIllegalArgumentException().isThrownBy(() -> new AllocationRatio(List.of(1)));
        assertThatIllegalArgumentException().isThrownBy(() -> new AllocationRatio(List.of(1, 0)));
        assertThatIllegalArgumentException().isThrownBy(() -> new TreatmentArm("A", "Arm", 0, false));
        assertThat(new AllocationRatio(List.of(2, 1)).sum()).isEqualTo(3);
    }
}
