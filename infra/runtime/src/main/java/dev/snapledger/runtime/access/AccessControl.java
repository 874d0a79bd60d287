package dev.snapledger.runtime.access;

import static org.apache.kafka.common.acl.AclOperation.DESCRIBE;
import static org.apache.kafka.common.acl.AclOperation.READ;
import static org.apache.kafka.common.acl.AclOperation.WRITE;

import dev.snapledger.runtime.kafka.LogEnds;
import dev.snapledger.runtime.topics.LedgerTopic;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialDeletion;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AccessControlEntryFilter;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourcePatternFilter;
import org.apache.kafka.common.resource.ResourceType;

/**
 * Users with SCRAM-SHA-512 passwords, and their rights as access-control lists of topics.
 *
 * <p>Passwords are never kept or shown; Kafka keeps what proves them. Each method blocks for a
 * bounded time and throws Kafka's own exceptions.
 */
public final class AccessControl {
  /** As many rounds as Kafka takes by default. */
  private static final int ITERATIONS = 4096;

  private final Admin admin;

  /** Asks through {@code admin}, which stays the caller's to close. */
  public AccessControl(Admin admin) {
    this.admin = admin;
  }

  /**
   * Adds a user, or gives one another password; and adds rights to those it has.
   *
   * @param name 1 to 100 letters, digits, '.', '_' or '-'
   * @throws IllegalArgumentException if the name is another text
   */
  public void addUser(String name, String password, Collection<Right> rights) {
    checkName(name);
    LogEnds.await(
        admin
            .alterUserScramCredentials(
                List.of(
                    new UserScramCredentialUpsertion(
                        name,
                        new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, ITERATIONS),
                        password)))
            .all());
    LogEnds.await(admin.createAcls(bindings(name, rights)).all());
  }

  /** Takes all rights of a user, and its password. */
  public void removeUser(String name) {
    checkName(name);
    LogEnds.await(admin.deleteAcls(List.of(allOf(name))).all());
    LogEnds.await(
        admin
            .alterUserScramCredentials(
                List.of(new UserScramCredentialDeletion(name, ScramMechanism.SCRAM_SHA_512)))
            .all());
  }

  /** What each user with a password may do, as {@code WRITE ledger.commands}, in order. */
  public Map<String, List<String>> users() {
    Map<String, List<String>> users = new TreeMap<>();
    for (String name : LogEnds.await(admin.describeUserScramCredentials().users())) {
      users.put(name, rightsOf(name));
    }
    return users;
  }

  private List<String> rightsOf(String name) {
    var rights = new TreeSet<String>();
    for (AclBinding binding : LogEnds.await(admin.describeAcls(allOf(name)).values())) {
      AclOperation operation = binding.entry().operation();
      if (operation != DESCRIBE) {
        rights.add(operation + " " + binding.pattern().name());
      }
    }
    return List.copyOf(rights);
  }

  private static List<AclBinding> bindings(String name, Collection<Right> rights) {
    List<AclBinding> bindings = new ArrayList<>();
    for (Right right : rights) {
      for (AclOperation operation : List.of(WRITE, READ)) {
        for (LedgerTopic topic : right.topics(operation)) {
          bindings.add(allow(name, topic, operation));
          bindings.add(allow(name, topic, DESCRIBE));
        }
      }
    }
    return bindings;
  }

  private static AclBinding allow(String name, LedgerTopic topic, AclOperation operation) {
    return new AclBinding(
        new ResourcePattern(ResourceType.TOPIC, topic.topicName(), PatternType.LITERAL),
        new AccessControlEntry(principal(name), "*", operation, AclPermissionType.ALLOW));
  }

  private static AclBindingFilter allOf(String name) {
    return new AclBindingFilter(
        ResourcePatternFilter.ANY,
        new AccessControlEntryFilter(
            principal(name), null, AclOperation.ANY, AclPermissionType.ANY));
  }

  private static String principal(String name) {
    return "User:" + name;
  }

  private static void checkName(String name) {
    if (!name.matches("[A-Za-z0-9._-]{1,100}")) {
      throw new IllegalArgumentException(
          "expected a name of 1 to 100 letters, digits, '.', '_' or '-', but found '" + name + "'");
    }
  }
}
