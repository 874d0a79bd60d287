package dev.snapledger.commands.codec;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.snapledger.commands.command.Command;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Commands that any Kafka client may send. */
class CommandFuzzTest {
  private final CommandCodec codec = new CommandCodec();

  /** One of each kind. */
  static Stream<byte[]> seeds() {
    return kinds(Command.class).map(CommandFuzzTest::golden);
  }

  private static Stream<Class<?>> kinds(Class<?> type) {
    return type.isSealed()
        ? Arrays.stream(type.getPermittedSubclasses()).flatMap(CommandFuzzTest::kinds)
        : Stream.of(type);
  }

  private static byte[] golden(Class<?> type) {
    String name = "/golden/%s/v1.hex".formatted(type.getSimpleName());
    try (InputStream in = CommandFuzzTest.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("expected " + name + ", but found none");
      }
      String hex = new String(in.readAllBytes(), StandardCharsets.US_ASCII);
      return HexFormat.of().parseHex(hex.replaceAll("\\s", ""));
    } catch (IOException e) {
      throw new UncheckedIOException("expected to read " + name, e);
    }
  }

  @MethodSource("seeds")
  @FuzzTest
  void decodesAsEncodedOrRefuses(byte[] input) throws UndecodableException {
    Command command;
    try {
      // when
      command = codec.decode(input);
    } catch (UndecodableException e) {
      return; // A dead letter.
    }

    // then
    assertThat(codec.decode(codec.encode(command))).isEqualTo(command);
  }
}
