/** What people vouch for and close: verification, review, signatures, freezes and locks, and how they hold as data change. */
package org.equipoise.ecrf.domain.review;
