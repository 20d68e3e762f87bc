package org.equipoise.ecrf.application;

import java.io.IOException;
import java.util.List;
import org.equipoise.platform.audit.AuditRoot;

/** Port to the copy of the roots outside the database. */
public interface RootPublication {
    /** The number of the last root that is published; 0 before the first, the largest number if none is ever published. */
    long last(String study) throws IOException;

    /** Adds roots; they are safe when this returns. */
    void publish(String study, List<AuditRoot> roots) throws IOException;

    List<AuditRoot> read(String study) throws IOException;
}
