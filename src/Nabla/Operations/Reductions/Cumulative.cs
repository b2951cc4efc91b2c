using Nabla.Kernels;

namespace Nabla.Operations;

/// <summary>Joins each element to all before it along an axis.</summary>
/// <remarks>Shape: any → same. Whole numbers wrap.</remarks>
/// <param name="Axis">The axis that is walked.</param>
/// <param name="Exclusive">The element itself is left out.</param>
/// <param name="Reverse">From the end of the axis.</param>
public abstract record Cumulative(int Axis, bool Exclusive, bool Reverse) : SingleOp
{
    private protected abstract ScanKind Kind { get; }

    /// <inheritdoc/>
    public override TensorSpec InferOne(ReadOnlySpan<TensorSpec> x)
    {
        if (x[0].ElementType is ElementType.Bool or ElementType.String)
        {
            throw new ElementTypeException($"{Name}: a {x[0].ElementType.Name} tensor: it needs numbers. Cast it first.");
        }

        _ = Axes.Normalize(Name, Axis, x[0].Shape.Rank);
        return new(x[0].ElementType, x[0].Shape);
    }

    /// <inheritdoc/>
    public override void Run(RunContext context)
    {
        var run = new Kernel(context[0], Axes.Normalize(Name, Axis, context[0].Rank), Kind, Exclusive, Reverse, context.Output());
        ElementDispatch.Run(context[0].ElementType, ref run);
    }

    readonly struct Kernel(Tensor x, int axis, ScanKind kind, bool exclusive, bool reverse, Tensor y) : IForElements
    {
        public void Run<T>()
            where T : unmanaged => Scan.Run(x.View<T>(), axis, kind, exclusive, reverse, y.Elements<T>());
    }
}
