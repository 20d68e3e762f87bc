package org.equipoise.stats.persistence;

import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import org.hibernate.annotations.Immutable;

@Entity
@Immutable
@Table(name = "plan_event")
class PlanEventEntity extends ChainedEvent {}
