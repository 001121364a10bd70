module bgwprobe {
    requires org.bgworker.spi;

    provides org.bgworker.spi.WorkerLibrary with
            bgwprobe.Init;
    provides org.bgworker.spi.WorkerMain with
            bgwprobe.Driver,
            bgwprobe.Probe;
}
