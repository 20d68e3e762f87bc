package org.equipoise.mongo;

import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.h2.mvstore.MVStore;

/**
 * Puts finished write commands on disk, several with one {@code fsync}.
 *
 * <p>A command changes several maps of the store (documents, indexes). It runs under a shared lock and the commit under
 * the exclusive one, so that a stored version never holds half a command. A thread that has written waits for a commit
 * that started after its write; whoever arrives while one is under way waits for the next, which covers all who wait.
 */
final class GroupCommit {

    private final MVStore store;
    private final ReadWriteLock commandOrCommit = new ReentrantReadWriteLock(true);
    private final Object turn = new Object();
    private long started;
    private long finished;
    private boolean underWay;

    GroupCommit(MVStore store) {
        this.store = store;
    }

    /** The lock under which a write command changes the store. */
    ReadWriteLock commandOrCommit() {
        return commandOrCommit;
    }

    /** Returns when everything that the calling thread has written is on disk. */
    void awaitOnDisk() {
        long mine = myCommit();
        if (mine == 0) {
            return;
        }
        boolean done = false;
        try {
            commitAndSync();
            done = true;
        } finally {
            synchronized (turn) {
                underWay = false;
                if (done) {
                    finished = mine;
                }
                turn.notifyAll();
            }
        }
    }

    /** The number of the commit that the caller must make, or 0 if another thread's commit covered its writes. */
    private long myCommit() {
        boolean interrupted = false;
        synchronized (turn) {
            long needed = started + 1;
            while (underWay && finished < needed) {
                try {
                    turn.wait();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
            if (finished >= needed) {
                return 0;
            }
            underWay = true;
            started++;
            return started;
        }
    }

    private void commitAndSync() {
        commandOrCommit.writeLock().lock();
        try {
            store.commit();
        } finally {
            commandOrCommit.writeLock().unlock();
        }
        store.sync();
    }
}
