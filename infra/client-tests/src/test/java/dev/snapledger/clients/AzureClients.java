package dev.snapledger.clients;

import com.azure.core.credential.AccessToken;
import com.azure.core.credential.TokenCredential;
import com.azure.core.http.jdk.httpclient.JdkHttpClientBuilder;
import com.azure.core.management.AzureEnvironment;
import com.azure.core.management.profile.AzureProfile;
import com.azure.resourcemanager.compute.ComputeManager;
import com.azure.resourcemanager.compute.models.Disk;
import com.azure.resourcemanager.compute.models.DiskSkuTypes;
import com.azure.resourcemanager.compute.models.Snapshot;
import com.azure.resourcemanager.resources.ResourceManager;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import reactor.core.publisher.Mono;

/** Azure's Java clients of the control plane, as they are, signed in to a running ledger. */
final class AzureClients {
  private AzureClients() {}

  /** Disks and snapshots of a subscription. */
  static ComputeManager compute(RunningLedger ledger, String subscription) {
    return ComputeManager.configure()
        .withHttpClient(new JdkHttpClientBuilder(ledger.clientBuilder()).build())
        .authenticate(credential(ledger), profile(ledger, subscription));
  }

  /** Groups of a subscription. */
  static ResourceManager resources(RunningLedger ledger, String subscription) {
    return ResourceManager.configure()
        .withHttpClient(new JdkHttpClientBuilder(ledger.clientBuilder()).build())
        .authenticate(credential(ledger), profile(ledger, subscription))
        .withSubscription(subscription);
  }

  /** Makes an empty disk of 1 GiB. */
  static Disk disk(ComputeManager compute, String region, String group, String name) {
    return compute
        .disks()
        .define(name)
        .withRegion(region)
        .withExistingResourceGroup(group)
        .withData()
        .withSizeInGB(1)
        .withSku(DiskSkuTypes.PREMIUM_LRS)
        .create();
  }

  /** Takes an incremental snapshot beside the disk. */
  static Snapshot snapshot(ComputeManager compute, Disk disk, String name) {
    return compute
        .snapshots()
        .define(name)
        .withRegion(disk.regionName())
        .withExistingResourceGroup(disk.resourceGroupName())
        .withDataFromDisk(disk)
        .withIncremental(true)
        .create();
  }

  private static TokenCredential credential(RunningLedger ledger) {
    return _ ->
        Mono.fromCallable(
            () ->
                new AccessToken(
                    ledger.token(), OffsetDateTime.now(ZoneOffset.UTC).plusMinutes(30)));
  }

  private static AzureProfile profile(RunningLedger ledger, String subscription) {
    String url = ledger.url().toString();
    Map<String, String> endpoints = new HashMap<>();
    endpoints.put("resourceManagerEndpointUrl", url + "/");
    endpoints.put("managementEndpointUrl", url + "/");
    endpoints.put("activeDirectoryEndpointUrl", url + "/adfs/");
    endpoints.put("activeDirectoryGraphResourceId", url + "/");
    endpoints.put("microsoftGraphResourceId", url + "/");
    endpoints.put("activeDirectoryResourceId", url + "/");
    return new AzureProfile("adfs", subscription, new AzureEnvironment(endpoints));
  }
}
