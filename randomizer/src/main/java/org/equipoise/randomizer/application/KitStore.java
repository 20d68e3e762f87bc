package org.equipoise.randomizer.application;

import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.equipoise.randomizer.domain.kit.ShipmentState;

/** Port that changes kits. Each call is one statement, which is done wholly or not at all. */
public interface KitStore {

    /** What has happened before under this key. */
    Uni<KitOutcome> prior(String study, UniqueRequest request);

    /** Opens a depot, unless there is one of that name. */
    Uni<Opening> openDepot(String study, Depot depot, Instant at, Actor actor);

    /** The study's series of kit numbers; if it has none, one with the offered sealed seed. */
    Uni<Series> series(String study, SealedSeed offered);

    /** Adds kits to a depot; stale if the number of kits registered before is another. */
    Uni<KitOutcome> register(KitBooking booking, String depot, int before, List<SealedKit> kits);

    /** Books what happened to single kits. */
    Uni<KitOutcome> account(KitBooking booking);

    /** Sets kits aside for a shipment. */
    Uni<KitOutcome> request(KitBooking booking, Route route);

    /** Takes a shipment and all of its kits from one state to another. */
    Uni<KitOutcome> move(KitBooking booking, String shipment, ShipmentState from, ShipmentState to);

    /**
     * Hands a kit to a subject; the booking's changes are about a kit that it replaces. Stale if anything has happened to the
     * kits of the site meanwhile.
     */
    Uni<KitOutcome> dispense(KitBooking booking, Handover handover);

    /** A store of kits. */
    record Depot(
            @Schema(description = "The depot") String depot,
            @Schema(description = "The name") String name) {}

    /** What became of the opening of a depot. */
    enum Opening {
        OPENED,
        SAME_NAME,
        OTHER_NAME
    }

    /** From where to where a shipment goes. */
    record Route(String shipment, String depot, String site) {}

    /**
     * Which kit goes to whom.
     *
     * @param shelf the version of the site's shelf from which it was chosen
     * @param replaced the kit of the round before, if this is a replacement
     */
    record Handover(String site, Dispensing dispensing, long shelf, Optional<String> replaced) {}

    /** The ciphertext of a kit seed. */
    final class SealedSeed {

        private final byte[] bytes;

        public SealedSeed(byte[] bytes) {
            this.bytes = bytes.clone();
        }

        public byte[] bytes() {
            return bytes.clone();
        }
    }

    /**
     * A study's series of kit numbers.
     *
     * @param seed its sealed seed
     * @param registered how many kits have a number
     */
    record Series(SealedSeed seed, int registered) {}
}
