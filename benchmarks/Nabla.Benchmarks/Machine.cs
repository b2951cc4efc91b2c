using System.Diagnostics;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;
using Nabla.Kernels;

namespace Nabla.Benchmarks;

/// <summary>What this machine can do at most, measured in this process: the limit that every row is held against.</summary>
internal sealed class Machine
{
    private static readonly long[] s_ladder = [1 << 20, 8 << 20, 128 << 20];

    private readonly Dictionary<(int Threads, long Bytes), double> _copies = [];
    private readonly Dictionary<int, double> _peaks = [];

    /// <summary>Bits of the registers in force.</summary>
    public static int Width => Vector512.IsHardwareAccelerated ? 512 : Vector256.IsHardwareAccelerated ? 256 : Vector128.IsHardwareAccelerated ? 128 : 0;

    /// <summary>Whether x·y + z is one instruction.</summary>
    public static bool Fuses => Fma.IsSupported || AdvSimd.Arm64.IsSupported;

    /// <summary>Stops where an environment variable asked for fewer instructions and the runtime did not listen.</summary>
    public static void Assert()
    {
        int most = IsOff("DOTNET_EnableHWIntrinsic") ? 0 : IsOff("DOTNET_EnableAVX") ? 128 : IsOff("DOTNET_EnableAVX512") ? 256 : 512;
        if (Width > most || (most <= 128 && Fma.IsSupported))
        {
            throw new InvalidOperationException($"Benchmarks: registers of {Width} bits, fused multiply-add {Fuses}: at most {most} bits were asked for.");
        }
    }

    /// <summary>Floating-point operations a second, float32.</summary>
    public double Peak(int threads) => _peaks.TryGetValue(threads, out double peak) ? peak : _peaks[threads] = MeasurePeak(threads);

    /// <summary>Bytes a second read and written by a copy whose arrays together have about that size.</summary>
    public double Bandwidth(int threads, double bytes)
    {
        long size = s_ladder.FirstOrDefault(step => bytes <= 2 * step, s_ladder[^1]);
        return _copies.TryGetValue((threads, size), out double speed) ? speed : _copies[(threads, size)] = MeasureCopy(threads, size);
    }

    /// <summary>Least time of a row in milliseconds.</summary>
    public double Limit(Row row, int threads) => 1e3 * Math.Max(
        row.Flops == 0 ? 0 : row.Flops / Peak(threads),
        row.Bytes == 0 ? 0 : row.Bytes / Bandwidth(threads, row.Bytes));

    private static bool IsOff(string variable) => Environment.GetEnvironmentVariable(variable) is "0";

    // All threads run at once; each keeps the fastest of its many short windows, so that other programs on the machine disturb little.
    private static double MeasurePeak(int threads)
    {
        const int Steps = 4_000;
        double[] best = new double[threads];
        Thread[] all = new Thread[threads];
        using Barrier start = new(threads);
        for (int i = 0; i < threads; i++)
        {
            int own = i;
            all[i] = new Thread(() =>
            {
                start.SignalAndWait();
                long begin = Stopwatch.GetTimestamp();
                while (Stopwatch.GetElapsedTime(begin).TotalSeconds < 0.5)
                {
                    long from = Stopwatch.GetTimestamp();
                    new Chains { Steps = Steps }.Run(own);
                    best[own] = Math.Max(best[own], 1 / Stopwatch.GetElapsedTime(from).TotalSeconds);
                }
            });
            all[i].Start();
        }

        foreach (Thread thread in all)
        {
            thread.Join();
        }

        return best.Sum() * 2.0 * 12 * Math.Max(1, Width / 32) * Steps;
    }

    private static double MeasureCopy(int threads, long bytes)
    {
        int length = (int)(bytes / (8 * threads));
        float[][] from = new float[threads][], to = new float[threads][];
        for (int i = 0; i < threads; i++)
        {
            from[i] = GC.AllocateArray<float>(length, pinned: true);
            to[i] = GC.AllocateArray<float>(length, pinned: true);
        }

        int repeats = (int)Math.Max(1, (8 << 20) / bytes);
        double seconds = Best(threads, new Copies { From = from, To = to, Repeats = repeats }, 0.3);
        return 8.0 * length * threads * repeats / seconds;
    }

    private static double Best<TJob>(int threads, TJob job, double budget)
        where TJob : struct, IPieces
    {
        using Workers.Scope scope = Workers.WithThreads(threads);
        double best = double.MaxValue;
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < 5 || Stopwatch.GetElapsedTime(start).TotalSeconds < budget; i++)
        {
            long from = Stopwatch.GetTimestamp();
            Workers.Run(job, threads, double.MaxValue);
            best = Math.Min(best, Stopwatch.GetElapsedTime(from).TotalSeconds);
        }

        return best;
    }

    private struct Copies : IPieces
    {
        public float[][] From;
        public float[][] To;
        public int Repeats;

        public readonly void Run(int piece)
        {
            for (int i = 0; i < Repeats; i++)
            {
                From[piece].AsSpan().CopyTo(To[piece]);
            }
        }
    }

    private struct Chains : IPieces
    {
        public int Steps;

        public readonly void Run(int piece)
        {
            if (Vector512.IsHardwareAccelerated)
            {
                Run<Gemm512<float>>(Steps);
            }
            else if (Vector256.IsHardwareAccelerated)
            {
                Run<Gemm256<float>>(Steps);
            }
            else if (Vector128.IsHardwareAccelerated)
            {
                Run<Gemm128<float>>(Steps);
            }
            else
            {
                Run<Gemm1<float>>(Steps);
            }
        }

        // Twelve chains: more than latency times instructions a cycle on any machine so far, and they fit 16 registers.
        [SkipLocalsInit, MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private static unsafe void Run<V>(int steps)
            where V : struct, IGemmLane<V, float>
        {
            float* memory = stackalloc float[32];
            float one = 1, small = 1e-9f;
            V y = V.Broadcast(&one), z = V.Broadcast(&small);
            V a = y, b = y, c = y, d = y, e = y, f = y, g = y, h = y, i = y, j = y, k = y, l = y;
            for (int step = 0; step < steps; step++)
            {
                a = V.MultiplyAdd(a, y, z); b = V.MultiplyAdd(b, y, z); c = V.MultiplyAdd(c, y, z);
                d = V.MultiplyAdd(d, y, z); e = V.MultiplyAdd(e, y, z); f = V.MultiplyAdd(f, y, z);
                g = V.MultiplyAdd(g, y, z); h = V.MultiplyAdd(h, y, z); i = V.MultiplyAdd(i, y, z);
                j = V.MultiplyAdd(j, y, z); k = V.MultiplyAdd(k, y, z); l = V.MultiplyAdd(l, y, z);
            }

            V sum = V.Add(V.Add(V.Add(a, b), V.Add(c, d)), V.Add(V.Add(e, f), V.Add(g, h)));
            V.Add(sum, V.Add(V.Add(i, j), V.Add(k, l))).Store(memory);
        }
    }
}
