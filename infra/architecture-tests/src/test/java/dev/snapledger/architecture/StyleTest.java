package dev.snapledger.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.NullMarked;

/** What the house style asks for and a machine can see. */
@AnalyzeClasses(
    packages = "dev.snapledger",
    importOptions = {ImportOption.DoNotIncludeTests.class})
class StyleTest {
  @ArchTest
  static final ArchRule namesSayWhatAThingIs =
      noClasses()
          .should()
          .haveSimpleNameEndingWith("Manager")
          .orShould()
          .haveSimpleNameEndingWith("Helper")
          .orShould()
          .haveSimpleNameEndingWith("Util")
          .orShould()
          .haveSimpleNameEndingWith("Utils")
          .orShould()
          .haveSimpleNameEndingWith("Impl");

  @ArchTest
  static final ArchRule settersAreNotUsed =
      noMethods()
          .that()
          .arePublic()
          .should()
          .haveNameMatching("set[A-Z].*")
          .because("values are immutable");

  @ArchTest
  static void everyPackageIsNullMarked(JavaClasses classes) {
    // when
    List<String> unmarked = new ArrayList<>();
    unmarkedBelow(classes.getPackage("dev.snapledger"), unmarked);

    // then
    assertThat(unmarked).isEmpty();
  }

  private static void unmarkedBelow(JavaPackage parent, List<String> unmarked) {
    for (JavaPackage child : parent.getSubpackages()) {
      if (!child.getClasses().isEmpty() && !child.isAnnotatedWith(NullMarked.class)) {
        unmarked.add(child.getName());
      }
      unmarkedBelow(child, unmarked);
    }
  }
}
