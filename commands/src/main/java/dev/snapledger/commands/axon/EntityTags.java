package dev.snapledger.commands.axon;

import dev.snapledger.commands.entity.EntityKey;
import dev.snapledger.commands.entity.EntityKeys;
import dev.snapledger.commands.entity.FamilyKey;
import dev.snapledger.commands.entity.FullSnapshotKey;
import dev.snapledger.commands.entity.NameKey;
import dev.snapledger.commands.entity.PolicyKey;
import dev.snapledger.commands.event.Event;
import java.util.HashSet;
import java.util.Set;
import org.axonframework.eventsourcing.eventstore.TagResolver;
import org.axonframework.messaging.eventhandling.EventMessage;
import org.axonframework.messaging.eventstreaming.EventCriteria;
import org.axonframework.messaging.eventstreaming.Tag;

/**
 * The tags by which Axon's event stores find the events of an entity: one for each that changes.
 */
public final class EntityTags implements TagResolver {

  @Override
  public Set<Tag> resolve(EventMessage event) {
    Set<Tag> tags = new HashSet<>();
    if (event.payload() instanceof Event fact) {
      for (EntityKey key : EntityKeys.touchedBy(fact)) {
        tags.add(tag(key));
      }
    }
    return tags;
  }

  /** Selects the events of one entity. */
  public static EventCriteria criteria(EntityKey key) {
    return EventCriteria.havingTags(tag(key));
  }

  private static Tag tag(EntityKey key) {
    String subscription = key.subscriptionId().toString();
    return switch (key) {
      case NameKey k ->
          Tag.of(
              "name", String.join("/", subscription, k.resourceGroup(), k.type().name(), k.name()));
      case FamilyKey k -> Tag.of("family", subscription + "/" + k.familyId());
      case FullSnapshotKey k -> Tag.of("fullSnapshot", subscription + "/" + k.snapshotId());
      case PolicyKey _ -> Tag.of("policy", subscription);
    };
  }
}
