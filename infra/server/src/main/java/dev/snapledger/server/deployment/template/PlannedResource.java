package dev.snapledger.server.deployment.template;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A resource that a deployment makes: its place among the others, and what it will be made of. */
public final class PlannedResource {
  private final Identity identity;
  private final ResourceTemplate template;
  private final TemplateScope scope;
  private final @Nullable String loop;
  private final boolean enabled;
  private final Set<Integer> dependencies = new TreeSet<>();

  /**
   * Which resource it is.
   *
   * @param index its place in the plan, from 0
   * @param kind its type
   * @param name its name
   * @param apiVersion version in which its body is written
   * @param id its id
   */
  record Identity(int index, ResourceKind kind, String name, String apiVersion, String id) {}

  PlannedResource(
      Identity identity,
      ResourceTemplate template,
      TemplateScope scope,
      @Nullable String loop,
      boolean enabled) {
    this.identity = identity;
    this.template = template;
    this.scope = scope;
    this.loop = loop;
    this.enabled = enabled;
  }

  /** Its place in the plan, from 0. */
  public int index() {
    return identity.index();
  }

  public ResourceKind kind() {
    return identity.kind();
  }

  public String name() {
    return identity.name();
  }

  /** Version in which its body is written. */
  public String apiVersion() {
    return identity.apiVersion();
  }

  public String id() {
    return identity.id();
  }

  /** Whether its condition holds; it is not made otherwise. */
  public boolean enabled() {
    return enabled;
  }

  /** Those that have to be made before it, by their places; only such as are enabled. */
  public Set<Integer> dependencies() {
    return dependencies;
  }

  ResourceTemplate template() {
    return template;
  }

  TemplateScope scope() {
    return scope;
  }

  @Nullable String loop() {
    return loop;
  }

  ObjectNode source() {
    return template.body();
  }
}
