package dev.snapledger.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.azure.core.management.exception.ManagementError;
import com.azure.core.management.exception.ManagementException;
import com.azure.resourcemanager.compute.ComputeManager;
import com.azure.resourcemanager.compute.models.Disk;
import com.azure.resourcemanager.compute.models.Snapshot;
import com.azure.resourcemanager.resources.ResourceManager;
import com.azure.resourcemanager.resources.fluent.DeploymentsClient;
import com.azure.resourcemanager.resources.fluent.models.DeploymentInner;
import com.azure.resourcemanager.resources.models.ChangeType;
import com.azure.resourcemanager.resources.models.Deployment;
import com.azure.resourcemanager.resources.models.DeploymentMode;
import com.azure.resourcemanager.resources.models.DeploymentOperation;
import com.azure.resourcemanager.resources.models.DeploymentParameter;
import com.azure.resourcemanager.resources.models.DeploymentProperties;
import com.azure.resourcemanager.resources.models.DeploymentWhatIf;
import com.azure.resourcemanager.resources.models.DeploymentWhatIfProperties;
import com.azure.resourcemanager.resources.models.WhatIfChange;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Templates, deployed through a whole node by the unmodified Java client. */
class DeploymentsTest {
  private static final String SUBSCRIPTION = "00000000-0000-0000-0000-000000000001";
  private static final String GROUP = "deployments";
  private static final String REGION = "eastus";

  /** As in the article "Creating an incremental snapshot for managed disks", and an output. */
  private static final String TEMPLATE =
      """
      {
        "$schema": "https://schema.management.azure.com/schemas/2015-01-01/deploymentTemplate.json#",
        "contentVersion": "1.0.0.0",
        "parameters": {
          "diskName": {"type": "string", "defaultValue": "contosodisk1"},
          "sourceResourceId": {"type": "String", "defaultValue": "none"}
        },
        "resources": [{
          "type": "Microsoft.Compute/snapshots",
          "name": "[concat( parameters('diskName'),'_snapshot1')]",
          "location": "[resourceGroup().location]",
          "apiVersion": "2019-03-01",
          "properties": {
            "creationData": {
              "createOption": "Copy",
              "sourceResourceId": "[parameters('sourceResourceId')]"
            },
            "incremental": true
          }
        }],
        "outputs": {
          "size": {
            "type": "int",
            "value": "[reference(concat(parameters('diskName'),'_snapshot1')).diskSizeGB]"
          }
        }
      }
      """;

  @TempDir static Path folder;
  private static RunningLedger ledger;
  private static ComputeManager compute;
  private static ResourceManager resources;

  @BeforeAll
  static void start() throws Exception {
    ledger = RunningLedger.start(folder.resolve("data"), Map.of());
    compute = AzureClients.compute(ledger, SUBSCRIPTION);
    resources = AzureClients.resources(ledger, SUBSCRIPTION);
    resources.resourceGroups().define(GROUP).withRegion(REGION).create();
  }

  @AfterAll
  static void stop() {
    ledger.close();
  }

  private static DeploymentsClient client() {
    return resources.deploymentClient().getDeployments();
  }

  private static Map<String, DeploymentParameter> parameters(String disk, String source) {
    return Map.of(
        "diskName", new DeploymentParameter().withValue(disk),
        "sourceResourceId", new DeploymentParameter().withValue(source));
  }

  private static Deployment deploy(String name, String disk, String source) throws Exception {
    return deploy(name, TEMPLATE, disk, source);
  }

  private static Deployment deploy(String name, String template, String disk, String source)
      throws Exception {
    return resources
        .deployments()
        .define(name)
        .withExistingResourceGroup(GROUP)
        .withTemplate(template)
        .withParameters(
            "{\"diskName\": {\"value\": \"%s\"}, \"sourceResourceId\": {\"value\": \"%s\"}}"
                .formatted(disk, source))
        .withMode(DeploymentMode.INCREMENTAL)
        .create();
  }

  @Test
  void deploysTheTemplateOfTheArticle() throws Exception {
    // given
    Disk disk = AzureClients.disk(compute, REGION, GROUP, "article");

    // when
    Deployment deployment = deploy("first", "article", disk.id());

    // then
    assertThat(deployment.provisioningState()).isEqualTo("Succeeded");
    assertThat(deployment.outputs().toString()).contains("size", "value=1");
    Snapshot snapshot = compute.snapshots().getByResourceGroup(GROUP, "article_snapshot1");
    assertThat(snapshot.incremental()).isTrue();
    assertThat(snapshot.innerModel().creationData().sourceResourceId()).isEqualTo(disk.id());
    DeploymentOperation operation = deployment.deploymentOperations().list().iterator().next();
    assertThat(operation.provisioningState()).isEqualTo("Succeeded");
    assertThat(operation.targetResource().id()).isEqualTo(snapshot.id());
    assertThat(deployment.exportTemplate().templateAsJson()).contains("_snapshot1");
    assertThat(resources.deployments().checkExistence(GROUP, "first")).isTrue();
    assertThat(resources.deployments().listByResourceGroup(GROUP).stream().map(Deployment::name))
        .contains("first");
    resources.deployments().deleteByResourceGroup(GROUP, "first");
    assertThat(resources.deployments().checkExistence(GROUP, "first")).isFalse();
  }

  @Test
  void validatesAndSaysWhatWouldChange() throws Exception {
    // given
    Disk disk = AzureClients.disk(compute, REGION, GROUP, "looked-at");
    Object template = new ObjectMapper().readValue(TEMPLATE, Object.class);
    var properties =
        new DeploymentProperties()
            .withMode(DeploymentMode.INCREMENTAL)
            .withTemplate(template)
            .withParameters(parameters("looked-at", disk.id()));
    var whatIf =
        new DeploymentWhatIfProperties()
            .withMode(DeploymentMode.INCREMENTAL)
            .withTemplate(template)
            .withParameters(parameters("looked-at", disk.id()));

    // when
    var validated =
        client().validate(GROUP, "looked", new DeploymentInner().withProperties(properties));
    var changes =
        client().whatIf(GROUP, "looked", new DeploymentWhatIf().withProperties(whatIf)).changes();

    // then
    assertThat(validated.error()).isNull();
    assertThat(validated.properties().validatedResources().getFirst().id())
        .endsWith("/looked-at_snapshot1");
    WhatIfChange change = changes.getFirst();
    assertThat(change.changeType()).isEqualTo(ChangeType.CREATE);
    assertThat(change.resourceId()).endsWith("/looked-at_snapshot1");
    assertThat(resources.deployments().checkExistence(GROUP, "looked")).isFalse();
  }

  @Test
  void saysWhatIsWrongWithATemplate() {
    // when
    ManagementException e =
        catchThrowableOfType(
            ManagementException.class,
            () -> deploy("wrong", TEMPLATE.replace("concat( ", "nothing("), "d", "none"));

    // then
    assertThat(e.getValue().getCode()).isEqualTo("InvalidTemplate");
    assertThat(e.getValue().getMessage()).contains("nothing", "resources[0].name", "column 2");
    assertThat(resources.deployments().checkExistence(GROUP, "wrong")).isFalse();
  }

  @Test
  void failsWithTheErrorOfTheResource() {
    // given
    Disk disk =
        AzureClients.disk(compute, REGION, GROUP, "resized").update().withSizeInGB(2).apply();

    // when
    ManagementException e =
        catchThrowableOfType(
            ManagementException.class, () -> deploy("failing", "resized", disk.id()));

    // then
    assertThat(e.getValue().getCode()).isEqualTo("DeploymentFailed");
    ManagementError inner = e.getValue().getDetails().getFirst();
    assertThat(inner.getCode()).isEqualTo("OperationNotAllowed");
    assertThat(inner.getDetails().getFirst().getCode()).isEqualTo("DiskWasResized");
    assertThat(resources.deployments().getByResourceGroup(GROUP, "failing").provisioningState())
        .isEqualTo("Failed");
  }
}
