package dev.snapledger.server.deployment.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.snapledger.server.deployment.expression.Shown;
import dev.snapledger.server.deployment.expression.TemplateException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A template with its parameters, looked at as far as that is possible before anything is made:
 * only what calls {@code reference()} is not evaluated yet. For one thread.
 */
public final class PreparedTemplate {
  private static final References NONE =
      name -> {
        throw TemplateException.of("reference() while a deployment runs", "it before");
      };

  private final Template template;
  private final DeploymentContext context;
  private final ParameterValues parameters;
  private final VariableValues variables;
  private final Resolver before;
  private final Resolver running;
  private final Plan plan;
  private final Secrets secrets;

  private PreparedTemplate(Template template, DeploymentContext context, ObjectNode given) {
    this.template = template;
    this.context = context;
    before = Resolver.beforeResources(template.expressions());
    running = Resolver.withResources(template.expressions());
    parameters = new ParameterValues(template.parameters(), before, given);
    variables = new VariableValues(template.variables(), before, parameters);
    TemplateScope scope = scope(NONE);
    parameters.complete(scope);
    secrets = parameters.secrets();
    template.variables().keySet().forEach(name -> evaluate(name, scope));
    plan =
        new Plan(
            new ResourceExpander(before, scope, context.groupId()).expand(template.resources()));
    var dependencies = new Dependencies(before, plan);
    dependencies.find();
    template
        .outputs()
        .forEach(
            (name, output) ->
                dependencies.referenced(output.value(), scope, "outputs." + Shown.cut(name)));
  }

  /**
   * Reads and looks at a template.
   *
   * @param source the template
   * @param given parameters, as {@code {"name": {"value"}}}
   * @throws TemplateException if something is wrong with one of them
   */
  public static PreparedTemplate of(
      ObjectNode source, ObjectNode given, DeploymentContext context) {
    var prepared = new PreparedTemplate(TemplateReader.read(source), context, given);
    for (PlannedResource resource : prepared.resources()) {
      if (resource.enabled()) {
        prepared.bodyBefore(resource);
      }
    }
    return prepared;
  }

  private TemplateScope scope(References references) {
    return TemplateScope.of(context, parameters, variables, references);
  }

  private void evaluate(String variable, TemplateScope scope) {
    variables.value(variable, scope);
  }

  /** Its resources, in the order of the template, those that are not enabled as well. */
  public List<PlannedResource> resources() {
    return plan.resources();
  }

  /** {@code {"name": {"type", "value"}}}; without the values that are secure. */
  public ObjectNode parameters() {
    return (ObjectNode) secrets.hide(parameters.shown());
  }

  public Secrets secrets() {
    return secrets;
  }

  /** The body of a resource, in which expressions that need resources stay as they are. */
  public ObjectNode bodyBefore(PlannedResource resource) {
    return body(resource, before, NONE);
  }

  /** The body of a resource. */
  public ObjectNode body(PlannedResource resource, References references) {
    return body(resource, running, references);
  }

  private ObjectNode body(PlannedResource resource, Resolver resolver, References references) {
    TemplateScope scope = resource.scope().with(named(references));
    return (ObjectNode) resolver.resolve(resource.source(), scope, resource.template().path());
  }

  /** References by the names that the template gives its resources. */
  private References named(References references) {
    return name -> {
      Set<PlannedResource> found = plan.find(name);
      if (found.size() > 1) {
        throw TemplateException.of("one resource", "a loop of resources");
      }
      return references.resource(found.isEmpty() ? name : found.iterator().next().id());
    };
  }

  /**
   * The outputs as {@code {"name": {"type", "value"}}}. An output that was made of something secure
   * has no value.
   */
  public ObjectNode outputs(References references) {
    TemplateScope scope = scope(named(references));
    ObjectNode outputs = JsonNodeFactory.instance.objectNode();
    for (Map.Entry<String, OutputDefinition> each : template.outputs().entrySet()) {
      OutputDefinition output = each.getValue();
      String path = "outputs." + Shown.cut(each.getKey());
      if (isWanted(output.condition(), scope, path + ".condition")) {
        parameters.takeSecure();
        JsonNode value = running.resolve(output.value(), scope, path + ".value");
        boolean secure = parameters.takeSecure() || output.type().isSecure();
        if (!output.type().fits(value)) {
          throw TemplateException.of(
                  "%s for type %s".formatted(output.type().shown(), output.type().text()),
                  Shown.kindOf(value))
              .in(path);
        }
        ObjectNode shown = outputs.putObject(each.getKey()).put("type", output.type().text());
        if (!secure) {
          shown.set("value", secrets.hide(value));
        }
      }
    }
    return outputs;
  }

  private boolean isWanted(@Nullable JsonNode condition, TemplateScope scope, String path) {
    if (condition == null) {
      return true;
    }
    JsonNode value = running.resolve(condition, scope, path);
    if (!value.isBoolean()) {
      throw TemplateException.of("true or false", Shown.kindOf(value)).in(path);
    }
    return value.booleanValue();
  }
}
