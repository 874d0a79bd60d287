package dev.snapledger.clients;

import java.util.List;
import java.util.Map;

/** A good request for every interface and nearly every route, to be changed by a fuzzer. */
final class GoodRequests {
  private static final String COMPUTE = "{group}/providers/Microsoft.Compute";
  private static final String VERSION = "?api-version=2023-04-02";
  private static final String DEPLOYMENT =
      "{group}/providers/Microsoft.Resources/deployments/deployment";
  private static final String DEPLOYMENTS = "?api-version=2021-04-01";
  private static final String NEW_DISK =
      "{\"location\":\"eastus\",\"sku\":{\"name\":\"Premium_LRS\"},\"tags\":{\"a\":\"b\"},"
          + "\"properties\":{\"diskSizeGB\":1,\"creationData\":{\"createOption\":\"Empty\"}}}";
  private static final String NEW_SNAPSHOT =
      "{\"location\":\"eastus\",\"properties\":{\"incremental\":true,\"creationData\":"
          + "{\"createOption\":\"Copy\",\"sourceResourceId\":\""
          + COMPUTE
          + "/disks/free\"}}}";
  private static final String TEMPLATE =
      "{\"properties\":{\"mode\":\"Incremental\",\"parameters\":{\"n\":{\"value\":\"d\"}},"
          + "\"template\":{\"$schema\":\"https://schema.management.azure.com/schemas/2019-04-01/"
          + "deploymentTemplate.json#\",\"contentVersion\":\"1.0.0.0\",\"parameters\":"
          + "{\"n\":{\"type\":\"string\"}},\"variables\":{\"v\":\"[concat(parameters('n'),'x')]\"},"
          + "\"resources\":[{\"type\":\"Microsoft.Compute/disks\",\"apiVersion\":\"2023-04-02\","
          + "\"name\":\"[variables('v')]\",\"location\":\"[resourceGroup().location]\","
          + "\"copy\":{\"name\":\"c\",\"count\":1},"
          + "\"properties\":{\"diskSizeGB\":1,\"creationData\":{\"createOption\":\"Empty\"}}}],"
          + "\"outputs\":{\"o\":{\"type\":\"string\",\"value\":\"[toUpper(variables('v'))]\"}}}}}";
  private static final String PAGE = "p".repeat(512);

  private GoodRequests() {}

  static List<String> all(Map<String, String> values) {
    return List.of(
            api("GET /subscriptions" + VERSION),
            api("GET {subscription}/locations" + VERSION),
            api("GET {subscription}/providers/Microsoft.Compute" + VERSION),
            api("GET {subscription}/resourceGroups" + VERSION),
            api("GET {group}" + VERSION),
            api("PUT {group}" + VERSION, "{\"location\":\"eastus\",\"tags\":{\"a\":\"b\"}}"),
            api("PATCH {group}" + VERSION, "{\"tags\":{\"a\":\"b\"}}"),
            api("GET {subscription}/providers/Microsoft.Compute/snapshots" + VERSION),
            api("GET " + COMPUTE + "/disks" + VERSION),
            api("GET " + COMPUTE + "/disks/disk" + VERSION),
            api("PUT " + COMPUTE + "/disks/free" + VERSION, NEW_DISK),
            api("PATCH " + COMPUTE + "/disks/free" + VERSION, "{\"tags\":{\"a\":\"c\"}}"),
            api("DELETE " + COMPUTE + "/disks/none" + VERSION),
            api("PUT " + COMPUTE + "/snapshots/new" + VERSION, NEW_SNAPSHOT),
            api("GET " + COMPUTE + "/snapshots/one" + VERSION),
            api("DELETE " + COMPUTE + "/snapshots/new" + VERSION),
            api(
                "POST " + COMPUTE + "/disks/free/beginGetAccess" + VERSION,
                "{\"access\":\"Read\",\"durationInSeconds\":60}"),
            api("POST " + COMPUTE + "/disks/free/endGetAccess" + VERSION, ""),
            api(
                "POST {group}/moveResources" + VERSION,
                "{\"targetResourceGroup\":\"{group}\",\"resources\":[\""
                    + COMPUTE
                    + "/disks/free\"]}"),
            api("PUT " + DEPLOYMENT + DEPLOYMENTS, TEMPLATE),
            api("POST " + DEPLOYMENT + "/validate" + DEPLOYMENTS, TEMPLATE),
            api("POST " + DEPLOYMENT + "/whatIf" + DEPLOYMENTS, TEMPLATE),
            api("GET " + DEPLOYMENT + "/operations" + DEPLOYMENTS),
            api("POST " + DEPLOYMENT + "/exportTemplate" + DEPLOYMENTS, ""),
            open(
                "POST /adfs/oauth2/token",
                "grant_type=client_credentials&client_id=a&client_secret=b"),
            open("GET /adfs/.well-known/openid-configuration"),
            open("GET /metadata/endpoints?api-version=2015-01-01"),
            open("GET /health/ready"),
            open("GET /openapi.json"),
            open("HEAD {snapshot}"),
            open("GET {snapshot}", "", "Range: bytes=0-1023", "x-ms-version: 2019-02-02"),
            open(
                "GET {disk}",
                "",
                "x-ms-range: bytes=512-",
                "If-Modified-Since: Fri, 27 Nov 2026 10:00:00 GMT"),
            open("GET {snapshot}&comp=pagelist&maxresults=7", "", "x-ms-range: bytes=0-1048575"),
            open("GET {snapshot}&comp=pagelist", "", "x-ms-previous-snapshot-url: {url}{snapshot}"),
            open(
                "PUT {disk}&comp=page", PAGE, "x-ms-page-write: update", "x-ms-range: bytes=0-511"),
            open("PUT {disk}&comp=page", "", "x-ms-page-write: clear", "x-ms-range: bytes=0-511"),
            open(
                "PUT {disk}&comp=page",
                "",
                "x-ms-page-write: update",
                "x-ms-range: bytes=0-511",
                "x-ms-copy-source: {url}{snapshot}",
                "x-ms-source-range: bytes=0-511"))
        .stream()
        .map(request -> request.text(values))
        .toList();
  }

  private static BadRequest api(String line) {
    return BadRequest.api(line, line, "");
  }

  private static BadRequest api(String line, String body) {
    return BadRequest.api(line, line, "").sending(body);
  }

  private static BadRequest open(String line) {
    return BadRequest.open(line, line, "");
  }

  private static BadRequest open(String line, String body, String... headers) {
    BadRequest request = BadRequest.open(line, line, "").with(headers);
    return line.startsWith("GET ") ? request : request.sending(body);
  }
}
