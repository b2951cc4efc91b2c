using System.Runtime.CompilerServices;

namespace Nabla.Kernels;

/// <summary>Runs one product.</summary>
internal interface IGemmRunner<T>
    where T : unmanaged
{
    void Run(GemmProblem<T> problem);
}

/// <summary>A product for every place of the batch axes.</summary>
internal unsafe struct GemmBatch<T>
    where T : unmanaged
{
    /// <summary>Multiply-adds of one product from which its own pieces keep all threads busy.</summary>
    private const double Large = 1 << 23;

    /// <summary>Multiply-adds that make a piece worth handing out.</summary>
    private const double Worthwhile = 1 << 18;

    /// <summary>The product at place (0, 0, …).</summary>
    public GemmProblem<T> First;

    /// <summary>Lengths of the batch axes that are left.</summary>
    public long* Lengths;

    /// <summary>For each of them the steps in A, B and C.</summary>
    public long* Steps;

    public int Axes;

    /// <summary>Number of products.</summary>
    public readonly long Count
    {
        get
        {
            long count = 1;
            for (int axis = 0; axis < Axes; axis++)
            {
                count *= Lengths[axis];
            }

            return count;
        }
    }

    public readonly GemmProblem<T> this[long index]
    {
        get
        {
            long a = 0, b = 0, c = 0;
            for (int axis = Axes - 1; axis >= 0; axis--)
            {
                (index, long place) = Math.DivRem(index, Lengths[axis]);
                a += place * Steps[3 * axis];
                b += place * Steps[(3 * axis) + 1];
                c += place * Steps[(3 * axis) + 2];
            }

            return First with
            {
                A = new(First.A.Data + a, First.A.Row, First.A.Column),
                B = new(First.B.Data + b, First.B.Row, First.B.Column),
                C = new(First.C.Data + c, First.C.Row, First.C.Column),
            };
        }
    }

    /// <summary>Reads the batch axes of the views, and makes one product of those through which rows of A and C go on evenly against the same B.</summary>
    public void Collect(View<T> a, View<T> b, View<T> c)
    {
        int axes = c.Rank - 2;
        bool joins = true;
        Axes = 0;
        for (int axis = axes - 1; axis >= 0; axis--)
        {
            long length = c.Lengths[axis], stepA = Step(a, axis - axes), stepB = Step(b, axis - axes), stepC = c.Strides[axis];
            if (length == 1)
            {
                continue;
            }

            if (joins && First.M == 1 && stepB == 0)
            {
                First.A = new(First.A.Data, (nint)stepA, First.A.Column);
                First.C = new(First.C.Data, (nint)stepC, First.C.Column);
                First.M = (nint)length;
            }
            else if (joins && stepB == 0 && stepA == First.M * First.A.Row && stepC == First.M * First.C.Row)
            {
                First.M *= (nint)length;
            }
            else
            {
                joins = false;
                Lengths[Axes] = length;
                (Steps[3 * Axes], Steps[(3 * Axes) + 1], Steps[(3 * Axes) + 2]) = (stepA, stepB, stepC);
                Axes++;
            }
        }
    }

    /// <summary>Runs every product: many small ones as pieces, large ones each over all threads.</summary>
    public readonly void Run<TRunner>(TRunner runner)
        where TRunner : struct, IGemmRunner<T>
    {
        long count = Count;
        double work = (double)First.M * First.N * Math.Max(First.K, 1);
        if (count == 1 || (work >= Large && count < 16))
        {
            for (long i = 0; i < count; i++)
            {
                runner.Run(this[i]);
            }

            return;
        }

        Items<TRunner> items = new() { Batch = this, Runner = runner, PerPiece = (long)Math.Ceiling(Worthwhile / work) };
        items.PerPiece = Math.Clamp(items.PerPiece, (count + (1 << 20) - 1) >> 20, count);
        Workers.Run(items, (int)((count + items.PerPiece - 1) / items.PerPiece), work * count * 0.02);
    }

    /// <summary>The same under the type's own name, where generic code knows it by another.</summary>
    public readonly GemmBatch<TSame> As<TSame>()
        where TSame : unmanaged => Unsafe.BitCast<GemmBatch<T>, GemmBatch<TSame>>(this);

    // A batch axis that is missing or of length 1 repeats.
    private static long Step(View<T> x, int fromMatrix)
    {
        int axis = x.Rank - 2 + fromMatrix;
        return axis < 0 || x.Lengths[axis] == 1 ? 0 : x.Strides[axis];
    }

    private struct Items<TRunner> : IPieces
        where TRunner : struct, IGemmRunner<T>
    {
        public GemmBatch<T> Batch;
        public TRunner Runner;
        public long PerPiece;

        public readonly void Run(int piece)
        {
            long end = Math.Min((piece + 1) * PerPiece, Batch.Count);
            for (long i = piece * PerPiece; i < end; i++)
            {
                Runner.Run(Batch[i]);
            }
        }
    }
}
