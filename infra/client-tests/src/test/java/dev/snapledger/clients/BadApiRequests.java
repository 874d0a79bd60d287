package dev.snapledger.clients;

import static dev.snapledger.clients.BadRequest.api;
import static dev.snapledger.clients.BadRequest.open;

import dev.snapledger.clients.BadRequest.Shape;
import java.util.List;
import java.util.stream.Stream;

/** Bad requests to the control plane and to the token endpoint. */
final class BadApiRequests {
  private static final String VERSION = "?api-version=2023-04-02";
  private static final String DISK = "{group}/providers/Microsoft.Compute/disks/disk";
  private static final String NEW = "PUT {group}/providers/Microsoft.Compute/disks/new" + VERSION;
  private static final String GRANT = "POST " + DISK + "/beginGetAccess" + VERSION;
  private static final String DEPLOYMENT =
      "{group}/providers/Microsoft.Resources/deployments/bad?api-version=2021-04-01";
  private static final String EMPTY = "\"creationData\":{\"createOption\":\"Empty\"}";

  private BadApiRequests() {}

  static Stream<BadRequest> all() {
    return Stream.of(targets(), tokens(), conditions(), bodies(), resources(), signIn())
        .flatMap(List::stream);
  }

  private static List<BadRequest> targets() {
    return List.of(
        api("no api-version", "GET " + DISK, "400 MissingApiVersionParameter"),
        api("empty api-version", "GET " + DISK + "?api-version=", "400 MissingApiVersionParameter"),
        api(
            "api-version that is no date",
            "GET " + DISK + "?api-version=latest",
            "400 InvalidApiVersionParameter"),
        api(
            "api-version before snapshots",
            "GET " + DISK + "?api-version=2018-06-01",
            "400 InvalidApiVersionParameter"),
        api(
            "api-version twice",
            "GET " + DISK + VERSION + "&API-VERSION=2019-03-01",
            "400 InvalidRequestUri"),
        api("half an escape in the query", "GET " + DISK + VERSION + "&a=%4", "400 BadRequest"),
        api("no subscription", "GET /subscriptions/none" + VERSION, "400 InvalidSubscriptionId"),
        api(
            "another subscription",
            "GET /subscriptions/00000000-0000-0000-0000-00000000dead" + VERSION,
            "404 SubscriptionNotFound"),
        api("path up", "GET {group}/../../../health/live", "400 InvalidRequestUri"),
        api("path up, encoded", "GET {group}/%2e%2e/x" + VERSION, "400 InvalidRequestUri"),
        api("path up, encoded twice", "GET {group}/%252e%252e" + VERSION, "404 NotFound"),
        api("slash, encoded", "GET {group}%2fproviders" + VERSION, "400 InvalidRequestUri"),
        api("backslash, encoded", "GET {group}%5c.." + VERSION, "400 InvalidRequestUri"),
        api("two slashes", "GET /subscriptions//x" + VERSION, "400 InvalidRequestUri"),
        api("NUL in the path", "GET {group}%00" + VERSION, "400 InvalidRequestUri"),
        api("line break in the path", "GET {group}%0d%0aX:y" + VERSION, "400 InvalidRequestUri"),
        api("no UTF-8 in the path", "GET {group}%ff" + VERSION, "400 InvalidRequestUri"),
        api("no hex in the path", "GET {group}%zz" + VERSION, "400 BadRequest"),
        api(
            "path of 40 segments",
            "GET /subscriptions" + "/a".repeat(40) + VERSION,
            "400 InvalidRequestUri"),
        api(
            "unknown path",
            "GET {group}/providers/Microsoft.Web/sites/x" + VERSION,
            "404 NotFound"),
        api("unknown method", "BREW " + DISK + VERSION, "405 MethodNotAllowed"),
        api("method of no disk", "POST " + DISK + VERSION, "405 MethodNotAllowed"),
        api("HEAD of a disk", "HEAD " + DISK + VERSION, "405 MethodNotAllowed")
            .answeredIn(Shape.NONE),
        open("unknown root", "GET /etc/passwd", "404").answeredIn(Shape.NONE),
        open("path up from the root", "GET /../etc/passwd", "400 InvalidUri").answeredIn(Shape.XML),
        open("POST to health", "POST /health/live", "405 MethodNotAllowed"));
  }

  private static List<BadRequest> tokens() {
    String line = "GET " + DISK + VERSION;
    return List.of(
        open("no token", line, "401 AuthenticationFailed"),
        open("a password", line, "401 AuthenticationFailed").with("Authorization: Basic YTpi"),
        open("empty token", line, "401 AuthenticationFailed").with("Authorization: Bearer {empty}"),
        open("token that is none", line, "401 InvalidAuthenticationToken")
            .with("Authorization: Bearer a.b.c"),
        open("token of 10,000 characters", line, "401 InvalidAuthenticationToken")
            .with("Authorization: Bearer " + "a".repeat(10_000)),
        open("unsigned token", line, "401 InvalidAuthenticationToken")
            .with("Authorization: Bearer {unsigned}"),
        open("token of another server", line, "401 InvalidAuthenticationToken")
            .with("Authorization: Bearer {elsewhere}"),
        open("token with another key", line, "401 InvalidAuthenticationToken")
            .with("Authorization: Bearer {forged}"),
        open("token with another subject", line, "401 InvalidAuthenticationToken")
            .with("Authorization: Bearer {changed}"),
        open("token that has expired", line, "401 ExpiredAuthenticationToken")
            .with("Authorization: Bearer {expired}"),
        open("token that holds tomorrow", line, "401 InvalidAuthenticationToken")
            .with("Authorization: Bearer {early}"),
        open("signature of a blob for a disk", line + "&{query}", "401 AuthenticationFailed"));
  }

  private static List<BadRequest> conditions() {
    return List.of(
        api("half a tag", "GET " + DISK + VERSION, "400 InvalidHeaderValue").with("If-Match: \"a"),
        api("half a tag in the second line", "DELETE " + DISK + VERSION, "400 InvalidHeaderValue")
            .with("If-None-Match: \"a\"", "If-None-Match: b\""),
        api("no tag", "DELETE " + DISK + VERSION, "400 InvalidHeaderValue").with("If-Match:"),
        api("a hundred tags and one", "DELETE " + DISK + VERSION, "400 InvalidHeaderValue")
            .with("If-Match: " + "a,".repeat(100) + "b"),
        api("tag of another disk", "DELETE " + DISK + VERSION, "412 PreconditionFailed")
            .with("If-Match: \"a\", W/\"b\""),
        api("tag of no disk to share", GRANT, "412 PreconditionFailed")
            .with("If-Match: \"a\"")
            .sending("{\"access\":\"Read\",\"durationInSeconds\":60}"),
        api("a new disk that is there", "PUT " + DISK + VERSION, "412 PreconditionFailed")
            .with("If-None-Match: *")
            .sending("{\"location\":\"eastus\",\"tags\":{\"a\":\"b\"}}"),
        api("a change of a disk that is not there", NEW, "412 PreconditionFailed")
            .with("If-Match: *")
            .sending("{\"location\":\"eastus\",\"properties\":{\"diskSizeGB\":1," + EMPTY + "}}"),
        api("a new group that is there", "PUT {group}" + VERSION, "412 PreconditionFailed")
            .with("If-None-Match: *")
            .sending("{\"location\":\"eastus\"}"));
  }

  private static BadRequest body(String name, String body) {
    return api(name, NEW, "400 InvalidRequestContent").sending(body);
  }

  private static List<BadRequest> bodies() {
    return List.of(
        body("no body", ""),
        body("half an object", "{\"location\":"),
        body("a list", "[]"),
        body("a number", "1"),
        body("two objects", "{}{}"),
        body("a field twice", "{\"location\":\"eastus\",\"location\":\"westus\"}"),
        body("objects in objects", "{\"a\":".repeat(100) + "1" + "}".repeat(100)),
        body("lists in lists", "{\"a\":" + "[".repeat(100_000) + "}"),
        body("a number of 200 digits", "{\"a\":" + "9".repeat(200) + "}"),
        body("not a number", "{\"a\":NaN}"),
        body("XML", "<?xml version=\"1.0\"?><disk/>").with("Content-Type: application/xml"),
        body("no UTF-8", "{\"location\":\"\u00ff\u00fe\"}"),
        body("NUL", "\u0000"),
        api("a body of 1 MiB and 1 byte", NEW, "413 RequestEntityTooLarge")
            .sending(" ".repeat((1 << 20) + 1)),
        api("a chunk size that is no number", NEW, "400 InvalidRequestContent")
            .with("Transfer-Encoding: chunked")
            .sendingBare("zz\r\n{}\r\n0\r\n\r\n"),
        api("a negative chunk size", NEW, "400 InvalidRequestContent")
            .with("Transfer-Encoding: chunked")
            .sendingBare("-5\r\n{}\r\n0\r\n\r\n"),
        api("a chunk size of 64 bits", NEW, "400 InvalidRequestContent")
            .with("Transfer-Encoding: chunked")
            .sendingBare("ffffffffffffffff\r\n{}\r\n0\r\n\r\n"),
        api("a chunk of 2 GiB", NEW, "413 RequestEntityTooLarge")
            .with("Transfer-Encoding: chunked")
            .sendingBare("7fffffff\r\n{}\r\n0\r\n\r\n"));
  }

  private static BadRequest disk(String name, String outcome, String properties) {
    return api(name, NEW, outcome)
        .sending("{\"location\":\"eastus\",\"properties\":{" + properties + "}}");
  }

  private static BadRequest named(String name, String resource) {
    return api(
            name,
            "PUT {group}/providers/Microsoft.Compute/disks/" + resource + VERSION,
            "400 InvalidParameter")
        .sending("{\"location\":\"eastus\",\"properties\":{\"diskSizeGB\":1," + EMPTY + "}}");
  }

  private static List<BadRequest> resources() {
    return List.of(
        named("name of 81 characters", "n".repeat(81)),
        named("name with a space", "a%20b"),
        named("name with a quote", "a%22b"),
        named("name that is markup", "%3Cb%3E"),
        named("name of another script", "%E2%98%83"),
        named("name with a plus", "a+b"),
        disk("no createOption", "400 InvalidParameter", "\"diskSizeGB\":1"),
        disk("creationData that is text", "400 InvalidParameter", "\"creationData\":\"Empty\""),
        disk(
            "unknown createOption",
            "400 InvalidParameter",
            "\"creationData\":{\"createOption\":\"Magic\"}"),
        disk("size that is text", "400 InvalidParameter", "\"diskSizeGB\":\"1\"," + EMPTY),
        disk("size with a fraction", "400 InvalidParameter", "\"diskSizeGB\":1.5," + EMPTY),
        disk("no size", "400 InvalidParameter", EMPTY),
        disk("size of zero", "400 InvalidParameter", "\"diskSizeGB\":0," + EMPTY),
        disk("size below zero", "400 InvalidParameter", "\"diskSizeGB\":-1," + EMPTY),
        disk("size of 32 TiB", "400 InvalidParameter", "\"diskSizeGB\":32768," + EMPTY),
        disk(
            "size of 70 bits",
            "400 InvalidParameter",
            "\"diskSizeGB\":1180591620717411303424," + EMPTY),
        disk(
            "source that is no id",
            "400 InvalidParameter",
            "\"creationData\":{\"createOption\":\"Copy\",\"sourceResourceId\":\"/etc/passwd\"}"),
        api("size whose bytes overflow", "PATCH " + DISK + VERSION, "400 InvalidParameter")
            .sending("{\"properties\":{\"diskSizeGB\":17179869185}}"),
        api("location that is a number", NEW, "400 InvalidParameter")
            .sending("{\"location\":7,\"properties\":{\"diskSizeGB\":1," + EMPTY + "}}"),
        api("no location", NEW, "400 LocationRequired")
            .sending("{\"properties\":{\"diskSizeGB\":1," + EMPTY + "}}"),
        api("unknown location", NEW, "400 LocationNotAvailableForResourceType")
            .sending("{\"location\":\"moon\",\"properties\":{\"diskSizeGB\":1," + EMPTY + "}}"),
        api("tags that are a list", "PATCH " + DISK + VERSION, "400 InvalidParameter")
            .sending("{\"tags\":[]}"),
        api("tag that is a number", "PATCH " + DISK + VERSION, "400 InvalidParameter")
            .sending("{\"tags\":{\"a\":1}}"),
        api("tag of 257 characters", "PATCH " + DISK + VERSION, "400 InvalidParameter")
            .sending("{\"tags\":{\"a\":\"" + "b".repeat(257) + "\"}}"),
        api("half a character in a tag", "PATCH " + DISK + VERSION, "400 InvalidRequestContent")
            .sending("{\"tags\":{\"a\":\"\\ud800\"}}"),
        api("access that is none", GRANT, "400 InvalidParameter")
            .sending("{\"access\":\"Admin\",\"durationInSeconds\":60}"),
        api("access for no time", GRANT, "400 InvalidParameter")
            .sending("{\"access\":\"Read\",\"durationInSeconds\":0}"),
        api("access for ever", GRANT, "400 InvalidParameter")
            .sending("{\"access\":\"Read\",\"durationInSeconds\":9223372036854775807}"),
        api("access to nothing", GRANT.replace("/disk/", "/none/"), "404 ResourceNotFound")
            .sending("{\"access\":\"Read\",\"durationInSeconds\":60}"),
        api("move of nothing", "POST {group}/moveResources" + VERSION, "400 InvalidParameter")
            .sending("{\"targetResourceGroup\":\"{group}\",\"resources\":[]}"),
        api("move to nowhere", "POST {group}/moveResources" + VERSION, "400 InvalidParameter")
            .sending("{\"targetResourceGroup\":\"/x\",\"resources\":[1]}"),
        api("group with a slash", "PUT {group}%7Cx" + VERSION, "400 InvalidParameter")
            .sending("{\"location\":\"eastus\"}"),
        api("unknown group", "GET {group}x" + VERSION, "404 ResourceGroupNotFound"),
        api("deployment of nothing", "PUT " + DEPLOYMENT, "400 InvalidRequestContent").sending(""),
        api("template that is a list", "PUT " + DEPLOYMENT, "400 InvalidParameter")
            .sending("{\"properties\":{\"mode\":\"Incremental\",\"template\":[]}}"),
        api(
            "unknown operation",
            "GET {subscription}/providers/Microsoft.Compute/locations/eastus/operations/x"
                + VERSION,
            "404 OperationNotFound"));
  }

  private static BadRequest form(String name, String outcome, String form) {
    return open(name, "POST /adfs/oauth2/token", outcome)
        .with("Content-Type: application/x-www-form-urlencoded")
        .sending(form)
        .answeredIn(Shape.OAUTH);
  }

  private static List<BadRequest> signIn() {
    return List.of(
        form("no grant", "400 unsupported_grant_type", ""),
        form("grant of a user", "400 unsupported_grant_type", "grant_type=password&username=a"),
        form(
            "wrong secret",
            "401 invalid_client",
            "grant_type=client_credentials&client_id=a&client_secret=b"),
        form("a field twice in a form", "400 invalid_request", "grant_type=a&grant_type=b"),
        form("half an escape in a form", "400 invalid_request", "grant_type=%4"),
        form("JSON instead of a form", "400 unsupported_grant_type", "{\"grant_type\":\"a\"}"),
        form("a Basic header that is none", "400 invalid_request", "grant_type=client_credentials")
            .with("Authorization: Basic !"),
        open("GET of a token", "GET /adfs/oauth2/token", "405 MethodNotAllowed"));
  }
}
