/**
 * MongoDB. One write is one document, so that no transaction is needed and a sharded cluster behaves as one server does:
 * {@code subjects}, {@code studies} and {@code queries} can be sharded by {@code study}, {@code revisions} by {@code study}
 * and {@code subject}, because every unique index begins with those.
 */
package org.equipoise.ecrf.persistence;
