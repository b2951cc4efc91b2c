namespace Nabla.Benchmarks;

/// <summary>One line of the table: some work, what it costs at least, and the same work in torch.</summary>
/// <param name="Name">As the speed table calls it; a filter matches any part of it.</param>
/// <param name="Prepare">Makes the data and returns the work to repeat.</param>
internal sealed record Row(string Name, Func<Action> Prepare)
{
    /// <summary>Floating-point operations of one repeat.</summary>
    public double Flops { get; init; }

    /// <summary>Bytes that one repeat must read and write.</summary>
    public double Bytes { get; init; }

    /// <summary>Threads; 0 for all.</summary>
    public int Threads { get; init; }

    /// <summary>The same work in Python; null where there is none.</summary>
    public TorchCode? Torch { get; init; }
}

/// <summary>Python that torch runs.</summary>
/// <param name="Setup">Statements that make the data; <c>torch</c> and <c>np</c> are there.</param>
/// <param name="Run">The statement to repeat.</param>
internal sealed record TorchCode(string Setup, string Run);

/// <summary>What was measured of a row.</summary>
internal sealed record Result(Row Row, int Threads, Times Ours, Times? Torch, double LimitMilliseconds)
{
    /// <summary>GFLOP/s of the fastest repeat.</summary>
    public double GigaFlops => Row.Flops / (Ours.MinMilliseconds * 1e6);

    /// <summary>How near the fastest repeat came to the limit; 1 is the limit.</summary>
    public double Fraction => LimitMilliseconds / Ours.MinMilliseconds;
}

/// <summary>Fastest and median repeat.</summary>
internal readonly record struct Times(double MinMilliseconds, double MedianMilliseconds);
