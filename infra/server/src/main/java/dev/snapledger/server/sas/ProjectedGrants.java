package dev.snapledger.server.sas;

import dev.snapledger.commands.id.GrantId;
import dev.snapledger.projections.answer.Answer;
import dev.snapledger.projections.grant.GrantRow;
import dev.snapledger.projections.query.LedgerQuery.FindActiveGrant;
import dev.snapledger.projections.query.LedgerQueryGateway;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Grants of the ledger's views. */
public final class ProjectedGrants implements GrantSource {
  private final LedgerQueryGateway queries;

  public ProjectedGrants(LedgerQueryGateway queries) {
    this.queries = queries;
  }

  @Override
  public @Nullable GrantRow active(GrantId grantId, Instant now) {
    return switch (queries.ask(new FindActiveGrant(grantId, now, null))) {
      case Answer.Found<GrantRow>(GrantRow row) -> row;
      case Answer.Refused<GrantRow> _ -> null;
    };
  }
}
