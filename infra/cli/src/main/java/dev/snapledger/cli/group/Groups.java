package dev.snapledger.cli.group;

import dev.snapledger.cli.answer.Columns;

/** How groups are shown. */
final class Groups {
  static final Columns COLUMNS =
      Columns.none()
          .and("Name", "/name")
          .and("Location", "/location")
          .and("Status", "/properties/provisioningState");

  private Groups() {}
}
