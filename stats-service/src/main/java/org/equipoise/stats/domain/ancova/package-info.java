/** Analysis of covariance: the adjusted comparison of arms at one visit, with least-squares means. */
package org.equipoise.stats.domain.ancova;
