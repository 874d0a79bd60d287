package dev.snapledger.app.holder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.snapledger.app.holder.SignOfLife.State;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class SignOfLifeTest {
  private static final SignOfLife SIGN =
      new SignOfLife(
          "ledger-id",
          "node-1",
          7,
          12,
          State.HOLDS,
          new HolderAddress("https://node-1:8443", "00ff", "aa11"));

  @Test
  void isReadAsItWasWritten() throws IOException {
    assertThat(SignOfLife.parse("key", SIGN.text())).isEqualTo(SIGN);
    var plain = new SignOfLife("l", "n", 1, 1, State.LEFT, HolderAddress.NONE);
    assertThat(SignOfLife.parse("key", plain.text())).isEqualTo(plain);
  }

  @Test
  void hasTheFormThatIsWrittenDown() {
    assertThat(SIGN.text())
        .isEqualTo(
            """
            snapledger-holder 1
            ledger=ledger-id
            node=node-1
            epoch=7
            count=12
            state=HOLDS
            url=https://node-1:8443
            certificate=00ff
            access=aa11
            """);
  }

  @Test
  void refusesWhatIsNoSign() {
    for (String text :
        new String[] {
          "",
          "snapledger-holder 2\n",
          SIGN.text().replace("epoch=7", "epoch=seven"),
          SIGN.text().replace("state=HOLDS", "state=SLEEPS"),
          SIGN.text().replace("count=", "number="),
          SIGN.text() + "more=1\n"
        }) {
      assertThatThrownBy(() -> SignOfLife.parse("holder/1", text))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("holder/1");
    }
  }
}
