using System.Globalization;
using System.Runtime.CompilerServices;

namespace Nabla.Kernels;

/// <summary>Work cut into independent pieces.</summary>
public interface IPieces
{
    /// <summary>Does piece number <paramref name="piece"/>; called once for each, in any order, on any thread.</summary>
    void Run(int piece);
}

/// <summary>The pool of threads that kernels share.</summary>
/// <remarks>As many threads work as the environment variable <c>NABLA_THREADS</c> says, or as there are cores; the caller is one of them.
/// Pieces are cut by shape, never by <see cref="Count"/>, so results have the same bits for any number of threads. While the pool is busy
/// (a second caller, or a call from within a piece) the caller runs all its pieces itself. A call allocates nothing.</remarks>
public static class Workers
{
    /// <summary>Work estimated below this, in nanoseconds on one thread, is not worth handing out.</summary>
    public const double LeastNanoseconds = 20_000;

    /// <summary>The largest number of threads that may be asked for.</summary>
    public const int MaxCount = 256;

    private const string Variable = "NABLA_THREADS";

    private static int s_default;

    [ThreadStatic]
    private static int t_scope;

    /// <summary>Number of threads that work on one call from this thread, the caller among them.</summary>
    /// <exception cref="InvalidOperationException"><c>NABLA_THREADS</c> is no number from 1 to 256.</exception>
    public static int Count => t_scope != 0 ? t_scope : s_default != 0 ? s_default : s_default = Read(Environment.GetEnvironmentVariable(Variable));

    /// <summary>Runs all pieces and returns when the last has ended.</summary>
    /// <param name="job">The work; pieces must not depend on each other.</param>
    /// <param name="pieces">Number of pieces; a function of shapes only.</param>
    /// <param name="nanoseconds">Estimate of the whole work on one thread; below 20 µs it stays on the caller.</param>
    /// <remarks>An exception of a piece reaches the caller when no piece runs any more; of several, that of the lowest piece.</remarks>
    public static unsafe void Run<TJob>(in TJob job, int pieces, double nanoseconds)
        where TJob : struct, IPieces
    {
        TJob local = job;
        if (pieces > 1 && nanoseconds >= LeastNanoseconds && Count > 1 && WorkerPool.Shared.TryEnter())
        {
            // The pool sees the job through a pointer to this frame, which stays until the last piece has ended.
            WorkerPool.Shared.Run(&Piece<TJob>, Unsafe.AsPointer(ref local), pieces, Math.Min(Count, pieces) - 1);
            return;
        }

        for (int i = 0; i < pieces; i++)
        {
            local.Run(i);
        }
    }

    /// <summary>Makes calls from this thread use another number of threads until the scope is disposed.</summary>
    /// <param name="count">Number of threads, from 1 to 256; may exceed the number of cores.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number is out of range.</exception>
    public static Scope WithThreads(int count)
    {
        if (count is < 1 or > MaxCount)
        {
            throw new ArgumentOutOfRangeException(nameof(count), $"Workers: {count} threads: a number from 1 to {MaxCount} was expected.");
        }

        Scope scope = new(t_scope);
        t_scope = count;
        return scope;
    }

    internal static int Read(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return Math.Clamp(Environment.ProcessorCount, 1, MaxCount);
        }

        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int count) && count is >= 1 and <= MaxCount
            ? count
            : throw new InvalidOperationException(
                $"Workers: {Variable} is '{text}': a whole number from 1 to {MaxCount} was expected. Correct the environment variable, or unset it to use every core.");
    }

    private static unsafe void Piece<TJob>(void* job, int piece)
        where TJob : struct, IPieces => Unsafe.AsRef<TJob>(job).Run(piece);

    /// <summary>Puts the former number of threads back when disposed.</summary>
    public readonly struct Scope : IDisposable
    {
        private readonly int _former;

        internal Scope(int former) => _former = former;

        /// <summary>Ends the scope; on the thread that opened it.</summary>
        public void Dispose() => t_scope = _former;
    }
}
