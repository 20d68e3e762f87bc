package org.equipoise.ecrf.application;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.equipoise.ecrf.domain.form.Author;
import org.equipoise.platform.security.SiteScope;

/** The marks of all targets, which never change. */
public interface MarkStore {
    /** Stores a mark; false if its target has one of that number already. */
    boolean append(StoredMark mark);

    /** The same for a mark that is not in force yet: only who asks for announced marks is told of it. */
    boolean announce(StoredMark mark);

    /** Brings an announced mark into force; nothing if it is already, or was withdrawn. */
    void confirm(StoredMark mark);

    /** Removes an announced mark; nothing if it is in force. */
    void withdraw(StoredMark mark);

    /** Marks of all studies that were announced until an instant and are not in force yet. */
    List<StoredMark> announcedUntil(Instant instant);

    /** All marks of some targets by their keys, in the order of their numbers. */
    List<StoredMark> of(String study, Collection<String> targets);

    /** The same with those that are announced. */
    List<StoredMark> withAnnounced(String study, Collection<String> targets);

    /** Everybody who signed something at some sites. */
    List<Author> signers(String study, SiteScope sites);

    /** All marks on a subject and its forms, in the order of their numbers. */
    List<StoredMark> ofSubject(String study, String subject);
}
