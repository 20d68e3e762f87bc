package org.equipoise.ecrf.application;

import java.util.Collection;
import java.util.List;

/** The marks of all targets, which never change. */
public interface MarkStore {
    /** Stores a mark; false if its target has one of that number already. */
    boolean append(StoredMark mark);

    /** All marks of some targets by their keys, in the order of their numbers. */
    List<StoredMark> of(String study, Collection<String> targets);

    /** All marks on a subject and its forms, in the order of their numbers. */
    List<StoredMark> ofSubject(String study, String subject);
}
