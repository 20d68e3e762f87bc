/**
 * Derivations and edit checks: expressions in CEL (the Common Expression Language), compiled and type-checked when a study is
 * published and evaluated only by the server.
 */
package org.equipoise.ecrf.domain.rules;
