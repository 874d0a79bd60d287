package dev.snapledger.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;

class SignInTest {
  @TempDir static Path folder;
  private static Stage stage;

  @BeforeAll
  static void open() {
    stage = Stage.open(folder);
  }

  @AfterAll
  static void close() {
    if (stage != null) {
      stage.close();
    }
  }

  @Test
  void goesWhereTheAddressLeadsOnceTheSecretIsRight() {
    // given
    Browser browser = stage.browser();
    browser.openFresh(stage.ledger(), Stage.family(Stage.DISK));
    browser.type("#client-id", stage.ledger().clientId());
    browser.type("#client-secret", "wrong");

    // when
    browser.press("#client-secret", Keys.ENTER);

    // then
    browser.see(".form-message", "No client has this id and secret.");
    browser.type("#client-secret", stage.ledger().clientSecret());
    browser.press("#client-secret", Keys.ENTER);
    browser.see("h1", "data");
    assertThat(browser.eval("Object.keys(localStorage).join()")).isEmpty();
    assertThat(browser.eval("document.cookie")).isEmpty();
    assertThat(browser.eval("sessionStorage.getItem('ledger.token')")).contains(".");
  }

  @Test
  void takesAPastedTokenAndNothingElse() {
    // given
    Browser browser = stage.browser();
    browser.openFresh(stage.ledger(), "");
    browser.type("#token", "not a token");

    // when
    browser.clickText("Use this token");

    // then
    browser.see(".form-message", "That is no token");
    browser.type("#token", "Bearer " + stage.ledger().newToken());
    browser.clickText("Use this token");
    browser.see("h1", "Disks");
  }

  /** Signed in before a disk, and then no more; a request of the next view is refused at last. */
  private static Browser loseTheSession() {
    Browser browser = stage.browser();
    stage.open(Stage.family(Stage.DISK));
    browser.see("h1", "data");
    stage.ledger().forgetTokens();
    browser.go(Stage.family(Stage.DISK) + "/events");
    browser.see(".form-message", "signed out");
    return browser;
  }

  @Test
  void asksAgainWhenTheTokenIsTakenNoMoreAndComesBack() {
    // when
    Browser browser = loseTheSession();

    // then
    assertThat(browser.eval("sessionStorage.getItem('ledger.token')")).isEqualTo("null");
    browser.signIn(stage.ledger());
    browser.see("h1", "Event log");
  }

  @Test
  void keepsItsReasonAndWhatWasTypedWhenTheAddressChanges() {
    // given
    Browser browser = loseTheSession();
    browser.type("#client-id", stage.ledger().clientId());

    // when
    browser.go(Stage.DISKS);

    // then
    browser.see(".form-message", "signed out");
    browser.type("#client-secret", stage.ledger().clientSecret());
    browser.press("#client-secret", Keys.ENTER);
    browser.see("h1", "Disks");
  }

  @Test
  void signsOutAndForgetsTheToken() {
    // given
    Browser browser = stage.browser();
    stage.open("");
    browser.see("h1", "Disks");

    // when
    browser.click("#sign-out");

    // then
    browser.see(".form-message", "You are signed out.");
    assertThat(browser.eval("sessionStorage.length")).isEqualTo("0");
  }

  @Test
  void tellsAnAddressThatIsNoneOfItsOwn() {
    // when
    stage.open("#/s/<script>/f");

    // then
    stage.browser().see("h1", "Nothing here");
    stage.browser().clickText("To the subscriptions");
    stage.browser().see("h1", "Disks");
  }
}
