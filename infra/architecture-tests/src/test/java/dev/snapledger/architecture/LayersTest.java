package dev.snapledger.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Who may know whom: the arrows of docs/ARCHITECTURE.md. */
@AnalyzeClasses(
    packages = "dev.snapledger",
    importOptions = {ImportOption.DoNotIncludeTests.class})
class LayersTest {
  private static final String KAFKA = "org.apache.kafka..";
  private static final String AXON = "org.axonframework..";
  private static final String ROCKS = "org.rocksdb..";
  private static final String[] HTTP = {
    "io.helidon..", "java.net.http..", "com.sun.net.httpserver..", "jakarta.ws.rs.."
  };

  @ArchTest
  static final ArchRule commandsKnowNoInfrastructure =
      noClasses()
          .that()
          .resideInAPackage("dev.snapledger.commands..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              KAFKA,
              ROCKS,
              "dev.snapledger.blockstore..",
              "dev.snapledger.projections..",
              "dev.snapledger.runtime..",
              "dev.snapledger.workers..",
              "dev.snapledger.app..",
              "dev.snapledger.cli..",
              "dev.snapledger.broker..")
          .because("rules must run anywhere: in a node, in an audit, in a simulation");

  @ArchTest
  static final ArchRule axonStaysAtTheEdgeOfCommands =
      noClasses()
          .that()
          .resideInAPackage("dev.snapledger.commands..")
          .and()
          .resideOutsideOfPackage("dev.snapledger.commands.axon..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage(AXON)
          .because("decide and evolve are plain functions");

  @ArchTest
  static final ArchRule blockstoreKnowsBytesOnly =
      noClasses()
          .that()
          .resideInAPackage("dev.snapledger.blockstore..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              KAFKA,
              AXON,
              ROCKS,
              "org.apache.avro..",
              "dev.snapledger.commands..",
              "dev.snapledger.projections..",
              "dev.snapledger.runtime..",
              "dev.snapledger.workers..",
              "dev.snapledger.app..",
              "dev.snapledger.cli..")
          .because("ledger and blockstore check each other, so neither may lean on the other");

  @ArchTest
  static final ArchRule projectionsKnowNoKafka =
      noClasses()
          .that()
          .resideInAPackage("dev.snapledger.projections..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              KAFKA,
              "dev.snapledger.runtime..",
              "dev.snapledger.workers..",
              "dev.snapledger.app..",
              "dev.snapledger.cli..")
          .because("views are fed, they do not fetch");

  @ArchTest
  static final ArchRule onlyTwoPackagesKnowRocksDb =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              "dev.snapledger.projections.rocks..", "dev.snapledger.runtime.checkpoint..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage(ROCKS)
          .because("the view store is a port");

  @ArchTest
  static final ArchRule workersKnowPortsOnly =
      noClasses()
          .that()
          .resideInAPackage("dev.snapledger.workers..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              KAFKA,
              ROCKS,
              "dev.snapledger.runtime..",
              "dev.snapledger.app..",
              "dev.snapledger.cli..")
          .because("workers send commands through a port; the node wires it");

  @ArchTest
  static final ArchRule runtimeKnowsNoSiblings =
      noClasses()
          .that()
          .resideInAPackage("dev.snapledger.runtime..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "dev.snapledger.blockstore..",
              "dev.snapledger.workers..",
              "dev.snapledger.app..",
              "dev.snapledger.cli..",
              "dev.snapledger.broker..")
          .because("only the node wires siblings together");

  @ArchTest
  static final ArchRule onlyTheServerAndItsClientKnowHttp =
      noClasses()
          .that()
          .resideOutsideOfPackages("dev.snapledger.server..", "dev.snapledger.cli.remote..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(HTTP)
          .because("everything else works without a network, in audits and simulations");

  @ArchTest
  static final ArchRule serverKnowsPortsOnly =
      noClasses()
          .that()
          .resideInAPackage("dev.snapledger.server..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              KAFKA,
              AXON,
              ROCKS,
              "dev.snapledger.runtime..",
              "dev.snapledger.workers..",
              "dev.snapledger.broker..",
              "dev.snapledger.app..",
              "dev.snapledger.cli..")
          .because("runtime and server are siblings, which only the node wires together");

  @ArchTest
  static final ArchRule nothingBelowTheNodeKnowsTheServer =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              "dev.snapledger.server..", "dev.snapledger.app..", "dev.snapledger.cli.clients..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("dev.snapledger.server..")
          .because("only the node wires it; the command line knows its clients and roles");

  @ArchTest
  static final ArchRule signaturesKnowNoHttp =
      noClasses()
          .that()
          .resideInAPackage("dev.snapledger.server.sas..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(HTTP)
          .because("a signature is checked the same way whoever asks");

  @ArchTest
  static final ArchRule onlyTheAdapterKnowsS3 =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.snapledger.objectstorage..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("software.amazon.awssdk..")
          .because("the block store knows objects by a port");

  @ArchTest
  static final ArchRule onlyTheNodeKnowsWhatRecordsTraces =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.snapledger.app.tracing..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.opentelemetry..")
          .because("everything else knows traces by a port, and works without them");

  @ArchTest
  static final ArchRule objectStorageKnowsThePortOnly =
      noClasses()
          .that()
          .resideInAPackage("dev.snapledger.objectstorage..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              KAFKA,
              AXON,
              ROCKS,
              "dev.snapledger.commands..",
              "dev.snapledger.projections..",
              "dev.snapledger.runtime..",
              "dev.snapledger.workers..",
              "dev.snapledger.app..",
              "dev.snapledger.cli..")
          .because("it only carries objects");

  @ArchTest
  static final ArchRule packagesHaveNoCycles =
      slices().matching("dev.snapledger.(*).(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule exceptionsSayWhatTheyAre =
      classes()
          .that()
          .areAssignableTo(Exception.class)
          .should()
          .haveSimpleNameEndingWith("Exception")
          .orShould()
          .haveSimpleNameEndingWith("Fault")
          .orShould()
          .haveSimpleNameEndingWith("Invariant")
          .because("a fault, a caller mistake and a broken invariant are told apart by name");
}
