package org.equipoise.randomizer.application;

import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;
import org.equipoise.platform.security.SiteScope;
import org.equipoise.randomizer.domain.kit.KitPlace;

/** Port that reads kits. Only {@link #dispensings} gives what blinded people may see. */
public interface KitShelf {

    /** The kits that are free at a place, by number. */
    Uni<List<SealedKit>> free(String study, KitPlace place);

    /** Everything that was delivered to a site; the same work whatever is in the kits. */
    Uni<SiteShelf> shelf(String study, String site);

    /** The sealed arm of the stratum's next entry with the site's shelf, at one moment. */
    Uni<Basis> basis(AllocationRequest request);

    /** A kit. */
    Uni<Optional<SealedKit>> find(String study, String kit);

    /** Those of the kits that exist, by number. */
    Uni<List<SealedKit>> find(String study, List<String> kits);

    /** Kits after the given number, by number; at sites outside the scope, none; elsewhere only with the whole study. */
    Uni<List<SealedKit>> page(String study, SiteScope sites, String after, int limit);

    /** The chain of what happened to a kit, oldest first. */
    Uni<List<AuditEntry>> history(String study, String kit, long after, int limit);

    /** A shipment. */
    Uni<Optional<Shipment>> shipment(String study, String shipment);

    /** Shipments to sites of the scope after the given one, in the order of their identifiers. */
    Uni<List<Shipment>> shipments(String study, SiteScope sites, String after, int limit);

    /** How many kits have been registered in a study that has a series of numbers. */
    Uni<Integer> registered(String study);

    /** The study's depots. */
    Uni<List<KitStore.Depot>> depots(String study);

    /** What was dispensed to a subject, in the order in which it was, which no clock can change. */
    Uni<List<Dispensing>> dispensings(String study, String subject);

    /**
     * From what the kit of an allocation is chosen.
     *
     * @param next the sealed arm of the next entry, if the stratum has one
     * @param shelf what was delivered to the site
     */
    record Basis(Optional<SealedArm> next, SiteShelf shelf) {}
}
