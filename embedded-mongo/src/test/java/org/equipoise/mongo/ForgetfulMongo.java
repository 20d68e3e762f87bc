package org.equipoise.mongo;

import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.h2.H2Backend;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.h2.mvstore.MVStore;

/** The same server without the commit after each write: shows that the durability test can fail. */
final class ForgetfulMongo {

    private ForgetfulMongo() {}

    public static void main(String[] arguments) throws IOException {
        Path data = Files.createDirectories(Path.of(arguments[3]));
        MVStore store = new MVStore.Builder()
                .fileName(data.resolve("documents.mv").toString())
                .autoCommitDisabled()
                .open();
        MongoServer server = new MongoServer(new H2Backend(store));
        System.out.println("listening on 127.0.0.1:" + server.bind().getPort());
    }
}
