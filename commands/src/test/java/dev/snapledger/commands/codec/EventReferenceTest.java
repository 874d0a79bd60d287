package dev.snapledger.commands.codec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.snapledger.commands.event.Event;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The page about events says what the schemas say. */
class EventReferenceTest {
  private static final Path PAGE = Path.of("../docs/reference/events.md");
  private static final String BORDER = "<!-- From here on: what the schemas say. -->\n";

  @Test
  void thePageHasEveryEventAndField() throws Exception {
    // given
    String text = EventReference.text();
    String page = Files.readString(PAGE);
    String prose = page.substring(0, page.indexOf(BORDER) + BORDER.length());

    // when
    if (Boolean.getBoolean("event.reference.write")) {
      Files.writeString(PAGE, prose + text);
    }

    // then
    assertThat(Files.readString(PAGE))
        .as("docs/reference/events.md; -Devent.reference.write=true writes it anew")
        .isEqualTo(prose + text);
  }

  @Test
  void everyTypeThatIsNamedIsExplained() {
    String text = EventReference.text();
    for (Class<?> event : SampleRecords.leaves(Event.class)) {
      assertThat(text).contains("\n### " + event.getSimpleName() + "\n");
    }
    assertThat(text)
        .contains(
            "\n### EventHeader\n", "\n### ResourceName\n", "\n### Policy\n", "\n### Region\n");
  }
}
