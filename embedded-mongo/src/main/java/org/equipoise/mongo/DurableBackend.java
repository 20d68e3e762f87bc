package org.equipoise.mongo;

import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.backend.h2.H2Backend;
import de.bwaldvogel.mongo.bson.Document;
import io.netty.channel.Channel;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.locks.Lock;
import org.h2.mvstore.MVStore;

/** A store in one file whose every write command is on disk before its acknowledgement leaves the server. */
final class DurableBackend extends H2Backend {

    /** Commands that only read; each other one, known or not, is treated as a write. */
    private static final Set<String> READS = Set.of(
            "find",
            "getmore",
            "killcursors",
            "count",
            "distinct",
            "listcollections",
            "listindexes",
            "listdatabases",
            "dbstats",
            "collstats",
            "hello",
            "ismaster",
            "ping",
            "buildinfo",
            "whatsmyuri",
            "serverstatus",
            "connectionstatus",
            "hostinfo",
            "endsessions",
            "getlasterror");

    /** A commit writes each changed page anew: small, compressed pages keep the file to a third and writes faster. */
    private static final int PAGE_BYTES = 4096;

    private final GroupCommit commits;

    private DurableBackend(MVStore store) {
        super(store);
        this.commits = new GroupCommit(store);
    }

    static DurableBackend open(Path file) {
        MVStore store = new MVStore.Builder()
                .fileName(file.toString())
                .autoCommitDisabled()
                .pageSplitSize(PAGE_BYTES)
                .compress()
                .open();
        return new DurableBackend(store);
    }

    @Override
    protected MongoDatabase openOrCreateDatabase(String name) {
        return new IndexedDatabase(name, getMvStore(), getCursorRegistry());
    }

    @Override
    public Document handleCommand(Channel channel, String database, String command, Document query) {
        if (readsOnly(command, query)) {
            return super.handleCommand(channel, database, command, query);
        }
        try {
            return run(channel, database, command, query);
        } finally {
            // a refused command may have written part of its batch, and its answer tells which
            commits.awaitOnDisk();
        }
    }

    private Document run(Channel channel, String database, String command, Document query) {
        Lock shared = commits.commandOrCommit().readLock();
        shared.lock();
        try {
            return super.handleCommand(channel, database, command, query);
        } finally {
            shared.unlock();
        }
    }

    static boolean readsOnly(String command, Document query) {
        String name = command.toLowerCase(Locale.ROOT);
        if (name.equals("aggregate")) {
            return !writesItsResult(query.get("pipeline"));
        }
        return READS.contains(name);
    }

    private static boolean writesItsResult(Object pipeline) {
        if (!(pipeline instanceof Iterable<?> stages)) {
            return true;
        }
        for (Object stage : stages) {
            if (!(stage instanceof Document document)
                    || document.containsKey("$out")
                    || document.containsKey("$merge")) {
                return true;
            }
        }
        return false;
    }
}
