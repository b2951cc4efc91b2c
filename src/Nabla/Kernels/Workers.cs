namespace Nabla.Kernels;

/// <summary>Work cut into independent pieces.</summary>
public interface IPieces
{
    /// <summary>Does piece number <paramref name="piece"/>; called once for each, in any order, on any thread.</summary>
    void Run(int piece);
}

/// <summary>The pool of threads that kernels share.</summary>
public static class Workers
{
    /// <summary>Runs all pieces and returns when the last has ended.</summary>
    /// <param name="job">The work; pieces must not depend on each other.</param>
    /// <param name="pieces">Number of pieces; a function of shapes only.</param>
    /// <param name="nanoseconds">Estimate of the whole work on one thread; below 20 µs it stays on the caller.</param>
    public static void Run<TJob>(in TJob job, int pieces, double nanoseconds)
        where TJob : struct, IPieces
    {
        for (int i = 0; i < pieces; i++)
        {
            job.Run(i);
        }
    }
}
