package org.equipoise.randomizer.application;

import io.smallrye.mutiny.Uni;
import java.util.List;
import org.equipoise.platform.audit.AuditRoot;

/** Port to the copy of the roots outside the database. */
public interface RootPublication {

    /** The number of the last root that is published; 0 before the first. */
    Uni<Long> last(String study);

    /** Adds roots; they are safe when this completes. */
    Uni<Void> publish(String study, List<AuditRoot> roots);
}
