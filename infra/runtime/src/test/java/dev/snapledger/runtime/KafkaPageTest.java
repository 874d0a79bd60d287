package dev.snapledger.runtime;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.snapledger.commands.codec.CommandCodec;
import dev.snapledger.commands.command.CreateDisk;
import dev.snapledger.commands.id.CommandId;
import dev.snapledger.commands.id.SubscriptionId;
import dev.snapledger.commands.type.CommandHeader;
import dev.snapledger.commands.type.DiskOrigin;
import dev.snapledger.commands.type.ResourceName;
import dev.snapledger.runtime.partition.DeadLetterCode;
import dev.snapledger.runtime.partition.DedupWindow;
import dev.snapledger.runtime.partition.PartitionProcessor;
import dev.snapledger.runtime.topics.SubscriptionKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What docs/reference/kafka.md says is what the code does. */
class KafkaPageTest {
  private static final CreateDisk COMMAND =
      new CreateDisk(
          new CommandHeader(
              CommandId.parse("22222222-2222-4222-8222-222222222222"),
              SubscriptionId.parse("11111111-1111-4111-8111-111111111111"),
              ""),
          new ResourceName("my-group", "my-disk"),
          "eastus",
          "Premium_LRS",
          4,
          DiskOrigin.EMPTY,
          Map.of());

  private final String page = read("../../docs/reference/kafka.md");

  @Test
  void showsTheBytesOfACommand() {
    // given
    String hex =
        between(page, "<!-- begin bytes -->", "<!-- end bytes -->")
            .lines()
            .map(line -> line.strip().split(" {3,}", 2)[0].replace(" ", ""))
            .collect(Collectors.joining());

    // when
    byte[] encoded = new CommandCodec().encode(COMMAND);

    // then
    assertThat(hex).isEqualTo(HexFormat.of().formatHex(encoded));
    assertThat(page).contains(encoded.length + " bytes:");
  }

  @Test
  void showsTheProducerThatIsTested() {
    // given
    String source = read("src/test/java/dev/snapledger/example/TenLineProducer.java");

    // then
    assertThat(words(between(page, "```java", "```")))
        .isEqualTo(words(between(source, "// begin example", "// end example")))
        .contains("producer.send");
  }

  @Test
  void namesThePartitionTheLimitsAndTheCodes() {
    byte[] key = SubscriptionKey.of(COMMAND.header().subscriptionId());
    assertThat(page)
        .contains("belongs to partition " + SubscriptionKey.partitionOf(key, 8) + ".")
        .contains("%,d bytes".formatted(PartitionProcessor.COMMAND_BYTES_MAX))
        .contains("**%d hours of log time**".formatted(DedupWindow.WINDOW.toHours()))
        .contains(Arrays.stream(DeadLetterCode.values()).map(c -> "| `" + c.code() + "`").toList());
  }

  private static String words(String text) {
    return text.replaceAll("\\s+", " ").strip();
  }

  private static String between(String text, String begin, String end) {
    var found =
        Pattern.compile(Pattern.quote(begin) + "(.*?)" + Pattern.quote(end), Pattern.DOTALL)
            .matcher(text);
    assertThat(found.find()).as("a passage between %s and %s", begin, end).isTrue();
    return found.group(1);
  }

  private static String read(String file) {
    try {
      return Files.readString(Path.of(file), UTF_8);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
