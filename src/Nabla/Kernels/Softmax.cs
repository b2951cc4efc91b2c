using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Nabla.Kernels;

/// <summary>Softmax and its logarithm along one axis, with their gradients; floating-point numbers.</summary>
/// <remarks>Stable over the whole range. A row with a NaN or +∞, or of −∞ alone, is NaN throughout.
/// An axis other than the last is brought last by a transposed copy, and back.</remarks>
public static class Softmax
{
    /// <summary>y = exp(x) ÷ Σ exp(x).</summary>
    /// <param name="x">The source.</param>
    /// <param name="axis">The axis that sums to 1.</param>
    /// <param name="y">Row-major result.</param>
    public static void Run<T>(View<T> x, int axis, Span<T> y)
        where T : unmanaged
        => Along(x, default, axis, y, Kind.Softmax);

    /// <summary>y = x − ln Σ exp(x).</summary>
    /// <param name="x">The source.</param>
    /// <param name="axis">The axis that is normalised.</param>
    /// <param name="y">Row-major result.</param>
    public static void Log<T>(View<T> x, int axis, Span<T> y)
        where T : unmanaged
        => Along(x, default, axis, y, Kind.Log);

    /// <summary>dx = y·(dy − Σ dy·y), for y = softmax x.</summary>
    /// <param name="y">The result of <see cref="Run"/>.</param>
    /// <param name="dy">Its gradient.</param>
    /// <param name="axis">The axis of the softmax.</param>
    /// <param name="dx">Row-major gradient of x.</param>
    public static void Gradient<T>(View<T> y, View<T> dy, int axis, Span<T> dx)
        where T : unmanaged
        => Along(y, dy, axis, dx, Kind.Gradient);

    /// <summary>dx = dy − exp(y)·Σ dy, for y = log softmax x.</summary>
    /// <param name="y">The result of <see cref="Log"/>.</param>
    /// <param name="dy">Its gradient.</param>
    /// <param name="axis">The axis of the softmax.</param>
    /// <param name="dx">Row-major gradient of x.</param>
    public static void LogGradient<T>(View<T> y, View<T> dy, int axis, Span<T> dx)
        where T : unmanaged
        => Along(y, dy, axis, dx, Kind.LogGradient);

    enum Kind
    {
        Softmax,
        Log,
        Gradient,
        LogGradient,
    }

    static bool HasTwo(Kind kind) => kind is Kind.Gradient or Kind.LogGradient;

    static void Along<T>(View<T> x, View<T> dy, int axis, Span<T> y, Kind kind)
        where T : unmanaged
    {
        if (y.IsEmpty)
        {
            return;
        }

        bool last = Strides.Product(x.Lengths[(axis + 1)..]) == 1;
        long length = x.Lengths[axis];
        if (last && x.IsContiguous && (!HasTwo(kind) || dy.IsContiguous))
        {
            Rows(x.Contiguous, HasTwo(kind) ? dy.Contiguous : default, y, length, kind);
            return;
        }

        using Scratch<T> first = new(x.Size), second = new(HasTwo(kind) ? x.Size : 0);
        Span<long> lengths = stackalloc long[x.Rank], strides = stackalloc long[x.Rank];
        CopyLast(x, axis, first.Span, lengths, strides);
        if (HasTwo(kind))
        {
            CopyLast(dy, axis, second.Span, lengths, strides);
        }

        if (last)
        {
            Rows(first.Span, second.Span, y, length, kind);
            return;
        }

        Rows(first.Span, second.Span, first.Span, length, kind);
        Strides.RowMajor(x.Lengths, strides);
        Strides.MoveLast(strides, axis);
        Copy.FromContiguous<T>(first.Span, new View<T>(y, 0, lengths, strides));
    }

    static void CopyLast<T>(View<T> x, int axis, Span<T> y, Span<long> lengths, Span<long> strides)
    {
        x.Lengths.CopyTo(lengths);
        x.Strides.CopyTo(strides);
        Strides.MoveLast(lengths, axis);
        Strides.MoveLast(strides, axis);
        Copy.ToContiguous(new View<T>(x.Storage, x.Offset, lengths, strides), y);
    }

    static void Rows<T>(Span<T> x, Span<T> dy, Span<T> y, long length, Kind kind)
        where T : unmanaged
    {
        if (typeof(T) == typeof(float))
        {
            Work(Reduce.As<T, float>(x), Reduce.As<T, float>(dy), Reduce.As<T, float>(y), length, kind);
        }
        else if (typeof(T) == typeof(double))
        {
            Work(Reduce.As<T, double>(x), Reduce.As<T, double>(dy), Reduce.As<T, double>(y), length, kind);
        }
        else if (Widen.Needed<T>())
        {
            using Scratch<float> first = new(x.Length), second = new(dy.Length);
            Widen.Up<T>(x, first.Span);
            Widen.Up<T>(dy, second.Span);
            Work(first.Span, second.Span, first.Span, length, kind);
            Widen.Down<T>(first.Span, y);
        }
        else
        {
            throw Widen.Refusal<T>("Softmax");
        }
    }

    static unsafe void Work<A>(Span<A> x, Span<A> dy, Span<A> y, long length, Kind kind)
        where A : unmanaged, INumber<A>
    {
        long rows = y.Length / length;
        fixed (A* px = x, pd = dy, py = y)
        {
            switch (kind)
            {
                case Kind.Softmax:
                    RowJob<A, SoftmaxWork<A>>.Run(new SoftmaxWork<A>(px, py, length), rows, length, 0.4);
                    break;
                case Kind.Log:
                    RowJob<A, LogSoftmaxWork<A>>.Run(new LogSoftmaxWork<A>(px, py, length), rows, length, 0.4);
                    break;
                case Kind.Gradient:
                    RowJob<A, SoftmaxGradientWork<A>>.Run(new SoftmaxGradientWork<A>(px, pd, py, length), rows, length, 0.15);
                    break;
                default:
                    RowJob<A, LogSoftmaxGradientWork<A>>.Run(new LogSoftmaxGradientWork<A>(px, pd, py, length), rows, length, 0.4);
                    break;
            }
        }
    }
}
