package dev.snapledger.server.deployment.template;

import com.fasterxml.jackson.databind.JsonNode;
import dev.snapledger.server.arm.ResourceId;
import dev.snapledger.server.deployment.expression.Evaluator;
import dev.snapledger.server.deployment.expression.Expression;
import dev.snapledger.server.deployment.expression.ExpressionParser;
import dev.snapledger.server.deployment.expression.Shown;
import dev.snapledger.server.deployment.expression.TemplateException;
import dev.snapledger.server.deployment.expression.TemplateLimits;
import dev.snapledger.server.deployment.expression.Work;
import java.util.HashSet;
import java.util.Set;

/** Finds out which resource needs which, by {@code dependsOn} and by {@code reference()}. */
final class Dependencies {
  private final Resolver resolver;
  private final Plan plan;
  private final Work work = new Work();
  private final Evaluator evaluator = new Evaluator(work);
  private int count;

  Dependencies(Resolver resolver, Plan plan) {
    this.resolver = resolver;
    this.plan = plan;
  }

  /** Writes them into the plan, and checks that they leave an order. */
  void find() {
    for (PlannedResource resource : plan.resources()) {
      JsonNode declared = resource.template().directive("dependsOn");
      if (declared != null) {
        declared(resource, declared);
      }
      for (PlannedResource each :
          referenced(resource.source(), resource.scope(), resource.template().path())) {
        resource.dependencies().add(each.index());
      }
      count(resource);
    }
    plan.checkOrder();
    for (PlannedResource resource : plan.resources()) {
      resource.dependencies().removeIf(each -> !plan.resources().get(each).enabled());
    }
  }

  private void count(PlannedResource resource) {
    count += resource.dependencies().size();
    if (count > TemplateLimits.DEPENDENCIES_MAX) {
      throw TemplateException.of(
              "at most %d dependencies in all".formatted(TemplateLimits.DEPENDENCIES_MAX), "more")
          .in(resource.template().path());
    }
  }

  private void declared(PlannedResource resource, JsonNode declared) {
    String path = resource.template().path() + ".dependsOn";
    JsonNode names = resolver.resolve(declared, resource.scope(), path);
    if (!names.isArray()) {
      throw TemplateException.of("an array", Shown.kindOf(names)).in(path);
    }
    for (int i = 0; i < names.size(); i++) {
      try {
        depend(resource, names.get(i));
      } catch (TemplateException e) {
        throw e.in("%s[%d]".formatted(path, i));
      }
    }
  }

  private void depend(PlannedResource resource, JsonNode name) {
    if (!name.isTextual()) {
      throw TemplateException.of("text", Shown.kindOf(name));
    }
    Set<PlannedResource> found = plan.find(name.textValue());
    if (found.isEmpty()) {
      throw TemplateException.of(
          "a resource of this template", "'" + Shown.cut(name.textValue()) + "'");
    }
    found.forEach(each -> resource.dependencies().add(each.index()));
  }

  /** Resources of the plan that the calls of {@code reference()} in a value are about. */
  Set<PlannedResource> referenced(JsonNode value, TemplateScope scope, String path) {
    Set<PlannedResource> found = new HashSet<>();
    collect(value, scope, path, found);
    return found;
  }

  private void collect(
      JsonNode value, TemplateScope scope, String path, Set<PlannedResource> found) {
    work.charge(1);
    if (value.isTextual() && ExpressionParser.isExpression(value.textValue())) {
      Expression expression = resolver.expressions().of(value.textValue());
      if (expression.needsResources()) {
        try {
          collect(expression, scope, found);
        } catch (TemplateException e) {
          throw e.in(path);
        }
      }
    }
    value.forEach(each -> collect(each, scope, path, found));
  }

  private void collect(Expression expression, TemplateScope scope, Set<PlannedResource> found) {
    if (expression instanceof Expression.Call call && call.function().name().equals("reference")) {
      Expression name = call.arguments().getFirst();
      if (isKnownNow(name)) {
        found.addAll(target(evaluator.evaluate(name, scope)));
      }
    }
    expression.parts().forEach(part -> collect(part, scope, found));
  }

  /** Whether a name depends neither on resources nor on a loop inside the body. */
  private static boolean isKnownNow(Expression name) {
    boolean inner =
        name instanceof Expression.Call call
            && call.function().name().equals("copyIndex")
            && !call.arguments().isEmpty();
    return !inner
        && !name.needsResources()
        && name.parts().stream().allMatch(Dependencies::isKnownNow);
  }

  private Set<PlannedResource> target(JsonNode name) {
    if (!name.isTextual()) {
      throw TemplateException.of("text as argument 1 of reference()", Shown.kindOf(name));
    }
    Set<PlannedResource> found = plan.find(name.textValue());
    if (found.isEmpty() && ResourceId.parse(name.textValue()) == null) {
      throw TemplateException.of(
          "a resource of this template, or the id of a disk or snapshot, in reference()",
          "'" + Shown.cut(name.textValue()) + "'");
    }
    return found;
  }
}
