package dev.snapledger.server.arm;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.snapledger.server.http.ApiException;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.provider.MethodSource;

/** Ids of resources, links of operations, and fields of bodies. */
class ArmTextFuzzTest {
  private static final String GROUP =
      "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/g/providers/";

  static Stream<byte[]> seeds() {
    return Stream.of(
            GROUP + "Microsoft.Compute/disks/d",
            GROUP + "microsoft.compute/SNAPSHOTS/s.",
            new Operation.MakeSnapshot(new UUID(1, 2), null).text(),
            new Operation.Share(new UUID(1, 2), null).text(),
            "{\"location\":\"East US\",\"tags\":{\"a\":\"b\"},\"properties\":{\"creationData\":"
                + "{\"createOption\":\"Copy\",\"uploadSizeBytes\":1e3}},\"resources\":[]}")
        .map(text -> text.getBytes(UTF_8));
  }

  @MethodSource("seeds")
  @FuzzTest
  void readsAsWrittenOrRefuses(byte[] input) {
    String text = new String(input, UTF_8);

    // when
    ResourceId id = orNull(() -> ResourceId.parse(text));
    Operation operation = Operation.parse(text);
    Body body = orNull(() -> Body.of(text));

    // then
    if (id != null) {
      assertThat(ResourceId.parse(id.text())).isEqualTo(id);
    }
    if (operation != null) {
      assertThat(Operation.parse(operation.text())).isEqualTo(operation);
    }
    if (body != null) {
      read(body);
    }
  }

  private static void read(Body body) {
    for (String path : new String[] {"location", "a", "properties.creationData.uploadSizeBytes"}) {
      var _ = orNull(() -> body.text(path));
      var _ = orNull(() -> body.number(path));
      var _ = orNull(() -> body.flag(path));
    }
    var _ = orNull(body::tags);
    var _ = orNull(body::location);
    var _ = orNull(() -> body.list("resources"));
  }

  private static <T> @Nullable T orNull(Supplier<@Nullable T> read) {
    try {
      return read.get();
    } catch (ApiException e) {
      assertThat(e.error().status()).isEqualTo(400);
      return null;
    }
  }
}
