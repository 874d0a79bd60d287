package dev.snapledger.cli.remote;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.snapledger.cli.json.Json;
import dev.snapledger.cli.output.ShownException;
import org.jspecify.annotations.Nullable;

/**
 * Shared access that a command takes for itself, and gives back when it is closed.
 *
 * <p>The control plane can only end every access to a resource. So access that others had before is
 * left alone, and then this one ends by itself, at most {@link ClientLimits#GRANT_SECONDS} later.
 * For any thread.
 */
public final class SharedAccess implements BlobUrl, AutoCloseable {
  private final Session session;
  private final ResourceId resource;
  private final Right right;
  private @Nullable String url;
  private boolean own;

  /** What it permits. */
  public enum Right {
    READ("Read"),
    WRITE("Write");

    private final String text;

    Right(String text) {
      this.text = text;
    }
  }

  private SharedAccess(Session session, ResourceId resource, Right right) {
    this.session = session;
    this.resource = resource;
    this.right = right;
  }

  /** Takes access. */
  public static SharedAccess take(Session session, ResourceId resource, Right right) {
    SharedAccess access = new SharedAccess(session, resource, right);
    access.grant();
    return access;
  }

  /** Gives access for others, which nobody takes back; the URL. */
  public static String give(Session session, ResourceId resource, Right right, long seconds) {
    ObjectNode body = Json.object();
    body.put("access", right.text).put("durationInSeconds", seconds);
    JsonNode answer = session.arm().post(resource.path().and("beginGetAccess"), body);
    String found = answer.path("accessSAS").asText("");
    if (found.isEmpty()) {
      throw new ShownException(
          "expected a shared-access URL for %s, but found none".formatted(resource.shown()));
    }
    return found;
  }

  /** Ends every access to a resource. */
  public static void end(Session session, ResourceId resource) {
    end(session.arm(), resource);
  }

  private static void end(Arm arm, ResourceId resource) {
    var _ = arm.post(resource.path().and("endGetAccess"), Json.object());
  }

  private synchronized String grant() {
    String state = session.arm().get(resource.path()).at("/properties/diskState").asText("");
    own = !state.equals("ActiveSAS") && !state.equals("ActiveUpload");
    String given = session.here(give(session, resource, right, ClientLimits.GRANT_SECONDS));
    url = given;
    return given;
  }

  /** The blob it leads to. */
  public PageBlob blob() {
    return new PageBlob(session.transport(), this);
  }

  @Override
  public synchronized String url() {
    String known = url;
    return known == null ? grant() : known;
  }

  @Override
  public synchronized String renewed(String refused) {
    return refused.equals(url) ? grant() : url();
  }

  /** Gives it back, also when the process shall end. */
  @Override
  public synchronized void close() {
    if (own && url != null) {
      url = null;
      end(session.arm().last(), resource);
    }
  }
}
