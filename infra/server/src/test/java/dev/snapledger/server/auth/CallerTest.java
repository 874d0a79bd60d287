package dev.snapledger.server.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.snapledger.commands.id.SubscriptionId;
import dev.snapledger.server.http.ApiException;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CallerTest {
  private static final SubscriptionId ONE = new SubscriptionId(new UUID(0, 1));
  private static final SubscriptionId TWO = new SubscriptionId(new UUID(0, 2));
  private static final AccessScope GROUP = new AccessScope(ONE, "Group");

  @ParameterizedTest
  @EnumSource(Action.class)
  void permitsNothingWithoutARole(Action action) {
    // given
    Caller caller = new Caller("c", "127.0.0.1", List.of());

    // when, then
    assertThat(caller.may(action, GROUP)).isFalse();
    assertThatThrownBy(() -> caller.require(action, GROUP))
        .isInstanceOfSatisfying(
            ApiException.class, e -> assertThat(e.error().status()).isEqualTo(403));
  }

  @ParameterizedTest
  @EnumSource(Action.class)
  void readersOnlyRead(Action action) {
    // given
    Caller caller = with(Role.READER, AccessScope.of(ONE));

    // when, then
    assertThat(caller.may(action, GROUP)).isEqualTo(action == Action.READ);
  }

  @Test
  void snapshotContributorsLeaveDisksAlone() {
    // given
    Caller caller = with(Role.SNAPSHOT_CONTRIBUTOR, AccessScope.of(ONE));

    // when, then
    assertThat(caller.may(Action.WRITE_SNAPSHOTS, GROUP)).isTrue();
    assertThat(caller.may(Action.SHARE_SNAPSHOTS, GROUP)).isTrue();
    assertThat(caller.may(Action.WRITE_DISKS, GROUP)).isFalse();
    assertThat(caller.may(Action.SHARE_DISKS, GROUP)).isFalse();
    assertThat(caller.may(Action.WRITE_GROUPS, GROUP)).isFalse();
    assertThat(caller.may(Action.MOVE, GROUP)).isFalse();
  }

  @Test
  void aRoleHoldsInItsScopeAlone() {
    // given
    Caller caller = with(Role.OWNER, GROUP);

    // when, then
    assertThat(caller.may(Action.READ, new AccessScope(ONE, "GROUP"))).isTrue();
    assertThat(caller.may(Action.READ, new AccessScope(ONE, "other"))).isFalse();
    assertThat(caller.may(Action.READ, AccessScope.of(ONE))).isFalse();
    assertThat(caller.may(Action.READ, new AccessScope(TWO, "group"))).isFalse();
    assertThat(caller.maySeeSomethingOf(AccessScope.of(ONE))).isTrue();
    assertThat(caller.maySeeSomethingOf(AccessScope.of(TWO))).isFalse();
  }

  @Test
  void scopesAreReadAsTheyAreWritten() {
    // when, then
    for (AccessScope scope : List.of(AccessScope.EVERYTHING, AccessScope.of(ONE), GROUP)) {
      assertThat(AccessScope.parse(scope.text())).isEqualTo(scope);
    }
    for (String wrong :
        List.of("", "/subscriptions", "/subscriptions/x", "//", GROUP.text() + "/")) {
      assertThatThrownBy(() -> AccessScope.parse(wrong))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  private static Caller with(Role role, AccessScope scope) {
    return new Caller("c", "127.0.0.1", List.of(new RoleAssignment(role, scope)));
  }
}
