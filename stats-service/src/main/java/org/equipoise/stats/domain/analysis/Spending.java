package org.equipoise.stats.domain.analysis;

import java.util.Arrays;
import java.util.Optional;
import org.equipoise.stats.domain.groupsequential.AlphaSpendingFunction;

/** The alpha-spending functions that a plan can name. */
public enum Spending {
    /** Lan and DeMets' function that resembles O'Brien and Fleming's boundary: 2 &minus; 2&Phi;(z<sub>&alpha;/2</sub>/&radic;t). */
    OBRIEN_FLEMING("lan-demets-obrien-fleming", AlphaSpendingFunction.oBrienFlemingType()),
    /** Lan and DeMets' function that resembles Pocock's boundary: &alpha; ln(1 + (e &minus; 1)t). */
    POCOCK("lan-demets-pocock", AlphaSpendingFunction.pocockType());

    private final String code;
    private final AlphaSpendingFunction function;

    Spending(String code, AlphaSpendingFunction function) {
        this.code = code;
        this.function = function;
    }

    /**
     * The word for it in an analysis plan.
     *
     * @return the code
     */
    public String code() {
        return code;
    }

    /**
     * The function itself.
     *
     * @return the alpha spent by information fraction
     */
    public AlphaSpendingFunction function() {
        return function;
    }

    /**
     * Finds a function by its code.
     *
     * @param code the word in the plan, may be null
     * @return the function, or empty if there is none of that name
     */
    public static Optional<Spending> named(String code) {
        return Arrays.stream(values())
                .filter(spending -> spending.code.equals(code))
                .findFirst();
    }
}
