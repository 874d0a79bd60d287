package dev.snapledger.cli.saskeys;

import dev.snapledger.app.SharedAccessKeys;
import dev.snapledger.cli.node.ServedFolderOption;
import dev.snapledger.server.sas.SasKeyRing;

/** The data directory whose keys are meant. */
final class KeysOption extends ServedFolderOption {
  KeysOption() {}

  SasKeyRing open() {
    return SharedAccessKeys.in(require());
  }
}
