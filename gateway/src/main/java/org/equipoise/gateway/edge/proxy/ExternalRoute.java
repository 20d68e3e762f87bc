package org.equipoise.gateway.edge.proxy;

import java.util.List;

/**
 * An address of the contract by which other data capture systems randomize.
 *
 * @param outside the path that they call
 * @param inside the path at the randomizer
 */
record ExternalRoute(String outside, String inside) {

    static final List<ExternalRoute> ALL = List.of(
            new ExternalRoute("/api/randomisation", "/api/randomizer/external/randomisation"),
            new ExternalRoute("/api/sites", "/api/randomizer/external/sites"),
            new ExternalRoute("/api/randomise", "/api/randomizer/external/randomise"));

    /** The target at the randomizer, with the query of the one that was called. */
    String inside(String target) {
        int query = target.indexOf('?');
        return query < 0 ? inside : inside + target.substring(query);
    }
}
