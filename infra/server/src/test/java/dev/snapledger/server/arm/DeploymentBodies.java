package dev.snapledger.server.arm;

import static dev.snapledger.server.arm.ArmWorld.ONE;
import static dev.snapledger.server.arm.ArmWorld.at;
import static dev.snapledger.server.arm.ArmWorld.diskPath;
import static dev.snapledger.server.arm.ArmWorld.groupPath;

import dev.snapledger.server.http.ApiResponse;

/** Requests about deployments, and what their answers say. */
final class DeploymentBodies {
  /** A disk: its name, what it depends on, its size. */
  static final String DISK =
      "{type: 'Microsoft.Compute/disks', apiVersion: '2023-04-02', name: '%s', location:"
          + " '[resourceGroup().location]', dependsOn: [%s], properties: {diskSizeGB: %s,"
          + " creationData: {createOption: 'Empty'}}}";

  /** As in the article "Creating an incremental snapshot for managed disks". */
  private static final String ARTICLE =
      """
      {
        "$schema": "https://schema.management.azure.com/schemas/2015-01-01/deploymentTemplate.json#",
        "contentVersion": "1.0.0.0",
        "parameters": {
          "diskName": {"type": "string", "defaultValue": "contosodisk1"},
          "diskResourceId": {"defaultValue": "none", "type": "String"}
        },
        "resources": [{
          "type": "Microsoft.Compute/snapshots",
          "name": "[concat( parameters('diskName'),'_snapshot1')]",
          "location": "[resourceGroup().location]",
          "apiVersion": "2019-03-01",
          "properties": {
            "creationData": {
              "createOption": "Copy",
              "sourceResourceId": "[parameters('diskResourceId')]"
            },
            "incremental": true
          }
        }]
      }
      """;

  private DeploymentBodies() {}

  static String path(String name) {
    return groupPath(ONE, "rg") + "/providers/Microsoft.Resources/deployments/" + name;
  }

  static String body(String template, String parameters) {
    return "{\"properties\": {\"mode\": \"Incremental\", \"parameters\": %s, template:%s}}"
        .formatted(parameters, template);
  }

  /** A body with resources, written with single quotes. */
  static String resources(String... resources) {
    return body("{resources: [" + String.join(",", resources).replace('\'', '"') + "]}", "{}");
  }

  static String article() {
    return body(
        ARTICLE,
        "{\"diskName\": {\"value\": \"d\"}, \"diskResourceId\": {\"value\": \"%s\"}}"
            .formatted(diskPath("d")));
  }

  static String state(ApiResponse deployment) {
    return at(deployment, "/properties/provisioningState").asText();
  }
}
