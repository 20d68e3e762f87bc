package org.equipoise.randomizer.application;

import io.smallrye.mutiny.Uni;
import java.util.Optional;

/** Port to the accounts of other systems. */
public interface ExternalAccounts {

    /** The account of that name, if this is its password. */
    Uni<Optional<ExternalAccount>> verify(String name, String password);
}
