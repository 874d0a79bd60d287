package dev.snapledger.server.deployment.template;

import dev.snapledger.server.deployment.expression.Shown;
import dev.snapledger.server.deployment.expression.TemplateException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** All resources of a deployment, and how a template may name them. */
final class Plan {
  private final List<PlannedResource> resources;
  private final Map<String, Set<PlannedResource>> named = new HashMap<>();

  Plan(List<PlannedResource> resources) {
    this.resources = List.copyOf(resources);
    for (PlannedResource resource : resources) {
      name(resource.id(), resource);
      name(resource.kind().type() + "/" + resource.name(), resource);
      name("name:" + resource.name(), resource);
      if (resource.loop() != null) {
        name("loop:" + resource.loop(), resource);
      }
      if (resource.template().symbol() != null) {
        name("loop:" + resource.template().symbol(), resource);
      }
    }
  }

  private void name(String name, PlannedResource resource) {
    named.computeIfAbsent(key(name), _ -> new HashSet<>()).add(resource);
  }

  private static String key(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  List<PlannedResource> resources() {
    return resources;
  }

  /**
   * The resources that a template means by a text: a symbol, the name of a loop, an id, {@code
   * type/name}, or a name that only one resource has.
   *
   * @return none if there is no such resource
   * @throws TemplateException if it can mean two
   */
  Set<PlannedResource> find(String text) {
    for (String kind : new String[] {"loop:", ""}) {
      Set<PlannedResource> found = named.get(key(kind + text));
      if (found != null) {
        return found;
      }
    }
    Set<PlannedResource> found = named.getOrDefault(key("name:" + text), Set.of());
    if (found.size() > 1) {
      throw TemplateException.of(
          "resourceId() or the name of one resource",
          "'%s', which %d have".formatted(Shown.cut(text), found.size()));
    }
    return found;
  }

  /**
   * Goes on only if there is an order in which everything can be made.
   *
   * @throws TemplateException with the circle otherwise
   */
  void checkOrder() {
    Set<Integer> done = new HashSet<>();
    boolean more = true;
    while (more) {
      more = false;
      for (PlannedResource resource : resources) {
        if (!done.contains(resource.index()) && done.containsAll(resource.dependencies())) {
          done.add(resource.index());
          more = true;
        }
      }
    }
    for (PlannedResource resource : resources) {
      if (!done.contains(resource.index())) {
        throw TemplateException.of(
                "resources that do not depend on themselves", circle(resource, done))
            .in(resource.template().path());
      }
    }
  }

  /** From one that waits for ever to the first that comes twice. */
  private String circle(PlannedResource start, Set<Integer> done) {
    Deque<Integer> way = new ArrayDeque<>();
    int at = start.index();
    while (!way.contains(at)) {
      way.addLast(at);
      at =
          resources.get(at).dependencies().stream()
              .filter(each -> !done.contains(each))
              .findFirst()
              .orElseThrow();
    }
    while (way.getFirst() != at) {
      way.removeFirst();
    }
    way.addLast(at);
    List<String> names = new ArrayList<>();
    way.forEach(each -> names.add(resources.get(each).name()));
    return String.join(" -> ", names.size() > 10 ? names.subList(0, 10) : names);
  }
}
