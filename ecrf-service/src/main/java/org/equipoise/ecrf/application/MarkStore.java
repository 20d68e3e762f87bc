package org.equipoise.ecrf.application;

import java.util.Collection;
import java.util.List;
import org.equipoise.ecrf.domain.form.Author;
import org.equipoise.platform.security.SiteScope;

/** The marks of all targets, which never change. */
public interface MarkStore {
    /** Stores a mark; false if its target has one of that number already. */
    boolean append(StoredMark mark);

    /** All marks of some targets by their keys, in the order of their numbers. */
    List<StoredMark> of(String study, Collection<String> targets);

    /** Everybody who signed something at some sites. */
    List<Author> signers(String study, SiteScope sites);

    /** All marks on a subject and its forms, in the order of their numbers. */
    List<StoredMark> ofSubject(String study, String subject);
}
