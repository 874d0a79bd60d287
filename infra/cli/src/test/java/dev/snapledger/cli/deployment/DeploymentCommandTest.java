package dev.snapledger.cli.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.snapledger.cli.LedgerCli;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Deployments against the wire form that Azure's clients use. */
class DeploymentCommandTest {
  private static final String DEPLOYMENT =
      "/subscriptions/s1/resourcegroups/g/providers/Microsoft.Resources/deployments/template";
  private static final String TEMPLATE =
      """
      { // what users write
        "contentVersion": "1.0.0.0",
        "parameters": {
          "name": {"type": "string"}, "gib": {"type": "int"}, "flag": {"type": "bool"},
          "list": {"type": "array"}, "secret": {"type": "secureString"},
        },
        "resources": []
      }
      """;

  @TempDir Path folder;
  private final List<String> requests = new ArrayList<>();
  private final List<String> bodies = new ArrayList<>();
  private HttpServer server;
  private int looks;
  private String state = "Succeeded";

  @BeforeEach
  void start() throws Exception {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::handle);
    server.start();
    Files.writeString(folder.resolve("secret"), "s3cret\n");
    Files.writeString(folder.resolve("template.json"), TEMPLATE);
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private void handle(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    String what = exchange.getRequestMethod() + " " + path;
    bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
    requests.add(what);
    String base = "http://elsewhere:1";
    switch (what) {
      case "POST /adfs/oauth2/token" -> answer(exchange, 200, "{\"access_token\":\"t\"}");
      case "GET /subscriptions" ->
          answer(exchange, 200, "{\"value\":[{\"subscriptionId\":\"s1\"}]}");
      case "PUT " + DEPLOYMENT -> {
        exchange
            .getResponseHeaders()
            .add("Azure-AsyncOperation", base + DEPLOYMENT + "/operationStatuses/1?api-version=x");
        answer(exchange, 201, "{\"properties\":{\"provisioningState\":\"Accepted\"}}");
      }
      case "GET " + DEPLOYMENT + "/operationStatuses/1" -> {
        looks++;
        answer(
            exchange,
            200,
            "{\"status\":\"%s\",\"error\":{\"code\":\"DeploymentFailed\",\"message\":\"no\"}}"
                .formatted(looks < 3 ? "Running" : state));
      }
      case "GET " + DEPLOYMENT -> answer(exchange, 200, deployment());
      case "GET /subscriptions/s1/resourcegroups/g/providers/Microsoft.Resources/deployments" ->
          answer(exchange, 200, "{\"value\":[" + deployment() + "]}");
      case "POST " + DEPLOYMENT + "/validate" ->
          answer(
              exchange,
              200,
              "{\"error\":{\"code\":\"InvalidTemplate\",\"message\":\"unknown function\"}}");
      case "POST " + DEPLOYMENT + "/whatIf" ->
          answer(
              exchange,
              200,
              "{\"status\":\"Succeeded\",\"properties\":{\"changes\":[{\"changeType\":\"Create\","
                  + "\"resourceId\":\"/r\"}]}}");
      default -> answer(exchange, 404, "not what is asked for");
    }
  }

  private static String deployment() {
    return "{\"id\":\"/subscriptions/s1/resourceGroups/g/x/y\",\"name\":\"template\",\"properties\":{"
               + "\"provisioningState\":\"Succeeded\",\"mode\":\"Incremental\",\"timestamp\":\"now\"}}";
  }

  private static void answer(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    try (exchange) {
      exchange.sendResponseHeaders(status, bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  private LedgerCli run(String... words) {
    List<String> all = new ArrayList<>(List.of("deployment"));
    all.addAll(List.of(words));
    all.addAll(List.of("-g", "g", "--url", "http://127.0.0.1:" + server.getAddress().getPort()));
    all.addAll(
        List.of("--client-id", "me", "--client-secret-file", folder.resolve("secret").toString()));
    return LedgerCli.run(all.toArray(String[]::new));
  }

  private String template() {
    return folder.resolve("template.json").toString();
  }

  @Test
  void createsAndWaits() throws Exception {
    // given
    Path more =
        Files.writeString(
            folder.resolve("more.json"),
            "{\"contentVersion\":\"1.0.0.0\",\"parameters\":{\"name\":{\"value\":\"fromFile\"},"
                + "\"flag\":{\"value\":false}}}");

    // when
    LedgerCli run =
        run(
            "create",
            "-f",
            template(),
            "-o",
            "tsv",
            "-p",
            "@" + more,
            "name=given",
            "gib=12",
            "list=[1,2]",
            "secret=@" + folder.resolve("secret"));

    // then
    assertThat(run.exitCode()).as(run.toString()).isZero();
    assertThat(run.out()).isEqualTo("template\tg\tSucceeded\tnow\tIncremental\n");
    assertThat(looks).isEqualTo(3);
    JsonNode sent = new ObjectMapper().readTree(bodies.get(requests.indexOf("PUT " + DEPLOYMENT)));
    assertThat(sent.at("/properties/mode").asText()).isEqualTo("Incremental");
    assertThat(sent.at("/properties/template/parameters/gib/type").asText()).isEqualTo("int");
    assertThat(sent.at("/properties/parameters").toString())
        .isEqualTo(
            "{\"name\":{\"value\":\"given\"},\"flag\":{\"value\":false},\"gib\":{\"value\":12},"
                + "\"list\":{\"value\":[1,2]},\"secret\":{\"value\":\"s3cret\"}}");
  }

  @Test
  void saysWhyItFailed() {
    // given
    state = "Failed";

    // when
    LedgerCli run = run("create", "-f", template());

    // then
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).isEqualTo("ledger: DeploymentFailed: no\n");
  }

  @Test
  void doesNotWaitIfAskedNotTo() {
    // when
    LedgerCli run = run("create", "-f", template(), "--no-wait");

    // then
    assertThat(run.exitCode()).isZero();
    assertThat(looks).isZero();
    assertThat(run.out()).contains("Accepted");
  }

  @Test
  void validatesShowsListsAndForesees() {
    // then
    assertThat(run("validate", "-f", template()).err())
        .isEqualTo("ledger: InvalidTemplate: unknown function\n");
    assertThat(run("what-if", "-f", template(), "-o", "tsv").out()).isEqualTo("Create\t/r\n");
    assertThat(run("what-if", "-f", template()).out()).contains("\"changes\"");
    assertThat(run("show", "-n", "template", "-o", "tsv").out())
        .isEqualTo("template\tg\tSucceeded\tnow\tIncremental\n");
    assertThat(run("list", "-o", "table").out()).contains("Name", "template");
    assertThat(run("show", "-n", "other").err())
        .isEqualTo("ledger: status 404: the server did not say why\n");
  }

  @Test
  void refusesWhatIsNoParameter() {
    // then
    assertThat(run("create", "-f", template(), "-p", "gib=many").err())
        .contains("expected JSON in parameter 'gib'");
    assertThat(run("create", "-f", template(), "-p", "flag=perhaps").err())
        .contains("expected true or false for parameter 'flag'");
    assertThat(run("create", "-f", template(), "-p", "nothing").err())
        .contains("expected NAME=VALUE or @FILE");
    assertThat(requests).doesNotContain("PUT " + DEPLOYMENT);
  }

  /** The template, or a file of parameters, in so many bytes. */
  private Path ofLength(String text, int bytes) throws IOException {
    return Files.writeString(folder.resolve("long"), text + " ".repeat(bytes - text.length()));
  }

  @Test
  void takesATemplateAsLongAsItMayBe() throws Exception {
    // given
    Path file = ofLength(TEMPLATE, TemplateOptions.TEMPLATE_BYTES_MAX);

    // when
    LedgerCli run = run("create", "-f", file.toString(), "-n", "template");

    // then
    assertThat(run.exitCode()).as(run.toString()).isZero();
    assertThat(requests).contains("PUT " + DEPLOYMENT);
  }

  @Test
  void refusesALongerTemplate() throws Exception {
    // given
    Path file = ofLength(TEMPLATE, TemplateOptions.TEMPLATE_BYTES_MAX + 1);

    // when
    LedgerCli run = run("create", "-f", file.toString(), "-n", "template");

    // then
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err())
        .isEqualTo(
            "ledger: expected at most 1048576 bytes in %s, but found more\n".formatted(file));
    assertThat(requests).doesNotContain("PUT " + DEPLOYMENT);
  }

  @Test
  void takesAFileOfParametersAsLongAsATemplateAndNoLonger() throws Exception {
    // given
    Path file = ofLength("{}", TemplateOptions.TEMPLATE_BYTES_MAX);

    // when, then
    assertThat(run("create", "-f", template(), "-p", "@" + file).exitCode()).isZero();

    // given
    Path longer = ofLength("{}", TemplateOptions.TEMPLATE_BYTES_MAX + 1);

    // when, then
    assertThat(run("create", "-f", template(), "-p", "@" + longer).err())
        .contains("expected at most 1048576 bytes in " + longer + ", but found more");
  }
}
