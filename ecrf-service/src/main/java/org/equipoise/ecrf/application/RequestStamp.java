package org.equipoise.ecrf.application;

/** The idempotency key of a request and what was asked for under it. */
public record RequestStamp(String key, String fingerprint) {}
