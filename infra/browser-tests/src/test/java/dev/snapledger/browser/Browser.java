package dev.snapledger.browser;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.logging.Level;
import org.jspecify.annotations.Nullable;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.support.ui.WebDriverWait;

/** Debian's Chromium without a screen, and what stories do with it. For one thread. */
final class Browser implements AutoCloseable {
  static final String PAGE = "docs/operating/browser-tests.md";
  private static final File DRIVER = new File("/usr/bin/chromedriver");
  private static final File PROGRAM = new File("/usr/bin/chromium");
  private static final Path PICTURES = Path.of("target", "screenshots");
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /** Roles that need no name: they only say something. */
  private static final Set<String> UNNAMED = Set.of("status", "alert", "none", "generic");

  private static final int TABS_MAX = 60;

  private final ChromeDriver driver;

  private Browser(ChromeDriver driver) {
    this.driver = driver;
  }

  static Browser start() {
    if (!DRIVER.canExecute() || !PROGRAM.canExecute()) {
      throw new IllegalStateException(
          "expected Debian's packages chromium and chromium-driver, but found none; see " + PAGE);
    }
    ChromeOptions options = new ChromeOptions();
    options.setBinary(PROGRAM);
    options.setAcceptInsecureCerts(true);
    options.addArguments(
        "--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu");
    LoggingPreferences logs = new LoggingPreferences();
    logs.enable(LogType.BROWSER, Level.ALL);
    options.setCapability("goog:loggingPrefs", logs);
    ChromeDriverService service =
        new ChromeDriverService.Builder().usingDriverExecutable(DRIVER).build();
    Browser browser = new Browser(new ChromeDriver(service, options));
    browser.resize(1400, 900);
    browser.driver.executeCdpCommand(
        "Browser.grantPermissions", Map.of("permissions", List.of("clipboardSanitizedWrite")));
    return browser;
  }

  void resize(int width, int height) {
    // The device and not the window, which Chromium never makes narrower than 500 pixels.
    driver.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
  }

  /** What the system says of a feature of media, as {@code prefers-color-scheme}. */
  void prefer(String feature, String value) {
    driver.executeCdpCommand(
        "Emulation.setEmulatedMedia",
        Map.of("features", List.of(Map.of("name", feature, "value", value))));
  }

  /** What axe-core finds wrong with what is shown, a line each. */
  @SuppressWarnings("unchecked")
  List<String> faults() {
    driver.executeScript(Npm.axe());
    return (List<String>)
        Objects.requireNonNull(
            driver.executeAsyncScript(
                """
                const done = arguments[arguments.length - 1];
                const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
                const told = (id, { html, failureSummary }) =>
                  `${id}: ${html.slice(0, 160)}: ${failureSummary}`;
                axe.run(document, { runOnly: [...tags, "best-practice"] }).then(
                  ({ violations }) =>
                    done(violations.flatMap(({ id, nodes }) => nodes.map((n) => told(id, n)))),
                  (error) => done([String(error)]));
                """));
  }

  /** Controls and pictures that are shown and have no name for who cannot see them. */
  List<String> nameless() {
    String selector =
        "a, button, input, select, textarea, summary, progress, [role], svg:not([aria-hidden])";
    return driver.findElements(By.cssSelector(selector)).stream()
        .flatMap(each -> namelessText(each).stream())
        .toList();
  }

  /** The element's source if it has no name; nothing of one that went while it was looked at. */
  private static Optional<String> namelessText(WebElement element) {
    try {
      boolean named =
          !element.isDisplayed()
              || UNNAMED.contains(String.valueOf(element.getAriaRole()))
              || !Objects.requireNonNullElse(element.getAccessibleName(), "").isBlank();
      // The source last: an element that is gone has no name either, but fails here.
      return named ? Optional.empty() : Optional.ofNullable(element.getDomProperty("outerHTML"));
    } catch (StaleElementReferenceException _) {
      return Optional.empty(); // The page was drawn anew.
    }
  }

  /** Presses Tab until an element that matches has the focus. */
  void tabTo(String selector) {
    for (int i = 0; i < TABS_MAX; i++) {
      pressFocused(Keys.TAB);
      if (Boolean.TRUE.equals(
          driver.executeScript("return document.activeElement.matches(arguments[0])", selector))) {
        return;
      }
    }
    throw new AssertionError("expected Tab to lead to %s in %d".formatted(selector, TABS_MAX));
  }

  /** A page as for a first visit: nothing signed in, nothing chosen. */
  void openFresh(Site site, String hash) {
    driver.get(site.url() + "/");
    driver.executeScript("sessionStorage.clear(); localStorage.clear()");
    driver.get("about:blank");
    driver.get(site.url() + "/" + hash);
  }

  void reload() {
    driver.navigate().refresh();
  }

  /** Changes the address, and waits until the page has heard of it. */
  void go(String hash) {
    promised(
        """
        new Promise((done) => {
          const heard = () => done("heard");
          if (location.hash === arguments[0]) {
            heard();
          }
          window.addEventListener("hashchange", heard, { once: true });
          location.hash = arguments[0];
        })\
        """,
        hash);
  }

  void signIn(Site site) {
    type("#client-id", site.clientId());
    type("#client-secret", site.clientSecret());
    press("#client-secret", Keys.ENTER);
  }

  /** The element, as soon as it is there and shown. */
  WebElement see(String selector) {
    return patient(selector, () -> shown(selector));
  }

  /** Waits until an element shows a text. */
  void see(String selector, String text) {
    patient(
        selector + " with '" + text + "'",
        () ->
            driver.findElements(By.cssSelector(selector)).stream()
                    .anyMatch(each -> each.isDisplayed() && each.getText().contains(text))
                ? Boolean.TRUE
                : null);
  }

  /** Waits until a script gives true. */
  void until(String script) {
    patient(
        script,
        () -> Boolean.TRUE.equals(driver.executeScript("return " + script)) ? Boolean.TRUE : null);
  }

  /** Waits until something holds that the page does not show. */
  void await(String what, BooleanSupplier holds) {
    patient(what, () -> holds.getAsBoolean() ? Boolean.TRUE : null);
  }

  private interface Look<T> {
    @Nullable T now();
  }

  private <T> T patient(String what, Look<T> look) {
    return new WebDriverWait(driver, PATIENCE)
        .ignoring(StaleElementReferenceException.class)
        .withMessage("to see " + what)
        .until(_ -> look.now());
  }

  private @Nullable WebElement shown(String selector) {
    WebElement found = first(selector);
    return found != null && found.isDisplayed() ? found : null;
  }

  private @Nullable WebElement first(String selector) {
    List<WebElement> found = driver.findElements(By.cssSelector(selector));
    return found.isEmpty() ? null : found.getFirst();
  }

  int count(String selector) {
    return driver.findElements(By.cssSelector(selector)).size();
  }

  void click(String selector) {
    use(selector, WebElement::click);
  }

  private void use(String selector, Consumer<WebElement> use) {
    use(selector, () -> shown(selector), use);
  }

  /** Does something with what is found; once more if the page has drawn it anew in between. */
  private void use(String what, Look<WebElement> look, Consumer<WebElement> use) {
    patient(
        what,
        () -> {
          WebElement found = look.now();
          if (found == null) {
            return null;
          }
          use.accept(found);
          return Boolean.TRUE;
        });
  }

  /** Clicks the button or link, the text of which begins so. */
  void clickText(String text) {
    clickText(text, "body");
  }

  /** The same within an element. */
  void clickText(String text, String within) {
    use(
        text,
        () ->
            driver.findElements(By.cssSelector("%s :is(button, a)".formatted(within))).stream()
                .filter(each -> each.isDisplayed() && each.getText().startsWith(text))
                .findFirst()
                .orElse(null),
        WebElement::click);
  }

  void type(String selector, String text) {
    use(
        selector,
        field -> {
          field.clear();
          field.sendKeys(text);
        });
  }

  void press(String selector, CharSequence... keys) {
    use(selector, element -> element.sendKeys(keys));
  }

  void pressFocused(CharSequence... keys) {
    driver.switchTo().activeElement().sendKeys(keys);
  }

  /** What a script gives, as text. */
  String eval(String script) {
    return String.valueOf(driver.executeScript("return " + script));
  }

  void run(String script) {
    driver.executeScript(script);
  }

  /** A page with nothing in it, of no server. */
  void openBlank() {
    driver.get("about:blank");
  }

  /** Runs a script as one of the page, so that what it declares is there for all others. */
  void load(String script) {
    driver.executeScript(
        "const added = document.createElement('script');"
            + "added.textContent = arguments[0]; document.head.append(added);",
        script);
  }

  /** What a promise gives, as text; the script's first argument is {@code arguments[0]}. */
  String promised(String script, String argument) {
    return String.valueOf(
        driver.executeAsyncScript(
            "const done = arguments[arguments.length - 1];\n"
                + script
                + ".then(done, error => done(String(error)));",
            argument));
  }

  /** Everything that the page complained about, such as what its policy forbids. */
  List<String> complaints() {
    return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
        .filter(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
        .map(LogEntry::getMessage)
        .toList();
  }

  /** Keeps a picture of what is shown. */
  void picture(String name) {
    try {
      Files.createDirectories(PICTURES);
      Files.write(PICTURES.resolve(name + ".png"), driver.getScreenshotAs(OutputType.BYTES));
    } catch (IOException e) {
      throw new UncheckedIOException("expected to keep a picture, but " + e, e);
    }
  }

  @Override
  public void close() {
    driver.quit();
  }
}
