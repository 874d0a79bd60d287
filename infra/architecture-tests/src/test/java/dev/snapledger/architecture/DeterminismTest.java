package dev.snapledger.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/** Time and chance enter through ports; only the node's wiring makes the real ones. */
@AnalyzeClasses(
    packages = "dev.snapledger",
    importOptions = {ImportOption.DoNotIncludeTests.class})
class DeterminismTest {
  @ArchTest
  static final ArchRule timeComesThroughPorts =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.snapledger.app..")
          .should()
          .callMethod(Instant.class, "now")
          .orShould()
          .callMethod(System.class, "nanoTime")
          .orShould()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethod(Clock.class, "systemUTC")
          .orShould()
          .callMethod(Thread.class, "sleep", long.class)
          .because("the same code runs under a simulated clock");

  @ArchTest
  static final ArchRule chanceComesThroughPorts =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.snapledger.app..")
          .should()
          .callConstructor(Random.class)
          .orShould()
          .callMethod(Math.class, "random")
          .orShould()
          .callMethod(UUID.class, "randomUUID")
          .orShould()
          .callMethod(ThreadLocalRandom.class, "current")
          .because("a seed must repeat a run");

  @ArchTest
  static final ArchRule nothingIsPrintedByAccident =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.snapledger.cli..")
          .should()
          .callMethod(Throwable.class, "printStackTrace")
          .orShould()
          .accessField(System.class, "out")
          .because("output belongs to the command line, trouble to the log");
}
