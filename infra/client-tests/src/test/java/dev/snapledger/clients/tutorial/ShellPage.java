package dev.snapledger.clients.tutorial;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A page whose listings are for a shell: {@code ```sh} is what a reader types, and {@code ```text}
 * after it is what that prints.
 *
 * @param blocks what is typed, in the order of the page
 */
record ShellPage(List<Block> blocks) {
  private static final String FENCE = "```";
  private static final String MARK = "#### ";

  /**
   * What makes one session of all blocks: the first that fails ends it, and what it started. The
   * ends of logs then say why, as a reader would look.
   */
  private static final String PREAMBLE =
      """
      set -euo pipefail
      exec 2>&1
      trap 'code=$?; [ $code = 0 ] || tail -n 30 -- *.log || true; kill $(jobs -p) 2>/dev/null || true; wait; exit $code' EXIT
      """;

  /**
   * One listing.
   *
   * @param place page and line, from 1
   * @param code what is typed
   * @param shown what the page says is printed; empty if it says nothing
   */
  record Block(String place, String code, String shown) {}

  /**
   * Reads a page.
   *
   * @param name what places are named by
   */
  static ShellPage of(String name, String page) {
    List<Block> blocks = new ArrayList<>();
    List<String> lines = page.lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).startsWith(FENCE)) {
        String language = lines.get(i).substring(FENCE.length());
        List<String> text =
            lines.stream().skip(i + 1L).takeWhile(line -> !line.startsWith(FENCE)).toList();
        add(blocks, language, name + ":" + (i + 1), String.join("\n", text) + "\n");
        i += text.size() + 1;
      }
    }
    return new ShellPage(List.copyOf(blocks));
  }

  /** What a reader types who goes on with another page. */
  ShellPage then(ShellPage next) {
    return new ShellPage(Stream.concat(blocks.stream(), next.blocks.stream()).toList());
  }

  private static void add(List<Block> blocks, String language, String place, String text) {
    switch (language) {
      case "sh" -> blocks.add(new Block(place, text, ""));
      case "text" -> {
        Block typed = blocks.removeLast();
        blocks.add(new Block(typed.place, typed.code, text));
      }
      default ->
          throw new AssertionError(
              "expected sh or text at %s, but found '%s'".formatted(place, language));
    }
  }

  /** All blocks as one script for bash, which begins in a folder. */
  String script(String folder) {
    StringBuilder script = new StringBuilder(PREAMBLE).append("cd '" + folder + "'\n");
    for (Block block : blocks) {
      script.append("printf '\\n%s%s\\n'\n".formatted(MARK, block.place)).append(block.code);
    }
    return script.toString();
  }

  /** What each block printed, by its place; those that were not reached are absent. */
  static Map<String, String> printed(String output) {
    Map<String, String> printed = new LinkedHashMap<>();
    Arrays.stream(output.split("(?m)^" + MARK, -1))
        .skip(1)
        .map(part -> part.split("\n", 2))
        .forEach(part -> printed.put(part[0], part[1]));
    return printed;
  }
}
