package dev.snapledger.workers;

import dev.snapledger.projections.work.WorkItem;

/** Makes the task of an item. */
final class Tasks {
  private final WorkersPorts ports;
  private final WorkersSettings settings;
  private final CopyRate rate;
  private final CommandDoor door;
  private final SnapshotEnding ending;
  private final Stop stop;

  Tasks(WorkersPorts ports, WorkersSettings settings, CopyRate rate, Stop stop) {
    this.ports = ports;
    this.settings = settings;
    this.rate = rate;
    this.stop = stop;
    this.door = new CommandDoor(ports.commands(), stop);
    this.ending = new SnapshotEnding(ports.regions(), ports.blockMaps(), door, stop);
  }

  WorkTask of(WorkItem item) {
    Regions regions = ports.regions();
    return switch (item) {
      case WorkItem.CreateVolume i -> new VolumeTask.Create(i, new Volumes(regions));
      case WorkItem.ResizeVolume i -> new VolumeTask.Resize(i, regions);
      case WorkItem.DeleteVolume i -> new VolumeTask.Delete(i, regions);
      case WorkItem.DeleteImage i -> new VolumeTask.DropImage(i, regions);
      case WorkItem.SealSnapshot i -> new SealTask(i, regions, ending);
      case WorkItem.CopyFull i -> new FullCopyTask(i, regions, ending);
      case WorkItem.CopyToRegion i -> new RegionCopyTask(i, regions, ending, reports(i));
      case WorkItem.FillVolume i -> fill(i);
      case WorkItem.MoveOut i -> new MoveTask(i, door);
    };
  }

  private CopyReports reports(WorkItem.CopyToRegion item) {
    return new CopyReports(item, door, stop, settings.copying().progressBytesMin());
  }

  private FillTask fill(WorkItem.FillVolume item) {
    WorkersSettings.Copying copying = settings.copying();
    CopyLease lease =
        new CopyLease(item, door, ports.clock(), settings.nodeName(), copying.lease());
    return new FillTask(item, ports.regions(), rate, copying, lease);
  }
}
