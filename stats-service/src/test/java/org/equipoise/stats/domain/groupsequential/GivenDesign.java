package org.equipoise.stats.domain.groupsequential;

import org.equipoise.stats.domain.Outcome;
import org.equipoise.stats.domain.ReferenceFile.ReferenceCase;

/** Builds a design from the columns method, param, alpha, sided and info of a reference case. */
final class GivenDesign {

    private GivenDesign() {}

    static TestSides sides(ReferenceCase given) {
        return given.has("sided") && given.integer("sided") == 2 ? TestSides.TWO_SIDED : TestSides.ONE_SIDED;
    }

    static AlphaSpendingFunction spendingFunction(String method, double param) {
        return switch (method.substring(2)) {
            case "OF" -> AlphaSpendingFunction.oBrienFlemingType();
            case "P" -> AlphaSpendingFunction.pocockType();
            case "HSD" -> AlphaSpendingFunction.hwangShihDeCani(param);
            case "KD" -> AlphaSpendingFunction.power(param);
            default -> throw new IllegalArgumentException(method);
        };
    }

    static AlphaSpending spending(ReferenceCase given) {
        return new AlphaSpending(
                given.number("alpha"), sides(given), spendingFunction(given.text("method"), given.number("param")));
    }

    static Outcome<StoppingBoundary> boundary(ReferenceCase given) {
        InformationFractions looks = InformationFractions.of(given.numbers("info"));
        return switch (given.text("method")) {
            case "OF" -> new ClassicalBoundary.OBrienFleming().boundary(given.number("alpha"), sides(given), looks);
            case "P" -> new ClassicalBoundary.Pocock().boundary(given.number("alpha"), sides(given), looks);
            case "WT" ->
                new ClassicalBoundary.WangTsiatis(given.number("param"))
                        .boundary(given.number("alpha"), sides(given), looks);
            case "HP" ->
                new ClassicalBoundary.HaybittlePeto(given.number("param"))
                        .boundary(given.number("alpha"), sides(given), looks);
            default -> spending(given).boundary(looks, LastLook.FINAL);
        };
    }
}
