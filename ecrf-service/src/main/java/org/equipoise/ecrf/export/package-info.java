/** The formats in which data leave: a plain table, CDISC ODM and CDISC Dataset-JSON. */
package org.equipoise.ecrf.export;
