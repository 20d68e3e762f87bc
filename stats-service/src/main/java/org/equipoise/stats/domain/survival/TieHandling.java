package org.equipoise.stats.domain.survival;

/** How the partial likelihood treats events at the same time. */
public enum TieHandling {
    /** Breslow's approximation: each tied event sees the whole risk set. Source: Biometrics 1974;30:89. */
    BRESLOW,
    /** Efron's approximation: tied events leave the risk set one after the other on average. Source: JASA 1977;72:557. */
    EFRON,
    /** The exact conditional probability, as if times were discrete. Source: Cox, JRSS B 1972;34:187. */
    EXACT
}
