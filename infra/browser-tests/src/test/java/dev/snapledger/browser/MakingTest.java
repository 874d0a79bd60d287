package dev.snapledger.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;

class MakingTest {
  private static final String SUBMIT = "dialog button[type=submit]";

  @TempDir Path folder;
  private Stage stage;
  private Browser browser;

  @BeforeEach
  void open() {
    stage = Stage.open(folder);
    browser = stage.browser();
    stage.open(Stage.family(Stage.DISK));
    browser.see(".snap");
  }

  @AfterEach
  void close() {
    stage.close();
  }

  private void openSnap12() {
    browser.press(".snaps", Keys.HOME, Keys.ARROW_DOWN);
    browser.see(".side h2", "snap-12");
  }

  private String copyTo(String region) {
    openSnap12();
    browser.clickText("Copy to a region");
    browser.until("document.querySelectorAll('#copy-region option').length === 2");
    browser.run(
        "const r = document.getElementById('copy-region'); r.value = '%s';".formatted(region)
            + "r.dispatchEvent(new Event('change'))");
    browser.click(SUBMIT);
    browser.see(".snap-name", "snap-12-" + region);
    return FakeData.snapshot(Stage.DISK, 1_001);
  }

  @Test
  void tellsHowFarACopyToAnotherRegionIs() {
    // given
    String copy = copyTo("northeurope");
    browser.see(".copies", "Copying snap-12-northeurope to northeurope");
    browser.see(".copy-percent", "0 %, begun");
    assertThat(browser.eval("document.querySelector('.copies progress').hasAttribute('value')"))
        .isEqualTo("false");

    // when
    stage.ledger().with(data -> data.percent(copy, 42.5));

    // then
    browser.see(".copy-percent", "42 %");
    browser.until("document.querySelector('.copies progress').value === 42.5");
    browser.picture("copy");
    stage.ledger().change(copy, "SnapshotCopyCompleted", row -> row.put("state", "completed"));
    browser.until("document.querySelector('.copies').hidden");
    browser.see(".snap-kind", "copy, northeurope");
  }

  @Test
  void tellsWhyACopyFailed() {
    // given
    String copy = copyTo("northeurope");

    // when
    stage
        .ledger()
        .change(
            copy,
            "SnapshotCopyFailed",
            row -> row.put("state", "failed").put("failure", "the source was gone"));
    browser.until("document.querySelector('.copies').hidden");
    browser.press(".snaps", Keys.HOME);

    // then
    browser.see(".side .failure", "the source was gone");
  }

  @Test
  void makesADiskFromASnapshotAndShowsItBeingFilled() {
    // given
    openSnap12();
    browser.clickText("Make a disk");
    browser.type("#disk-name", FakeMaking.TAKEN);
    browser.click(SUBMIT);
    browser.see("dialog .failure", "There is one of that name already.");
    browser.type("#disk-name", "back");

    // when
    browser.click(SUBMIT);

    // then
    browser.see("h1", "back");
    browser.see(".filling", "being filled, 25 %");
    stage
        .ledger()
        .change(FakeData.family(101), "DiskCopyProgressed", row -> FakeMaking.fill(row, 3));
    browser.see(".filling", "being filled, 75 %");
    stage
        .ledger()
        .change(FakeData.family(101), "DiskCopyCompleted", row -> FakeMaking.fill(row, 4));
    browser.until("document.querySelector('.filling') === null");
  }

  @Test
  void sharesADiskShowsThatItIsSharedAndEndsThat() {
    // given
    browser.clickText("Share disk");
    browser.run("document.getElementById('grant-access').value = 'Write'");

    // when
    browser.click(SUBMIT);

    // then
    browser.see("#grant-url");
    browser.pressFocused(Keys.ENTER);
    browser.see(".head .mark", "shared, may be written");
    browser.picture("disk-shared");
    browser.clickText("End shared access");
    browser.see("dialog", "stops working at once");
    browser.click("dialog .danger");
    browser.until("document.querySelector('.head .mark').hidden");
    assertThat(browser.eval("document.documentElement.outerHTML")).doesNotContain("sig=secret");
  }

  @Test
  void showsAFreshLedgerWhatToDoAndDoesIt() {
    // given
    stage
        .ledger()
        .with(
            data -> {
              data.snapshots().clear();
              data.families().clear();
            });
    browser.go(Stage.DISKS);
    browser.see(".first", "az disk create -g demo -n disk1");
    browser.picture("first");

    // when
    browser.clickText("Make the first disk");
    browser.until("document.querySelectorAll('#disk-region option').length === 3");
    browser.type("#disk-group", "new");
    browser.click(SUBMIT);

    // then
    browser.see("h1", "disk1");
    browser.see(".line", "new");
    browser.see(".empty", "There is no snapshot of this disk.");
    List<String> groups = new ArrayList<>();
    stage
        .ledger()
        .with(
            data ->
                data.families().values().stream()
                    .map((ObjectNode row) -> row.path("resourceGroup").asText())
                    .forEach(groups::add));
    assertThat(groups).containsExactly("new");
  }
}
