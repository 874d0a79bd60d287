package dev.snapledger.commands.decision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.snapledger.commands.axon.LedgerConfiguration;
import dev.snapledger.commands.codec.CommandCodec;
import dev.snapledger.commands.command.DeleteDisk;
import dev.snapledger.commands.id.CommandId;
import dev.snapledger.commands.id.DerivedIds;
import dev.snapledger.commands.id.SubscriptionId;
import dev.snapledger.commands.type.CommandHeader;
import dev.snapledger.commands.type.Policy;
import dev.snapledger.commands.type.ResourceName;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** The reference names everything there is, and its examples are true. */
class ReferenceDocsTest {
  private static final Path REFERENCE = Path.of("..", "docs", "reference");

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

  private static String read(String page) throws IOException {
    return Files.readString(REFERENCE.resolve(page));
  }
}
