package dev.snapledger.workers;

import dev.snapledger.projections.work.WorkItem;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Items read from the work source, by resource, and the resources that may be worked at. Not
 * thread-safe.
 *
 * <p>Each partition is read once, from its start onwards, because new items come at its end alone.
 */
final class Backlog {
  /** Items kept in memory; the rest is read when some of these are done. */
  static final int ITEMS_MAX = 100_000;

  /** Items read at a time. */
  static final int PAGE_ITEMS_MAX = 1_000;

  private final int itemsMax;
  private final Map<ResourceKey, Resource> resources = new LinkedHashMap<>();
  private final Map<Integer, Long> nextOffsets = new HashMap<>();
  private final Map<Lane, Deque<Resource>> ready = new EnumMap<>(Lane.class);
  private int items;

  /** Whether there are resources of partitions that are other nodes' by now. */
  private boolean strangers;

  Backlog(int itemsMax) {
    this.itemsMax = itemsMax;
    for (Lane lane : Lane.values()) {
      ready.put(lane, new ArrayDeque<>());
    }
  }

  /** Reads what is new. */
  void load(WorkSource source) {
    Set<Integer> partitions = source.partitions();
    forgetOthers(partitions);
    for (int partition : partitions) {
      load(source, partition);
    }
  }

  private void load(WorkSource source, int partition) {
    while (items < itemsMax) {
      long from = nextOffsets.getOrDefault(partition, 0L);
      int max = Math.min(PAGE_ITEMS_MAX, itemsMax - items);
      List<WorkItem> page = source.items(partition, from, max);
      page.forEach(this::add);
      if (!page.isEmpty()) {
        nextOffsets.put(partition, page.getLast().position().logOffset() + 1);
      }
      if (page.size() < max) {
        return;
      }
    }
  }

  private void add(WorkItem item) {
    items++;
    Resource resource = resources.computeIfAbsent(ResourceKey.of(item), Resource::new);
    resource.items.add(item);
    if (resource.items.size() == 1) {
      offer(resource);
    }
  }

  /** The work of other nodes; what is being done is done to its end, which does no harm. */
  private void forgetOthers(Set<Integer> partitions) {
    if (!nextOffsets.keySet().retainAll(partitions) && !strangers) {
      return;
    }
    strangers = false;
    for (Resource resource : List.copyOf(resources.values())) {
      if (partitions.contains(resource.key.partition())) {
        continue;
      }
      if (resource.running) {
        strangers = true;
      } else {
        ready.values().forEach(lane -> lane.remove(resource));
        resources.remove(resource.key);
        items -= resource.items.size();
        resource.items.clear();
        resource.abandon();
      }
    }
  }

  /** Puts a resource at the end of the lane of its first item. */
  void offer(Resource resource) {
    if (!resource.items.isEmpty()) {
      ready(Lane.of(resource.first())).add(resource);
    }
  }

  /** Takes the next resource of a lane; null if there is none. */
  @Nullable Resource poll(Lane lane) {
    return ready(lane).poll();
  }

  /** Takes the first item off a resource, and the resource away if that was its last one. */
  void pop(Resource resource) {
    resource.pop();
    items--;
    if (resource.items.isEmpty()) {
      resources.remove(resource.key);
    }
  }

  private Deque<Resource> ready(Lane lane) {
    return Objects.requireNonNull(ready.get(lane));
  }

  Collection<Resource> resources() {
    return resources.values();
  }

  /** Number of items in memory. */
  int size() {
    return items;
  }
}
