package org.equipoise.randomizer.application;

/**
 * What makes a creating request the same as an earlier one.
 *
 * @param key the caller's idempotency key
 * @param fingerprint hash of method, path and body
 */
public record UniqueRequest(String key, String fingerprint) {}
