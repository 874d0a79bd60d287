package dev.snapledger.server.deployment.template;

import com.fasterxml.jackson.databind.JsonNode;
import dev.snapledger.server.arm.ApiVersion;
import dev.snapledger.server.deployment.expression.Shown;
import dev.snapledger.server.deployment.expression.TemplateException;
import dev.snapledger.server.deployment.expression.TemplateLimits;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Finds out which resources there are: names, types, conditions, iterations of loops. */
final class ResourceExpander {
  private static final int NAME_CHARS_MAX = 80;

  private final Resolver resolver;
  private final TemplateScope scope;
  private final String groupId;
  private final List<PlannedResource> found = new ArrayList<>();
  private final Set<String> ids = new TreeSet<>();

  ResourceExpander(Resolver resolver, TemplateScope scope, String groupId) {
    this.resolver = resolver;
    this.scope = scope;
    this.groupId = groupId;
  }

  /** All resources, in the order of the template. */
  List<PlannedResource> expand(List<ResourceTemplate> templates) {
    for (ResourceTemplate template : templates) {
      JsonNode copy = template.directive("copy");
      if (copy == null) {
        add(template, scope, null);
      } else {
        addLoop(template, Fields.of(template.path() + ".copy", copy));
      }
    }
    return found;
  }

  private void addLoop(ResourceTemplate template, Fields copy) {
    JsonNode name = copy.require("name");
    if (!name.isTextual()) {
      throw TemplateException.of("text", Shown.kindOf(name)).in(copy.pathOf("name"));
    }
    int count =
        resolver.count(
            copy.require("count"), scope, copy.pathOf("count"), TemplateLimits.RESOURCES_MAX);
    int batch = batchSize(copy);
    int first = found.size();
    for (int i = 0; i < count; i++) {
      add(template, scope.inResourceLoop(name.textValue(), i), name.textValue());
      if (batch > 0 && i >= batch) {
        int end = i / batch * batch;
        for (int before = end - batch; before < end; before++) {
          found.getLast().dependencies().add(first + before);
        }
      }
    }
  }

  /** Iterations at a time of a serial loop; 0 if it is a parallel one. */
  private static int batchSize(Fields copy) {
    JsonNode mode = copy.get("mode");
    if (mode == null || mode.asText().equalsIgnoreCase("Parallel")) {
      return 0;
    }
    if (!mode.asText().equalsIgnoreCase("Serial")) {
      throw TemplateException.of("Serial or Parallel", "'" + Shown.cut(mode.asText()) + "'")
          .in(copy.pathOf("mode"));
    }
    Long size = copy.number("batchSize");
    if (size != null && (size < 1 || size > TemplateLimits.RESOURCES_MAX)) {
      throw TemplateException.of("a number from 1 to " + TemplateLimits.RESOURCES_MAX, "" + size)
          .in(copy.pathOf("batchSize"));
    }
    return size == null ? 1 : size.intValue();
  }

  private void add(ResourceTemplate template, TemplateScope in, @Nullable String loop) {
    if (found.size() == TemplateLimits.RESOURCES_MAX) {
      throw TemplateException.of(
              "at most %d resources".formatted(TemplateLimits.RESOURCES_MAX), "more")
          .in(template.path());
    }
    ResourceKind kind = kind(text(template, "type", in), template);
    String name = name(text(template, "name", in), template);
    String apiVersion = apiVersion(text(template, "apiVersion", in), template);
    String id = "%s/providers/%s/%s".formatted(groupId, kind.type(), name);
    if (!ids.add(id.toLowerCase(Locale.ROOT))) {
      throw TemplateException.of("each resource once", "%s '%s' twice".formatted(kind.type(), name))
          .in(template.path());
    }
    found.add(
        new PlannedResource(
            new PlannedResource.Identity(found.size(), kind, name, apiVersion, id),
            template,
            in,
            loop,
            isEnabled(template, in)));
  }

  private String text(ResourceTemplate template, String field, TemplateScope in) {
    JsonNode source = template.directive(field);
    String path = template.path() + "." + field;
    if (source == null) {
      throw TemplateException.of("the field '%s'".formatted(field), "nothing").in(template.path());
    }
    JsonNode value = resolver.resolve(source, in, path);
    if (!value.isTextual()) {
      throw TemplateException.of("text", Shown.kindOf(value)).in(path);
    }
    return value.textValue();
  }

  private static ResourceKind kind(String type, ResourceTemplate template) {
    ResourceKind kind = ResourceKind.of(type);
    if (kind == null) {
      throw TemplateException.of(
              "the type %s or %s".formatted(ResourceKind.DISK.type(), ResourceKind.SNAPSHOT.type()),
              "'" + Shown.cut(type) + "'")
          .in(template.path() + ".type");
    }
    return kind;
  }

  private static String name(String name, ResourceTemplate template) {
    boolean sound =
        !name.isEmpty()
            && name.length() <= NAME_CHARS_MAX
            && !name.equals(".")
            && !name.equals("..")
            && name.chars().noneMatch(c -> c == '/' || c == '\\' || Character.isISOControl(c));
    if (!sound) {
      throw TemplateException.of(
              "a name of 1 to %d characters without '/'".formatted(NAME_CHARS_MAX),
              "one of %d characters, or with others".formatted(name.length()))
          .in(template.path() + ".name");
    }
    return name;
  }

  private static String apiVersion(String version, ResourceTemplate template) {
    if (!ApiVersion.isTaken(version, ApiVersion.COMPUTE_MIN)) {
      throw TemplateException.of(
              "an api-version of the form 2019-03-01 from %s on".formatted(ApiVersion.COMPUTE_MIN),
              "'" + Shown.cut(version) + "'")
          .in(template.path() + ".apiVersion");
    }
    return version;
  }

  private boolean isEnabled(ResourceTemplate template, TemplateScope in) {
    JsonNode condition = template.directive("condition");
    if (condition == null) {
      return true;
    }
    String path = template.path() + ".condition";
    JsonNode value = resolver.resolve(condition, in, path);
    if (!value.isBoolean()) {
      throw TemplateException.of("true or false", Shown.kindOf(value)).in(path);
    }
    return value.booleanValue();
  }
}
