package org.equipoise.randomizer.publication;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.equipoise.platform.audit.AuditRoot;
import org.equipoise.platform.audit.RootFile;
import org.equipoise.randomizer.application.RootPublication;

/** One file a study in a directory, preferably on storage that the database's administrator cannot write. */
@ApplicationScoped
class RootFiles implements RootPublication {

    private final Optional<Path> directory;

    RootFiles(@ConfigProperty(name = "equipoise.audit.roots-dir") Optional<Path> directory) {
        this.directory = directory;
    }

    /** Without a directory nothing is published, and so nothing is ever missing. */
    @Override
    public Uni<Long> last(String study) {
        return directory.isEmpty()
                ? Uni.createFrom().item(Long.MAX_VALUE)
                : away(() -> file(study).last());
    }

    @Override
    public Uni<Void> publish(String study, List<AuditRoot> roots) {
        return away(() -> {
            file(study).append(roots);
            return null;
        });
    }

    private RootFile file(String study) {
        return RootFile.of(directory.orElseThrow(), study);
    }

    private static <T> Uni<T> away(FileWork<T> work) {
        return Uni.createFrom().item(quietly(work)).runSubscriptionOn(Infrastructure.getDefaultWorkerPool());
    }

    private static <T> Supplier<T> quietly(FileWork<T> work) {
        return () -> {
            try {
                return work.run();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        };
    }

    private interface FileWork<T> {
        T run() throws IOException;
    }
}
