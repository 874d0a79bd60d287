package dev.snapledger.server.arm;

import dev.snapledger.commands.command.Command;
import dev.snapledger.commands.type.CommandHeader;
import dev.snapledger.commands.type.ResourceName;
import dev.snapledger.commands.type.ResourceType;
import dev.snapledger.projections.resource.ResourceRow;
import dev.snapledger.server.auth.Action;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What disks and snapshots do each in its own way; the rest is in {@link ResourceRoutes}. */
interface ResourceKind<R extends ResourceRow> {
  ResourceType type();

  /** What one has to be permitted to change them. */
  Action write();

  /** A row of this kind. */
  R row(ResourceRow row);

  /**
   * The command that makes what a body asks for.
   *
   * @throws dev.snapledger.server.http.ApiException if it is not permitted, or asks for what there
   *     is not
   */
  Function<CommandHeader, Command> create(Call call, ResourceName name, Body body);

  /**
   * The commands, in their order, after which one is as a body asks; none if it is so already.
   *
   * @param tags those it shall have; null for those it has
   */
  List<Function<CommandHeader, Command>> update(
      R present, Body body, @Nullable Map<String, String> tags);

  /** The command that deletes one. */
  Command delete(CommandHeader header, ResourceName name);

  /** How to wait for one that was begun; null if it is there. */
  @Nullable Operation begun(R row, Ledger.Done done);
}
