package dev.snapledger.runtime.axon;

import dev.snapledger.commands.axon.EntitySlot;
import dev.snapledger.commands.entity.EntityKey;
import dev.snapledger.commands.entity.LedgerState;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import org.axonframework.common.infra.ComponentDescriptor;
import org.axonframework.messaging.core.unitofwork.ProcessingContext;
import org.axonframework.modelling.repository.ManagedEntity;
import org.axonframework.modelling.repository.Repository;

/**
 * Axon's view of a partition's entities: loads from memory at once, and never stores anything,
 * because entities change by appended events alone.
 */
final class EntityRepository implements Repository.LifecycleManagement<EntityKey, EntitySlot> {
  private final LedgerState state;

  EntityRepository(LedgerState state) {
    this.state = state;
  }

  /** Always the present state, also after further events of the same unit of work. */
  private record Present(EntityKey identifier, LedgerState state)
      implements ManagedEntity<EntityKey, EntitySlot> {
    @Override
    public EntitySlot entity() {
      return new EntitySlot(identifier, state.find(identifier));
    }

    @Override
    public EntitySlot applyStateChange(UnaryOperator<EntitySlot> change) {
      throw new UnsupportedOperationException("expected entities to change by events alone");
    }
  }

  @Override
  public Class<EntitySlot> entityType() {
    return EntitySlot.class;
  }

  @Override
  public Class<EntityKey> idType() {
    return EntityKey.class;
  }

  @Override
  public CompletableFuture<ManagedEntity<EntityKey, EntitySlot>> load(
      EntityKey key, ProcessingContext context) {
    return CompletableFuture.completedFuture(new Present(key, state));
  }

  @Override
  public CompletableFuture<ManagedEntity<EntityKey, EntitySlot>> loadOrCreate(
      EntityKey key, ProcessingContext context) {
    return load(key, context);
  }

  @Override
  public ManagedEntity<EntityKey, EntitySlot> persist(
      EntityKey key, EntitySlot entity, ProcessingContext context) {
    throw new UnsupportedOperationException("expected entities to begin by events alone");
  }

  @Override
  public ManagedEntity<EntityKey, EntitySlot> attach(
      ManagedEntity<EntityKey, EntitySlot> entity, ProcessingContext context) {
    return new Present(entity.identifier(), state);
  }

  @Override
  public void describeTo(ComponentDescriptor descriptor) {
    descriptor.describeProperty("entities", "in memory, of one partition");
  }
}
