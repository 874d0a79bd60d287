package dev.snapledger.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.Test;

class PublicAddressTest {
  private final PublicAddress address =
      new PublicAddress(URI.create("https://ledger.example:443"), 8443);

  @Test
  void linksBeginWithTheNameTheCallerUsed() {
    // when, then
    assertThat(address.baseFor("127.0.0.1:8443")).hasToString("https://127.0.0.1:8443");
    assertThat(address.baseFor("LOCALHOST:8443")).hasToString("https://localhost:8443");
  }

  @Test
  void aForgedHostLeadsNobodyElsewhere() {
    // when, then
    assertThat(address.baseFor("evil.example")).isEqualTo(address.canonical());
    assertThat(address.baseFor("localhost:8443@evil.example")).isEqualTo(address.canonical());
    assertThat(address.baseFor(null)).isEqualTo(address.canonical());
  }
}
