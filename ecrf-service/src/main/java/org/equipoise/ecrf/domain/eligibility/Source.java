package org.equipoise.ecrf.domain.eligibility;

import org.equipoise.ecrf.domain.form.FormInstance;

/**
 * A revision that a certificate rests on.
 *
 * @param instance the form
 * @param revision the revision's number
 * @param hash the revision's place in the form's hash chain, which fixes its content and all before it
 */
public record Source(FormInstance instance, int revision, String hash) {}
