using System.Numerics;
using System.Runtime.CompilerServices;

namespace Nabla.Kernels;

/// <summary>Calls the plain product with the arithmetic of its element type.</summary>
internal readonly struct GemmSimpleTask<T>(GemmBatch<T> batch) : INumericTask
    where T : unmanaged
{
    public void Run<U, TArithmetic>()
        where U : unmanaged
        where TArithmetic : struct, IArithmetic<U>
        => batch.As<U>().Run(default(GemmSimple<U, TArithmetic>));
}

/// <summary>Products of integers, complex numbers and truth values: a row of sums stays in L1 while the rows of B stream by.</summary>
internal unsafe struct GemmSimple<T, TArithmetic> : IGemmRunner<T>, IPieces
    where T : unmanaged
    where TArithmetic : struct, IArithmetic<T>
{
    private const int Columns = 256;

    private GemmProblem<T> _problem;

    public readonly void Run(GemmProblem<T> problem)
    {
        if (problem.C.Column != 1 && problem.C.Row == 1)
        {
            problem = problem.Transposed;
        }

        GemmSimple<T, TArithmetic> pieces = new() { _problem = problem };
        Workers.Run(pieces, checked((int)problem.M), (double)problem.M * problem.N * problem.K * 0.2);
    }

    /// <inheritdoc/>
    [SkipLocalsInit]
    public readonly void Run(int piece)
    {
        T* sums = stackalloc T[Columns];
        for (nint column = 0; column < _problem.N; column += Columns)
        {
            int count = (int)Math.Min(Columns, _problem.N - column);
            for (int j = 0; j < count; j++)
            {
                sums[j] = TArithmetic.Zero;
            }

            for (nint p = 0; p < _problem.K; p++)
            {
                Add(*_problem.A.At(piece, p), _problem.B.At(p, column), sums, count);
            }

            for (int j = 0; j < count; j++)
            {
                T* c = _problem.C.At(piece, column + j);
                T sum = _problem.Accumulate ? TArithmetic.Add(*c, sums[j]) : sums[j];
                *c = _problem.Bias == null ? sum : TArithmetic.Add(sum, _problem.Bias[(piece * _problem.BiasRow) + ((column + j) * _problem.BiasColumn)]);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void Add(T x, T* b, T* sums, int count)
    {
        int j = 0;
        if (Vector<T>.IsSupported && _problem.B.Column == 1)
        {
            for (; j + Vector<T>.Count <= count; j += Vector<T>.Count)
            {
                (Vector.Load(sums + j) + (Vector.Load(b + j) * x)).Store(sums + j);
            }
        }

        for (; j < count; j++)
        {
            sums[j] = TArithmetic.Add(sums[j], TArithmetic.Multiply(x, b[j * _problem.B.Column]));
        }
    }
}
