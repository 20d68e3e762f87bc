package org.equipoise.ecrf.application;

import java.util.Optional;

/** A part of a list: what follows an id, at most so many. */
public record Page(Optional<String> after, int limit) {
    public static final int LARGEST = 200;
}
