using System.Diagnostics;
using Nabla.Kernels;

namespace Nabla.Benchmarks;

/// <summary>Repeats work and keeps the time of each repeat.</summary>
internal sealed class Timing(Action work, int threads)
{
    private const double SampleSeconds = 100e-6;

    private readonly List<double> _milliseconds = [];
    private int _repeats;

    /// <summary>Warms up: the runtime compiles hot code a second time in the background.</summary>
    public void Warm(double seconds)
    {
        using Workers.Scope scope = Workers.WithThreads(threads);
        long start = Stopwatch.GetTimestamp();
        int calls = 0;
        do
        {
            work();
            calls++;
        }
        while (Stopwatch.GetElapsedTime(start).TotalSeconds < seconds);
        double one = Stopwatch.GetElapsedTime(start).TotalSeconds / calls;
        _repeats = (int)Math.Clamp(SampleSeconds / one, 1, 1e6);
    }

    /// <summary>Takes samples for that long, at least three; a sample is one call, or as many as take 0.1 ms.</summary>
    public void Sample(double seconds)
    {
        using Workers.Scope scope = Workers.WithThreads(threads);
        long start = Stopwatch.GetTimestamp();
        for (int samples = 0; samples < 3 || Stopwatch.GetElapsedTime(start).TotalSeconds < seconds; samples++)
        {
            long from = Stopwatch.GetTimestamp();
            for (int i = 0; i < _repeats; i++)
            {
                work();
            }

            _milliseconds.Add(Stopwatch.GetElapsedTime(from).TotalMilliseconds / _repeats);
        }
    }

    public Times Times()
    {
        _milliseconds.Sort();
        return new(_milliseconds[0], _milliseconds[_milliseconds.Count / 2]);
    }
}
