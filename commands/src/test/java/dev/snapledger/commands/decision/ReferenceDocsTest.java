package dev.snapledger.commands.decision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.snapledger.commands.axon.LedgerConfiguration;
import dev.snapledger.commands.codec.CommandCodec;
import dev.snapledger.commands.codec.SampleRecords;
import dev.snapledger.commands.command.DeleteDisk;
import dev.snapledger.commands.event.Event;
import dev.snapledger.commands.id.CommandId;
import dev.snapledger.commands.id.DerivedIds;
import dev.snapledger.commands.id.SubscriptionId;
import dev.snapledger.commands.type.CommandHeader;
import dev.snapledger.commands.type.Policy;
import dev.snapledger.commands.type.ResourceName;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The reference names everything there is, and its examples are true. */
class ReferenceDocsTest {
  private static final Path REFERENCE = Path.of("..", "docs", "reference");
  private static final Path TESTS = Path.of("src/test/java/dev/snapledger/commands/decision");

  private static final CommandHeader HEADER =
      new CommandHeader(
          CommandId.parse("0b2e4f6a-1c3d-4e5f-8a9b-0c1d2e3f4a5b"),
          SubscriptionId.parse("7a6b5c4d-3e2f-4a1b-9c8d-7e6f5a4b3c2d"),
          "ops");

  @Test
  void namesEveryRejection() throws IOException {
    String page = read("rejections.md");
    for (Class<?> group : Rejection.class.getPermittedSubclasses()) {
      for (Class<?> rejection : group.getPermittedSubclasses()) {
        assertThat(page).contains("| `" + rejection.getSimpleName() + "` |");
      }
    }
  }

  @Test
  void namesEveryCommand() throws IOException {
    String page = read("commands.md");
    for (Class<?> command : LedgerConfiguration.commandTypes()) {
      assertThat(page).containsPattern("(### |\\| )" + command.getSimpleName() + "\\b");
    }
  }

  @Test
  void namesEveryLimitWithItsValue() throws Exception {
    String page = read("limits.md");
    for (Field limit : Limits.class.getFields()) {
      if (!limit.getName().equals("GIB")) {
        String value =
            String.format(Locale.ROOT, "%,d", ((Number) limit.get(null)).longValue())
                .replace(',', ' ');
        assertThat(page).contains("| `" + camelCase(limit.getName()) + "` | " + value);
      }
    }
  }

  @Test
  void namesEveryBuiltInPolicy() throws IOException {
    String page = read("policies.md");
    for (Policy policy : BuiltInPolicies.ALL) {
      assertThat(page).contains("`%s` v%d".formatted(policy.name(), policy.version()));
    }
  }

  @Test
  void givesTheDetailsAndRetryOfEveryRejection() throws IOException {
    Map<String, String> rows = rows(read("rejections.md"));
    List<String> codes = new ArrayList<>();
    for (Class<?> type : SampleRecords.leaves(Rejection.class)) {
      Rejection rejection = (Rejection) SampleRecords.counted().record(type);
      codes.add(rejection.code());
      String[] cells = rows.getOrDefault(rejection.code(), "").split("\\|", -1);
      assertThat(cells).as("row of %s", rejection.code()).hasSizeGreaterThan(3);
      assertThat(quoted(cells[2]))
          .as("details of %s", rejection.code())
          .isEqualTo(rejection.details().keySet());
      boolean known = cells.length > 4 && !cells[3].isBlank() && !cells[3].contains("–");
      assertThat(known)
          .as("retryAt of %s", rejection.code())
          .isEqualTo(rejection.retryAt() != null);
    }
    assertThat(rows.keySet()).containsExactlyInAnyOrderElementsOf(codes);
  }

  @Test
  void namesEveryFieldOfEveryCommandAndNoOtherCommand() throws IOException {
    String page = read("commands.md");
    List<String> names = new ArrayList<>();
    for (Class<?> command : LedgerConfiguration.commandTypes()) {
      names.add(command.getSimpleName());
      String section = section(page, command.getSimpleName());
      for (RecordComponent field : command.getRecordComponents()) {
        if (!field.getName().equals("header")) {
          assertThat(quoted(section))
              .as("fields of %s", command.getSimpleName())
              .contains(field.getName());
        }
      }
    }
    Matcher heading = Pattern.compile("(?m)^### (\\w+)").matcher(page);
    while (heading.find()) {
      assertThat(names).contains(heading.group(1));
    }
  }

  @Test
  void saysWhichCommandLeadsToWhichEventAndRejection() throws IOException {
    Set<String> words = quoted(read("commands.md"));
    for (Class<?> event : SampleRecords.leaves(Event.class)) {
      assertThat(words).contains(event.getSimpleName());
    }
    for (Class<?> rejection : SampleRecords.leaves(Rejection.class)) {
      assertThat(words).contains(rejection.getSimpleName());
    }
  }

  @Test
  void namesNoLimitThatIsNoneAndTheTestsOfEach() throws IOException {
    List<String> limits =
        Arrays.stream(Limits.class.getFields()).map(f -> camelCase(f.getName())).toList();
    for (Map.Entry<String, String> row : rows(read("limits.md")).entrySet()) {
      assertThat(limits).contains(row.getKey());
      String[] cells = row.getValue().split("\\|", -1);
      for (String test : cells[3].strip().split(", ", -1)) {
        assertThat(TESTS.resolve(test + ".java")).exists();
      }
    }
  }

  @Test
  void givesTheNumbersOfEveryBuiltInPolicy() throws IOException {
    Map<String, String> rows = rows(read("policies.md"));
    for (int i = 0; i < BuiltInPolicies.ALL.size(); i++) {
      Policy policy = BuiltInPolicies.ALL.get(i);
      assertThat(number(rows, "snapshotRateMax", i)).isEqualTo(policy.snapshotRateMax());
      assertThat(number(rows, "snapshotRateWindowSeconds", i))
          .isEqualTo(policy.snapshotRateWindowSeconds());
      assertThat(number(rows, "snapshotCountMax", i)).isEqualTo(policy.snapshotCountMax());
      assertThat(number(rows, "sasSnapshotsMax", i)).isEqualTo(policy.sasSnapshotsMax());
      assertThat(cell(rows, "incrementalAfterResize", i))
          .isEqualTo("`" + policy.incrementalAfterResize() + "`");
      Long boundary = policy.diffResizeBoundaryBytes();
      assertThat(cell(rows, "diffResizeBoundaryBytes", i))
          .startsWith(boundary == null ? "none" : (boundary >> 40) + " TiB");
    }
    String regions =
        BuiltInPolicies.AZURE_2019_PREVIEW.regions().stream()
            .map(r -> r.name() + (r.zones() ? " (zones)" : ""))
            .collect(Collectors.joining(", "));
    assertThat(cell(rows, "regions", 0)).isEqualTo(regions);
    assertThat(cell(rows, "regions", 1)).isEqualTo("the same");
    assertThat(BuiltInPolicies.AZURE_CURRENT.regions())
        .isEqualTo(BuiltInPolicies.AZURE_2019_PREVIEW.regions());
  }

  @Test
  void showsTrueBytes() throws Exception {
    byte[] bytes = new CommandCodec().encode(new DeleteDisk(HEADER, new ResourceName("rg", "d1")));
    assertThat(read("encoding.md").replaceAll("\\s", "")).contains(HexFormat.of().formatHex(bytes));
    assertThat(bytes).hasSize(94);
  }

  @Test
  void showsTrueIds() throws IOException {
    String page = read("encoding.md");
    for (String purpose : new String[] {DerivedIds.DISK, DerivedIds.SNAPSHOT, DerivedIds.GRANT}) {
      assertThat(page)
          .contains(
              "%s `%s`"
                  .formatted(
                      purpose,
                      DerivedIds.derive(HEADER.subscriptionId(), HEADER.commandId(), purpose)));
    }
  }

  private static String camelCase(String constant) {
    StringBuilder name = new StringBuilder();
    for (String word : constant.toLowerCase(Locale.ROOT).split("_", -1)) {
      name.append(
          name.isEmpty() ? word : Character.toUpperCase(word.charAt(0)) + word.substring(1));
    }
    return name.toString();
  }

  /** Rows of all tables whose first cell begins with a word in back quotes, by that word. */
  private static Map<String, String> rows(String page) {
    Map<String, String> rows = new LinkedHashMap<>();
    Matcher row = Pattern.compile("(?m)^\\| `(\\w+)`[^|]*\\|(.*)$").matcher(page);
    while (row.find()) {
      rows.put(row.group(1), "|" + row.group(2));
    }
    return rows;
  }

  private static String cell(Map<String, String> rows, String row, int column) {
    return rows.getOrDefault(row, "").split("\\|", -1)[column + 1].strip();
  }

  private static long number(Map<String, String> rows, String row, int column) {
    return Long.parseLong(cell(rows, row, column));
  }

  /** What the page says of a command: its section, or its row in a table. */
  private static String section(String page, String command) {
    Matcher section =
        Pattern.compile("(?ms)^### " + command + "\\b.*?(?=^##|\\z)|^\\| " + command + " [^\n]*")
            .matcher(page);
    assertThat(section.find()).as("section of %s", command).isTrue();
    return section.group();
  }

  private static Set<String> quoted(String text) {
    return Pattern.compile("`(\\w+)`")
        .matcher(text)
        .results()
        .map(m -> m.group(1))
        .collect(Collectors.toSet());
  }

  private static String read(String page) throws IOException {
    return Files.readString(REFERENCE.resolve(page));
  }
}
