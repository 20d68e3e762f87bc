/** Numerical building blocks that several families of methods share: normal tails, quadrature, root finding. */
package org.equipoise.stats.domain.numerics;
