package dev.snapledger.cli.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.snapledger.cli.json.Json;
import dev.snapledger.cli.output.ShownException;
import dev.snapledger.cli.transfer.Pipes;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** A template, what it is given, and the name of its deployment. */
final class TemplateOptions {
  /** What the server takes as one request. */
  static final int TEMPLATE_BYTES_MAX = 1 << 20;

  @Option(
      names = {"-n", "--name"},
      paramLabel = "NAME",
      order = -2,
      description = "Name of the deployment; without it, that of the template's file.")
  private @Nullable String name;

  @Option(
      names = {"-f", "--template-file"},
      paramLabel = "FILE",
      required = true,
      description = "The template, in JSON; - is standard input.")
  private String file = "";

  @Option(
      names = {"-p", "--parameters"},
      arity = "1..*",
      paramLabel = "NAME=VALUE|@FILE",
      description = {
        "Parameters, with blanks between them; later ones win. @FILE is a file of parameters,",
        "NAME=@FILE takes the text of a file, so that a secret needs not be on the command line."
      })
  private List<String> parameters = new ArrayList<>();

  @Option(
      names = "--mode",
      paramLabel = "MODE",
      defaultValue = "Incremental",
      description = "Incremental or Complete (default: ${DEFAULT-VALUE}).")
  private String mode = "Incremental";

  TemplateOptions() {}

  String name() {
    if (name != null) {
      return name;
    }
    if (Pipes.isStandard(file)) {
      return "deployment";
    }
    String last = Path.of(file).toAbsolutePath().normalize().toString();
    String plain = last.substring(last.lastIndexOf('/') + 1);
    return plain.contains(".") ? plain.substring(0, plain.indexOf('.')) : plain;
  }

  /**
   * The body of the request.
   *
   * @param stop asked while nothing comes through a pipe
   */
  ObjectNode body(Runnable stop) throws IOException {
    JsonNode template = Json.read("the template", text(file, stop));
    ObjectNode body = Json.object();
    ObjectNode properties = body.putObject("properties");
    properties.set("template", template);
    properties.set(
        "parameters",
        new Parameters(template.path("parameters"), path -> text(path, stop)).read(parameters));
    properties.put("mode", mode);
    return body;
  }

  private static String text(String file, Runnable stop) throws IOException {
    try (InputStream in = Pipes.input(file, stop)) {
      byte[] bytes = in.readNBytes(TEMPLATE_BYTES_MAX + 1);
      if (bytes.length > TEMPLATE_BYTES_MAX) {
        throw new ShownException(
            "expected at most %d bytes in %s, but found more".formatted(TEMPLATE_BYTES_MAX, file));
      }
      return new String(bytes, StandardCharsets.UTF_8);
    }
  }
}
