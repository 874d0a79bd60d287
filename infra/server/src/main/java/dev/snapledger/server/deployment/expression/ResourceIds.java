package dev.snapledger.server.deployment.expression;

/** The function {@code resourceId}: ids of resources that may exist or not, of any type. */
final class ResourceIds {
  private ResourceIds() {}

  /** {@code resourceId([subscription,] [group,] type, name, …)}. */
  static String resourceId(Arguments arguments, Scope scope) {
    int typeAt = 0;
    while (typeAt < arguments.count() && !arguments.text(typeAt).contains("/")) {
      typeAt++;
    }
    if (typeAt > 2 || typeAt == arguments.count()) {
      throw TemplateException.of(
          "a type such as 'Microsoft.Compute/disks' as argument 1, 2 or 3 of resourceId()",
          "none there");
    }
    String[] type = arguments.text(typeAt).split("/", -1);
    int names = arguments.count() - typeAt - 1;
    if (names != type.length - 1) {
      throw TemplateException.of(
          "%d names after the type in resourceId()".formatted(type.length - 1),
          Integer.toString(names));
    }
    String subscription =
        typeAt == 2 ? arguments.text(0) : scope.subscription().path("subscriptionId").asText();
    String group =
        typeAt == 0 ? scope.resourceGroup().path("name").asText() : arguments.text(typeAt - 1);
    StringBuilder id = new StringBuilder();
    id.append("/subscriptions/").append(subscription);
    id.append("/resourceGroups/").append(group);
    id.append("/providers/").append(type[0]);
    for (int i = 1; i < type.length; i++) {
      id.append('/').append(type[i]).append('/').append(arguments.text(typeAt + i));
      Work.checkLength(id.length());
    }
    return id.toString();
  }
}
