package dev.snapledger.projections.engine;

final class MemoryViewStoreTest extends ViewStoreContract {
  @Override
  protected ViewStore open() {
    return new MemoryViewStore();
  }
}
