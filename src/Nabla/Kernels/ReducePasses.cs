using System.Numerics;

namespace Nabla.Kernels;

/// <summary>A reduction over any axes, as passes over one run of neighbouring axes each, the innermost first.</summary>
internal static unsafe class ReducePasses
{
    /// <summary>Reduces x, which is not empty, to y in row-major order of the axes that stay.</summary>
    /// <param name="x">The source.</param>
    /// <param name="reduced">True for each axis that goes.</param>
    /// <param name="y">The result.</param>
    /// <param name="center">What is subtracted before, as long as y; only where the axes that go are neighbours.</param>
    public static void Run<T, A, M, F>(View<T> x, ReadOnlySpan<bool> reduced, Span<A> y, ReadOnlySpan<A> center = default)
        where T : unmanaged
        where A : unmanaged, INumber<A>, IMinMaxValue<A>
        where M : struct, IAccumulate<T, A>
        where F : struct, IFold
    {
        Span<long> lengths = stackalloc long[x.Rank + 1], strides = stackalloc long[x.Rank + 1];
        Span<bool> goes = stackalloc bool[x.Rank + 1];
        int rank = 0;
        for (int k = 0; k < x.Rank; k++)
        {
            if (x.Lengths[k] != 1)
            {
                (lengths[rank], strides[rank], goes[rank]) = (x.Lengths[k], x.Strides[k], reduced[k]);
                rank++;
            }
        }

        lengths = lengths[..rank];
        strides = strides[..rank];
        (int start, int end) = InnermostRun(goes[..rank]);
        // The steps of the innermost axis must be 1 for vectors; a copy through tiles costs less than reading elements one by one.
        bool near = rank == 0 || strides[rank - 1] == 1 || !M.InPlace || x.Size < 256;
        if (near && Joint(lengths[start..end], strides[start..end]) && Joint(lengths[end..], strides[end..]))
        {
            fixed (T* px = &x.Storage[checked((int)x.Offset)])
            {
                Pass<T, A, M, F, AgainFold<F>>(px, lengths, strides, goes, y, center);
            }

            return;
        }

        using Scratch<T> dense = new(x.Size);
        Copy.ToContiguous(x, dense.Span);
        Strides.RowMajor(lengths, strides);
        fixed (T* px = dense.Span)
        {
            Pass<T, A, M, F, AgainFold<F>>(px, lengths, strides, goes, y, center);
        }
    }

    // The last neighbouring axes that go; an empty run at the start where none goes.
    static (int Start, int End) InnermostRun(ReadOnlySpan<bool> goes)
    {
        int end = goes.Length;
        while (end > 0 && !goes[end - 1])
        {
            end--;
        }

        int start = end;
        while (start > 0 && goes[start - 1])
        {
            start--;
        }

        return (start, end);
    }

    static bool Joint(ReadOnlySpan<long> lengths, ReadOnlySpan<long> strides)
    {
        for (int k = 1; k < lengths.Length; k++)
        {
            if (strides[k - 1] != strides[k] * lengths[k])
            {
                return false;
            }
        }

        return true;
    }

    static void Pass<T, A, M, F, FAgain>(T* x, ReadOnlySpan<long> lengths, ReadOnlySpan<long> strides, ReadOnlySpan<bool> goes, Span<A> y,
        ReadOnlySpan<A> center)
        where T : unmanaged
        where A : unmanaged, INumber<A>, IMinMaxValue<A>
        where M : struct, IAccumulate<T, A>
        where F : struct, IFold
        where FAgain : struct, IFold
    {
        int rank = lengths.Length;
        (int start, int end) = InnermostRun(goes[..rank]);
        long count = Strides.Product(lengths[start..end]), inner = Strides.Product(lengths[end..]), outer = Strides.Product(lengths[..start]);
        long chunks = ReduceJob<T, A, M, F>.Chunks(count, inner);
        bool last = chunks == 1 && !goes[..start].Contains(true);
        using Scratch<A> partial = new(last ? 0 : outer * chunks * inner);
        Span<A> to = last ? y : partial.Span;
        fixed (A* py = to, pc = center)
        {
            fixed (long* outerLengths = lengths, outerStrides = strides)
            {
                new ReduceJob<T, A, M, F>
                {
                    X = x,
                    Y = py,
                    Center = pc,
                    OuterRank = start,
                    OuterLengths = outerLengths,
                    OuterStrides = outerStrides,
                    Outer = outer,
                    Reduced = count,
                    ReducedStride = end > start ? strides[end - 1] : 0,
                    Inner = inner,
                    InnerStride = inner > 1 ? strides[rank - 1] : 1,
                }.Run();
            }

            if (last)
            {
                return;
            }

            Span<long> rest = stackalloc long[start + 2], steps = stackalloc long[start + 2];
            Span<bool> flags = stackalloc bool[start + 2];
            lengths[..start].CopyTo(rest);
            goes[..start].CopyTo(flags);
            int left = start;
            if (chunks > 1)
            {
                (rest[left], flags[left++]) = (chunks, true);
            }

            if (inner > 1)
            {
                (rest[left], flags[left++]) = (inner, false);
            }

            Strides.RowMajor(rest[..left], steps);
            Pass<A, A, AsIs<A>, FAgain, FAgain>(py, rest[..left], steps[..left], flags[..left], y, default);
        }
    }
}
