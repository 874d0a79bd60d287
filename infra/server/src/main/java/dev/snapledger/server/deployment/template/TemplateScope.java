package dev.snapledger.server.deployment.template;

import com.fasterxml.jackson.databind.JsonNode;
import dev.snapledger.server.deployment.expression.Scope;
import dev.snapledger.server.deployment.expression.Shown;
import dev.snapledger.server.deployment.expression.TemplateException;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What expressions of a template see. Loops make scopes of their own, which share everything else.
 * For one thread.
 */
final class TemplateScope implements Scope {
  private final DeploymentContext context;
  private final ParameterValues parameters;
  private final VariableValues variables;
  private final References references;
  private final Map<String, Integer> loops;
  private final @Nullable String around;

  private TemplateScope(
      DeploymentContext context,
      ParameterValues parameters,
      VariableValues variables,
      References references,
      Map<String, Integer> loops,
      @Nullable String around) {
    this.context = context;
    this.parameters = parameters;
    this.variables = variables;
    this.references = references;
    this.loops = loops;
    this.around = around;
  }

  /** Outside of all loops. */
  static TemplateScope of(
      DeploymentContext context,
      ParameterValues parameters,
      VariableValues variables,
      References references) {
    return new TemplateScope(
        context,
        parameters,
        variables,
        references,
        new TreeMap<>(String.CASE_INSENSITIVE_ORDER),
        null);
  }

  /** In an iteration of a loop around a resource. */
  TemplateScope inResourceLoop(String loop, int index) {
    return in(loop, index, loop);
  }

  /** In an iteration of a loop inside a resource or variable. */
  TemplateScope inPropertyLoop(String loop, int index) {
    return in(loop, index, around);
  }

  private TemplateScope in(String loop, int index, @Nullable String loopAround) {
    Map<String, Integer> more = new TreeMap<>(loops);
    more.put(loop, index);
    return new TemplateScope(context, parameters, variables, references, more, loopAround);
  }

  /** The same with other resources to refer to. */
  TemplateScope with(References others) {
    return new TemplateScope(context, parameters, variables, others, loops, around);
  }

  @Override
  public JsonNode parameter(String name) {
    return parameters.value(name, this);
  }

  @Override
  public JsonNode variable(String name) {
    return variables.value(name, outside());
  }

  private TemplateScope outside() {
    return of(context, parameters, variables, references);
  }

  @Override
  public JsonNode resourceGroup() {
    return context.resourceGroup();
  }

  @Override
  public JsonNode subscription() {
    return context.subscription();
  }

  @Override
  public JsonNode deployment() {
    return context.deployment();
  }

  @Override
  public long copyIndex(@Nullable String loop) {
    String name = loop == null ? around : loop;
    Integer index = name == null ? null : loops.get(name);
    if (index == null) {
      throw TemplateException.of(
          "copyIndex() inside of " + (loop == null ? "a loop" : "loop '" + Shown.cut(loop) + "'"),
          "it outside");
    }
    return index;
  }

  @Override
  public JsonNode reference(String nameOrId) {
    return references.resource(nameOrId);
  }

  @Override
  public Instant now() {
    return context.now();
  }

  @Override
  public UUID freshId() {
    return context.ids().get();
  }
}
