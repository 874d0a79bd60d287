package dev.snapledger.cli.deploy;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.Yaml;

/** Files below infra/deploy, and what is in them. */
final class DeployFiles {
  private static final Path FOLDER = Path.of("../deploy");

  private DeployFiles() {}

  static Path path(String name) {
    return FOLDER.resolve(name);
  }

  static String text(String name) {
    try {
      return Files.readString(path(name), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("expected to read " + path(name), e);
    }
  }

  /** The documents of a YAML text. */
  static List<Node> documents(String yaml) {
    return StreamSupport.stream(new Yaml().loadAll(yaml).spliterator(), false)
        .map(Node::new)
        .toList();
  }

  /** Something in a YAML document; what is not there has no text and no entries. */
  record Node(@Nullable Object value) {
    /** What is at keys and positions, one after the other. */
    Node at(Object... keys) {
      Node found = this;
      for (Object key : keys) {
        found =
            switch (found.value()) {
              case Map<?, ?> map -> new Node(map.get(key));
              case List<?> list when key instanceof Integer i && i < list.size() ->
                  new Node(list.get(i));
              case null, default -> new Node(null);
            };
      }
      return found;
    }

    boolean isThere() {
      return value != null;
    }

    String text() {
      return String.valueOf(value);
    }

    List<Node> all() {
      return value instanceof List<?> list ? list.stream().map(Node::new).toList() : List.of();
    }

    List<String> texts() {
      return all().stream().map(Node::text).toList();
    }

    Map<String, Node> entries() {
      var entries = new TreeMap<String, Node>();
      if (value instanceof Map<?, ?> map) {
        map.forEach((key, each) -> entries.put(String.valueOf(key), new Node(each)));
      }
      return entries;
    }
  }

  /** Settings of a file, those that are commented out as well. */
  static Map<String, String> settingsIn(String properties) {
    var settings = new TreeMap<String, String>();
    for (String line : properties.lines().toList()) {
      String bare = line.strip().replaceFirst("^# ", "");
      if (bare.matches("[a-z0-9.-]+=.*")) {
        int equals = bare.indexOf('=');
        settings.put(bare.substring(0, equals), bare.substring(equals + 1));
      }
    }
    return settings;
  }

  /** What follows each {@code --set} among arguments. */
  static Map<String, String> settingsAmong(List<String> arguments) {
    var lines = new ArrayList<String>();
    for (int i = 1; i < arguments.size(); i++) {
      if (arguments.get(i - 1).equals("--set")) {
        lines.add(arguments.get(i));
      }
    }
    return settingsIn(String.join("\n", lines));
  }
}
