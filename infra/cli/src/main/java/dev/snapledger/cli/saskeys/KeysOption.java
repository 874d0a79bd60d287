package dev.snapledger.cli.saskeys;

import dev.snapledger.app.SharedAccessKeys;
import dev.snapledger.cli.node.ServedFolderOption;

/** The data directory whose keys are meant. */
final class KeysOption extends ServedFolderOption {
  KeysOption() {}

  SharedAccessKeys open() {
    return SharedAccessKeys.in(require());
  }
}
