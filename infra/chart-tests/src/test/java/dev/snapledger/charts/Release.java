package dev.snapledger.charts;

import dev.snapledger.app.config.Settings;
import dev.snapledger.server.health.HealthReport;
import dev.snapledger.server.health.NodeHealth;
import dev.snapledger.server.management.ManagementServer;
import dev.snapledger.server.management.MetricsText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What the program makes of what a release gives it. */
final class Release {
  private static final NodeHealth UP = new Well();

  private Release() {}

  /** The settings of both files, as the node reads them; unknown ones fail. */
  static Settings settings(Rendered release, Path folder) {
    return Settings.read(
        List.of(
            file(folder, "ledger.properties", release.settings()),
            file(folder, "secrets.properties", release.secretSettings())));
  }

  static Settings settings(String text, Path folder) {
    return Settings.read(file(folder, "all.properties", text));
  }

  private static Path file(Path folder, String name, String text) {
    try {
      return Files.writeString(folder.resolve(name), text);
    } catch (IOException e) {
      throw new UncheckedIOException("expected to write " + name, e);
    }
  }

  /** Each {@code name=value}, by its name. */
  static Map<String, String> pairs(List<String> settings) {
    var pairs = new TreeMap<String, String>();
    for (String each : settings) {
      int equals = each.indexOf('=');
      pairs.put(each.substring(0, equals), each.substring(equals + 1));
    }
    return pairs;
  }

  /** Those of the paths that the management port of a healthy node does not answer with 200. */
  static List<String> unanswered(List<String> paths) throws IOException, InterruptedException {
    var unanswered = new ArrayList<String>();
    try (var server =
            ManagementServer.start("127.0.0.1", 0, () -> new MetricsText("text/plain", ""), UP);
        HttpClient client = HttpClient.newHttpClient()) {
      for (String path : paths) {
        URI address = URI.create("http://127.0.0.1:" + server.port() + path);
        var answer =
            client.send(HttpRequest.newBuilder(address).build(), BodyHandlers.discarding());
        if (answer.statusCode() != 200) {
          unanswered.add(path + ": " + answer.statusCode());
        }
      }
    }
    return unanswered;
  }

  private static final class Well implements NodeHealth {
    private static final HealthReport REPORT = new HealthReport(List.of());

    @Override
    public HealthReport live() {
      return REPORT;
    }

    @Override
    public HealthReport started() {
      return REPORT;
    }

    @Override
    public HealthReport ready() {
      return REPORT;
    }
  }
}
