using System.Diagnostics;
using System.Globalization;
using Nabla.Benchmarks.Rows;
using Nabla.Initializers;
using Nabla.Layers;
using Nabla.Optimizers;

namespace Nabla.Benchmarks;

/// <summary>Long training: the working set must not grow after the first steps.</summary>
internal static class MemoryRun
{
    public static int Run()
    {
        Sequential small = [new Dense(1, kernelInitializer: new GlorotUniform(1))];
        small.Compile(new SGD(0.01), "mse");
        Tensor x = Tensor.RandomUniform([8, 4], seed: 1), y = Tensor.RandomUniform([8, 1], seed: 2);
        Measure("4-1, batch 8, SGD", 1_000_000, () => small.TrainOnBatch(x, y));

        var large = Networks.Make(new RMSprop(), 512);
        Tensor images = Networks.Images(128), labels = Networks.Labels(128);
        Measure("784-512-10, batch 128, RMSprop", 1_000, () => large.TrainOnBatch(images, labels));
        return 0;
    }

    private static void Measure(string name, int steps, Action step)
    {
        int early = Math.Min(1_000, steps / 10);
        for (int i = 0; i < early; i++)
        {
            step();
        }

        double before = WorkingSet(), seconds = ProcessorSeconds();
        long allocated = GC.GetTotalAllocatedBytes();
        Stopwatch clock = Stopwatch.StartNew();
        for (int i = early; i < steps; i++)
        {
            step();
        }

        int counted = steps - early;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{name}: working set {before:F1} MiB after step {early:N0}, {WorkingSet():F1} MiB after step {steps:N0}; a step takes {clock.Elapsed.TotalMilliseconds / counted:F4} ms, {(ProcessorSeconds() - seconds) * 1e3 / counted:F4} ms of processor time, and allocates {(GC.GetTotalAllocatedBytes() - allocated) / counted:N0} bytes"));
    }

    private static double WorkingSet() => Environment.WorkingSet / (double)(1 << 20);

    private static double ProcessorSeconds()
    {
        using Process self = Process.GetCurrentProcess();
        return self.UserProcessorTime.TotalSeconds;
    }
}
