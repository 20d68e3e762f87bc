package org.equipoise.ecrf.publication;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.equipoise.ecrf.application.RootPublication;
import org.equipoise.platform.audit.AuditRoot;
import org.equipoise.platform.audit.RootFile;

/** One file a study in a directory, preferably on storage that the database's administrator cannot write. */
@ApplicationScoped
public class RootFiles implements RootPublication {
    private final Optional<Path> directory;

    public RootFiles(@ConfigProperty(name = "equipoise.audit.roots-dir") Optional<Path> directory) {
        this.directory = directory;
    }

    @Override
    public long last(String study) throws IOException {
        return directory.isEmpty() ? Long.MAX_VALUE : file(study).last();
    }

    @Override
    public void publish(String study, List<AuditRoot> roots) throws IOException {
        file(study).append(roots);
    }

    @Override
    public List<AuditRoot> read(String study) throws IOException {
        return directory.isEmpty() ? List.of() : file(study).read();
    }

    private RootFile file(String study) {
        return RootFile.of(directory.orElseThrow(), study);
    }
}
