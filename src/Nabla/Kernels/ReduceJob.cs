using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Nabla.Lanes;

namespace Nabla.Kernels;

/// <summary>One pass of a reduction: x [outer, reduced, inner] → y [outer, chunks, inner].</summary>
/// <remarks>A chunk is at most 256 steps long. A step joins 256 bytes of a row at once (inner = 1), or one row of columns. Sixteen steps are joined to a
/// part, parts to the chunk; so no sum has more than about 16 + 16 + log₂ roundings. All of that follows from the shape, not from strides or threads.</remarks>
internal unsafe struct ReduceJob<T, A, M, F> : IPieces
    where T : unmanaged
    where A : unmanaged, INumber<A>, IMinMaxValue<A>
    where M : struct, IAccumulate<T, A>
    where F : struct, IFold
{
    const int Steps = 16;
    const int ChunkSteps = Steps * Steps;
    static readonly long StepElements = 256 / sizeof(A);

    public T* X;
    public A* Y, Center;
    public int OuterRank;
    public long* OuterLengths, OuterStrides;
    public long Outer, Reduced, ReducedStride, Inner, InnerStride;
    long _chunk, _chunks, _strips;
    int _pieces;

    readonly long Units => Outer * _chunks * _strips;

    /// <summary>Number of partial results that a pass leaves along the reduced axis.</summary>
    public static long Chunks(long reduced, long inner)
    {
        long chunk = inner == 1 ? ChunkSteps * StepElements : ChunkSteps;
        return (reduced + chunk - 1) / chunk;
    }

    /// <summary>Runs the pass; nothing is empty.</summary>
    public void Run()
    {
        _chunk = Inner == 1 ? ChunkSteps * StepElements : ChunkSteps;
        _chunks = Chunks(Reduced, Inner);
        _strips = Inner == 1 ? 1 : (Inner + StepElements - 1) / StepElements;
        long size = Outer * Reduced * Inner, units = Units;
        _pieces = Cut.Pieces(units, size);
        bool direct = M.InPlace && (Inner == 1 ? ReducedStride : InnerStride) == 1;
        Workers.Run(this, _pieces, units * 5.0 + size * (direct && !F.Centered ? 0.012 * sizeof(A) : 0.5));
    }

    /// <inheritdoc/>
    public readonly void Run(int piece)
    {
        (long unit, long end) = Cut.Range(Units, _pieces, piece);
        for (; unit < end; unit++)
        {
            long strip = unit % _strips, block = unit / _strips;
            long chunk = block % _chunks, outer = block / _chunks;
            long start = chunk * _chunk, count = Math.Min(_chunk, Reduced - start);
            T* x = X + start * ReducedStride;
            long rest = outer;
            for (int k = OuterRank - 1; k >= 0; k--)
            {
                x += (k == 0 ? rest : rest % OuterLengths[k]) * OuterStrides[k];
                rest /= k == 0 ? 1 : OuterLengths[k];
            }

            if (Inner == 1)
            {
                Y[block] = Row(x, ReducedStride, count, F.Centered ? Center[outer] : default);
            }
            else
            {
                long column = strip * StepElements;
                Columns(x + column * InnerStride, count, Math.Min(StepElements, Inner - column), F.Centered ? Center + outer * Inner + column : null,
                    Y + block * Inner + column);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Wide512<A> Ready(Wide512<A> x, Wide512<A> center) => F.Prepare(F.Centered ? x - center : x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Wide512<A> Load(A* x) => new(Vector512.Load(x));

    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static A Row(T* x, long step, long count, A center)
    {
        A* buffer = stackalloc A[Steps * (256 / sizeof(A))];
        bool direct = M.InPlace && step == 1;
        long lanes = Vector512<A>.Count;
        Wide512<A> start = new(Vector512.Create(F.Start<A>())), middle = new(Vector512.Create(center));
        Wide512<A> a = start, b = start, c = start, d = start;
        while (count > 0)
        {
            long run = Math.Min(count, Steps * StepElements);
            A* from = (A*)x;
            if (!direct)
            {
                from = buffer;
                for (long i = 0; i < run; i++)
                {
                    buffer[i] = M.Load(x[i * step]);
                }
            }

            Wide512<A> p = start, q = start, r = start, s = start;
            A* end = from + (run & -StepElements);
            for (; from < end; from += StepElements)
            {
                p = F.Combine(p, Ready(Load(from), middle));
                q = F.Combine(q, Ready(Load(from + lanes), middle));
                r = F.Combine(r, Ready(Load(from + 2 * lanes), middle));
                s = F.Combine(s, Ready(Load(from + 3 * lanes), middle));
            }

            long rest = run & (StepElements - 1);
            if (rest > 0)
            {
                p = F.Combine(p, End(from, rest, middle, start));
                q = F.Combine(q, End(from + lanes, rest - lanes, middle, start));
                r = F.Combine(r, End(from + 2 * lanes, rest - 2 * lanes, middle, start));
                s = F.Combine(s, End(from + 3 * lanes, rest - 3 * lanes, middle, start));
            }

            a = F.Combine(a, p);
            b = F.Combine(b, q);
            c = F.Combine(c, r);
            d = F.Combine(d, s);
            x += run * step;
            count -= run;
        }

        return Fold.Across<A, F>(F.Combine(F.Combine(a, b), F.Combine(c, d)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Wide512<A> End(A* x, long count, Wide512<A> middle, Wide512<A> start)
    {
        if (count >= Vector512<A>.Count)
        {
            return Ready(Load(x), middle);
        }

        return count <= 0 ? start : Wide512<A>.Choose(Partial.Mask<A>(count), Ready(Partial.Load(x, count), middle), start);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    readonly void Columns(T* x, long rows, long columns, A* center, A* y)
    {
        if (!M.InPlace || InnerStride != 1)
        {
            GatheredColumns(x, rows, columns, center, y);
            return;
        }

        A* from = (A*)x;
        long lanes = Vector512<A>.Count, at = 0;
        if (columns == 4 * lanes)
        {
            Quad(from, ReducedStride, rows, center, y);
            return;
        }

        for (; at < columns; at += lanes)
        {
            Single(from + at, ReducedStride, rows, Math.Min(lanes, columns - at), F.Centered ? center + at : null, y + at);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void Quad(A* x, long step, long rows, A* center, A* y)
    {
        long lanes = Vector512<A>.Count;
        Wide512<A> start = new(Vector512.Create(F.Start<A>()));
        Wide512<A> a = start, b = start, c = start, d = start, k = start, l = start, m = start, n = start;
        if (F.Centered)
        {
            k = Load(center);
            l = Load(center + lanes);
            m = Load(center + 2 * lanes);
            n = Load(center + 3 * lanes);
        }

        while (rows > 0)
        {
            Wide512<A> p = start, q = start, r = start, s = start;
            long run = Math.Min(rows, Steps);
            for (long i = 0; i < run; i++, x += step)
            {
                p = F.Combine(p, Ready(Load(x), k));
                q = F.Combine(q, Ready(Load(x + lanes), l));
                r = F.Combine(r, Ready(Load(x + 2 * lanes), m));
                s = F.Combine(s, Ready(Load(x + 3 * lanes), n));
            }

            a = F.Combine(a, p);
            b = F.Combine(b, q);
            c = F.Combine(c, r);
            d = F.Combine(d, s);
            rows -= run;
        }

        a.X.Store(y);
        b.X.Store(y + lanes);
        c.X.Store(y + 2 * lanes);
        d.X.Store(y + 3 * lanes);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void Single(A* x, long step, long rows, long columns, A* center, A* y)
    {
        bool whole = columns == Vector512<A>.Count;
        Wide512<A> start = new(Vector512.Create(F.Start<A>())), a = start;
        Wide512<A> middle = F.Centered ? Partial.Load(center, columns) : start;
        while (rows > 0)
        {
            Wide512<A> p = start;
            long run = Math.Min(rows, Steps);
            if (whole)
            {
                for (long i = 0; i < run; i++, x += step)
                {
                    p = F.Combine(p, Ready(Load(x), middle));
                }
            }
            else
            {
                for (long i = 0; i < run; i++, x += step)
                {
                    p = F.Combine(p, Ready(Partial.Load(x, columns), middle));
                }
            }

            a = F.Combine(a, p);
            rows -= run;
        }

        Partial.Store(y, a, columns);
    }

    // Elements that need a conversion or lie apart: sixteen rows at a time through a block in L1.
    [SkipLocalsInit]
    readonly void GatheredColumns(T* x, long rows, long columns, A* center, A* y)
    {
        long width = StepElements, lanes = Vector512<A>.Count;
        A* buffer = stackalloc A[(Steps + 2) * (256 / sizeof(A))], part = buffer + (Steps + 1) * width;
        A* total = buffer + Steps * width;
        new Span<A>(total, (int)width).Fill(F.Start<A>());
        while (rows > 0)
        {
            long run = Math.Min(rows, Steps);
            for (long i = 0; i < run; i++, x += ReducedStride)
            {
                for (long j = 0; j < columns; j++)
                {
                    buffer[i * width + j] = M.Load(x[j * InnerStride]);
                }
            }

            for (long at = 0; at < columns; at += lanes)
            {
                Single(buffer + at, width, run, Math.Min(lanes, columns - at), F.Centered ? center + at : null, part);
                F.Combine(Load(total + at), Load(part)).X.Store(total + at);
            }

            rows -= run;
        }

        Unsafe.CopyBlockUnaligned(y, total, (uint)(columns * sizeof(A)));
    }
}
