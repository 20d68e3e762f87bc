package org.equipoise.ecrf.domain.form;

/**
 * Who did something.
 *
 * @param id identity at the identity provider, which never changes
 * @param name user name, for people to read
 */
public record Author(String id, String name) {}
