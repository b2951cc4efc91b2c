using Nabla.Kernels;

namespace Nabla.Operations;

/// <summary>yᵢ = bᵢ + aᵢ · yᵢ₋₁ along an axis, from y₋₁ = 0; inputs a, b of one shape.</summary>
/// <remarks>Shape: that of the inputs. The first a does not matter.</remarks>
/// <param name="Axis">The axis that is walked.</param>
/// <param name="Reverse">From the end of the axis: yᵢ = bᵢ + aᵢ · yᵢ₊₁.</param>
public sealed record LinearRecurrence(int Axis, bool Reverse) : SingleOp
{
    /// <inheritdoc/>
    public override TensorSpec InferOne(ReadOnlySpan<TensorSpec> x)
    {
        var type = BinaryOp.SameType(Name, x);
        if (type is ElementType.Bool or ElementType.String)
        {
            throw new ElementTypeException($"{Name}: {type.Name} tensors: it needs numbers. Cast them first.");
        }

        _ = Axes.Normalize(Name, Axis, x[1].Shape.Rank);
        return x[0].Shape.IsCompatibleWith(x[1].Shape)
            ? new(type, x[1].Shape)
            : throw new ShapeException($"{Name}: {x[0].Shape} and {x[1].Shape}: factors and what is added must have one shape. Broadcast one of them.");
    }

    /// <inheritdoc/>
    public override void Run(RunContext context)
    {
        var run = new Kernel(context[0], context[1], Axes.Normalize(Name, Axis, context[1].Rank), Reverse, context.Output());
        ElementDispatch.Run(context[0].ElementType, ref run);
    }

    /// <inheritdoc/>
    protected override Tensor?[] Gradient(Tensor[] x, Tensor y, Tensor dy)
    {
        // Each y reaches all later ones through their factors: db obeys the recurrence backwards, and aᵢ met the y before it.
        var db = Engine.Current.RunOne(new LinearRecurrence(Axis, !Reverse), x[0].Conj().Shifted(Axis, !Reverse), dy);
        return [db * y.Conj().Shifted(Axis, Reverse), db];
    }

    readonly struct Kernel(Tensor a, Tensor b, int axis, bool reverse, Tensor y) : IForElements
    {
        public void Run<T>()
            where T : unmanaged => Recurrence.Run(a.View<T>(), b.View<T>(), axis, reverse, y.Elements<T>());
    }
}
