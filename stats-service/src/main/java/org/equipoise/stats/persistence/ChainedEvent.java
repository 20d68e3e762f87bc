package org.equipoise.stats.persistence;

import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.MappedSuperclass;

@MappedSuperclass
@IdClass(ChainedEvent.Key.class)
abstract class ChainedEvent {

    @Id
    String study;

    @Id
    int position;

    String event;
    String hash;

    record Key(String study, int position) {}
}
