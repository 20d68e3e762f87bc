package org.equipoise.ecrf.application;

import java.util.Optional;
import org.equipoise.ecrf.domain.form.Revision;

/** A revision with its links in the hash chain of its form, and the request that made it if that had a key. */
public record StoredRevision(Revision revision, String previousHash, String hash, Optional<RequestStamp> request) {}
