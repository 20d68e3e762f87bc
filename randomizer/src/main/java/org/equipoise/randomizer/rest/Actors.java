package org.equipoise.randomizer.rest;

import org.equipoise.platform.http.RequestId;
import org.equipoise.platform.security.Caller;
import org.equipoise.randomizer.application.Actor;

/** Names the caller for the record. */
final class Actors {

    private Actors() {}

    static Actor of(Caller caller) {
        return new Actor(
                caller.id(), caller.name(), caller.party(), caller.service().isPresent(), RequestId.current());
    }
}
