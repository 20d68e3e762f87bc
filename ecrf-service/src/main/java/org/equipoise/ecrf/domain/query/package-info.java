/** Questions about entered data, asked by a check or a person, answered by the site and closed by whoever watches the data. */
package org.equipoise.ecrf.domain.query;
