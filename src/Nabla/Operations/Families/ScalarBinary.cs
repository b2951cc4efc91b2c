using Nabla.Kernels;

namespace Nabla.Operations;

/// <summary>A function of two numbers that is computed one element at a time, for want of a register's instruction.</summary>
public interface IScalarBinary
{
    /// <summary>Whether it takes floating numbers beside whole ones.</summary>
    static abstract bool TakesFloating { get; }

    /// <summary>z = f(x, y) for floating numbers; rounded once to the tensor's type.</summary>
    double At(double x, double y);

    /// <summary>z = f(x, y) for whole numbers; the low bits are kept.</summary>
    long At(long x, long y);

    /// <summary>z = f(x, y) for uint64.</summary>
    ulong At(ulong x, ulong y);
}

/// <summary>A scalar function that has a gradient for floating numbers.</summary>
internal interface IScalarBinarySlopes
{
    Tensor?[] Gradient(Tensor x, Tensor y, Tensor z, Tensor dz);
}

/// <summary>A scalar function of two numbers, applied element by element.</summary>
/// <param name="Formula">The function.</param>
public sealed record ScalarBinary<F>(F Formula) : BinaryOp
    where F : struct, IScalarBinary
{
    /// <inheritdoc/>
    public override string Name => typeof(F).Name;

    /// <inheritdoc/>
    protected override string Needs => F.TakesFloating ? "whole or floating numbers" : "whole numbers";

    /// <inheritdoc/>
    public override void Run(RunContext context)
    {
        var action = new Action(Formula, context[0], context[1], context.Output());
        ElementDispatch.Run(context[0].ElementType, ref action);
        GC.KeepAlive(context);
    }

    /// <inheritdoc/>
    protected override bool Takes(ElementType type) => type.IsInteger || (F.TakesFloating && type.IsFloating);

    /// <inheritdoc/>
    protected override Tensor?[] Gradient(Tensor[] x, Tensor y, Tensor dy) =>
        Formula is IScalarBinarySlopes slopes ? slopes.Gradient(x[0], x[1], y, dy) : base.Gradient(x, y, dy);

    readonly struct Action(F formula, Tensor x, Tensor y, Tensor z) : IForElements
    {
        public void Run<T>()
            where T : unmanaged => Each.Binary<ByWidth<T>, T, T>(new(formula), x.View<T>(z.Shape), y.View<T>(z.Shape), z.View<T>());
    }

    readonly struct ByWidth<T>(F formula) : IEach<T, T>
        where T : unmanaged
    {
        public T At(T x, T y)
        {
            if (typeof(T) == typeof(float) || typeof(T) == typeof(double) || typeof(T) == typeof(Half) || typeof(T) == typeof(BFloat16))
            {
                return CastElement.To<double, T>(formula.At(CastElement.To<T, double>(x), CastElement.To<T, double>(y)));
            }

            return typeof(T) == typeof(ulong)
                ? CastElement.To<ulong, T>(formula.At(CastElement.To<T, ulong>(x), CastElement.To<T, ulong>(y)))
                : CastElement.To<long, T>(formula.At(CastElement.To<T, long>(x), CastElement.To<T, long>(y)));
        }
    }
}
