/**
 * What a study asks for: its events, forms, items, code lists and edit checks, as published. The nouns are those of CDISC
 * ODM. Nothing here knows a treatment arm, and nothing changes after publication.
 */
package org.equipoise.ecrf.domain.study;
